"""Headings are understood whole, by their halves, by the parts of their words, and in two rows."""

from datetime import date

import pytest

from matrikel.imports.rules.beside import with_families
from matrikel.imports.rules.columns import recognise_columns
from matrikel.imports.rules.fields import ColumnReason, ColumnState, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.headings.rows import put_together
from matrikel.imports.rules.problems import Reason
from matrikel.imports.rules.rows import RowReader

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("heading", "field", "label"),
    [
        ("Födelsedat./Personnr.", Field.BIRTH, ""),
        ("Foedselsdato", Field.BIRTH, ""),
        ("FÃ¶rnamn", Field.GIVEN_NAME, ""),
        ("Tel.mobil", Field.PHONE, "mobile"),
        ("Optaget", Field.JOINED, ""),
        ("Invald i föreningen", Field.JOINED, ""),
        ("Seuran jäsenyys alkanut", Field.JOINED, ""),
        ("Lid geworden op", Field.JOINED, ""),
        ("Udm. dato", Field.LEFT, ""),
        ("Vej, nr. og evt. etage", Field.STREET, ""),
        ("Adress, postnr, ort", Field.FULL_ADDRESS, ""),
        ("CP - Localité", Field.POSTCODE_PLACE, ""),
        ("Efternamn/Förnamn", Field.FULL_NAME, "family_first"),
        ("Vad heter du i förnamn?", Field.GIVEN_NAME, ""),
        ("Sort", Field.MEMBERSHIP_TYPE, ""),
        ("Art", Field.MEMBERSHIP_TYPE, ""),
        ("Folkbokföringsort", Field.PLACE, ""),
        ("NBB-nr", Field.EXTERNAL_NUMBER, "federation"),
    ],
)
def test_heading_is_understood(heading: str, field: Field, label: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert (meaning.field, meaning.label) == (field, label)


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("Ansluten till autogiro", ColumnReason.ABOUT_MONEY),
        ("E-post faktura", ColumnReason.ABOUT_SOMEBODY_ELSE),
        ("Mobiel vader", ColumnReason.ABOUT_SOMEBODY_ELSE),
        ("Invald i styrelsen", ColumnReason.NO_PLACE_YET),
        ("Jag godkänner att mina uppgifter sparas", ColumnReason.CONSENT_WITHOUT_EVIDENCE),
        ("Registreringsdato", ColumnReason.NOT_NEEDED),
        ("Børn (antal)", ColumnReason.NO_PLACE_YET),
        ("Antal barn", ColumnReason.NO_PLACE_YET),
        ("Antal i hushållet", ColumnReason.NO_PLACE_YET),
        ("Aantal kinderen", ColumnReason.NO_PLACE_YET),
        ("Lasten lukumäärä", ColumnReason.NO_PLACE_YET),
        ("Børn", ColumnReason.ABOUT_SOMEBODY_ELSE),
    ],
)
def test_what_is_not_about_the_member_is_told_with_its_reason(heading: str, reason: ColumnReason) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.reason is reason


def test_one_letter_never_turns_joining_into_leaving() -> None:
    assert [
        getattr(meaning_of(heading), "field", None) for heading in ("Indmeldd", "Udmeldd", "Ingeschreve")
    ] == [
        Field.JOINED,
        Field.LEFT,
        Field.JOINED,
    ]


def test_a_word_over_several_headings_reaches_over_all_of_them() -> None:
    assert put_together(
        ["Nr", "Medlem", "", "Foresatt 1", "", "Medlemskap"],
        ["", "Fornavn", "Etternavn", "Navn", "Mobil", "Innmeldt"],
    ) == ["Nr", "Medlem Fornavn", "Medlem Etternavn", "Foresatt 1 - Navn", "Foresatt 1 - Mobil", "Innmeldt"]


def test_contents_outvote_headings_within_the_address() -> None:
    rows = [[f"Storgatan {n}", f"113 2{n % 10}", ("Umeå", "Lund", "Ås")[n % 3]] for n in range(1, 30)]
    fields = [
        c.field for c in recognise_columns(["Adress", "Pnr", "Postadress"], rows, country="SE", today=TODAY)
    ]
    assert fields == [Field.STREET, Field.POSTCODE, Field.PLACE]


def test_a_property_is_no_street() -> None:
    rows = [["Anna Ek", f"Lillbyn 1:{n}", f"Kvarntorget {n}"] for n in range(1, 30)]
    columns = recognise_columns(["Namn", "Fastighet", "Adress"], rows, country="SE", today=TODAY)
    assert [(c.field, c.state) for c in columns[1:]] == [
        (Field.LEAVE_OUT, ColumnState.LEFT_OUT),
        (Field.STREET, ColumnState.MAPPED),
    ]
    (_, unknown, street) = recognise_columns(["Namn", "Xyz", "Adress"], rows, country="SE", today=TODAY)
    assert (unknown.state, street.field, street.state) == (
        ColumnState.LEFT_OUT,
        Field.STREET,
        ColumnState.MAPPED,
    )


def test_ticks_under_an_unknown_word_are_left_out() -> None:
    rows = [["Anna Ek", ("ja", "nei", "")[n % 3]] for n in range(30)]
    (_, ticks) = recognise_columns(["Navn", "Uniform utlevert"], rows, country="NO", today=TODAY)
    assert ticks.state is ColumnState.LEFT_OUT


def test_unknown_dates_are_joinings_only_where_they_can_be_nothing_else() -> None:
    spread = [[f"{1950 + n}-05-03", f"{1975 + n}-02-0{1 + n % 9}"] for n in range(30)]
    recent = [[f"{1950 + n}-05-03", f"2026-02-0{1 + n % 9}"] for n in range(30)]
    (_, joined) = recognise_columns(["Född", "Tillträdd"], spread, country="SE", today=TODAY)
    (_, other) = recognise_columns(["Född", "Sågs sist"], recent, country="SE", today=TODAY)
    assert (joined.field, joined.state) == (Field.JOINED, ColumnState.MAPPED)
    assert other.state is ColumnState.DOUBTED


def test_the_country_of_a_row_reads_its_phone() -> None:
    header = ["Navn", "Adresse", "Postnr", "Sted", "Land", "Mobil"]
    rows = [
        ["Anna Ek", "Storgatan 1", "41104", "Göteborg", "Sverige", "070-174 06 05"],
        ["Bo Vik", "Storgata 2", "0150", "Oslo", "Norge", "412 34 567"],
        ["Eva Falk", "Kyrkogatan 3", "41105", "Göteborg", "Sverige", "41234568"],
    ]
    reader = RowReader(recognise_columns(header, rows, country="NO", today=TODAY), country="NO", today=TODAY)
    people = [reader.read_row(number, list(cells))[0] for number, cells in enumerate(rows, start=2)]
    assert [person.phones for person in people if person] == [
        ("+46701740605",),
        ("+4741234567",),
        ("+4741234568",),
    ]


def test_a_formula_inside_an_address_takes_nothing_else_with_it() -> None:
    rows = [["Anna Ek", f"Storgatan {n}, 113 20 Stockholm"] for n in range(1, 30)]
    reader = RowReader(
        recognise_columns(["Namn", "Adress"], rows, country="SE", today=TODAY), country="SE", today=TODAY
    )
    person, problems = reader.read_row(
        2, ["Anna Ek", 'Storgatan 1, 113 20 =HYPERLINK("http://example.com";"x")']
    )
    assert person is not None
    address = person.addresses[0].address
    assert (address.street, address.postcode, address.place) == ("Storgatan 1", "11320", "")
    assert [problem.reason.value for problem in problems] == ["formula"]


@pytest.mark.parametrize("heading", ["Transport", "Bort", "Rapport", "Support"])
def test_a_word_that_only_ends_like_a_place_is_none(heading: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is None or meaning.field is not Field.PLACE


def test_sort_beside_the_towns_is_the_kind_of_membership() -> None:
    header = ["Namn", "Gatuadress", "Postnr och ort", "Sort"]
    kinds = ("Ordinarie", "Familj", "Ungdom")
    rows = [["Anna Ek", f"Storgatan {n}", "852 30 Sundsvall", kinds[n % 3]] for n in range(1, 40)]
    columns = recognise_columns(header, rows, country="SE", today=TODAY)
    assert [(c.field, c.state) for c in columns[2:]] == [
        (Field.POSTCODE_PLACE, ColumnState.MAPPED),
        (Field.MEMBERSHIP_TYPE, ColumnState.MAPPED),
    ]
    person, _ = RowReader(columns, country="SE", today=TODAY).read_row(2, list(rows[0]))
    assert person is not None
    assert (person.addresses[0].address.place, person.membership_type) == ("Sundsvall", "Familj")


def test_a_less_sure_part_never_takes_the_place_of_what_the_whole_address_says() -> None:
    others = ("Kyrkbyn", "Ordinarie", "Norrvik")
    rows = [["Anna Ek", "852 30 Sundsvall", others[n % 3]] for n in range(1, 40)]
    _, whole, other = recognise_columns(
        ["Namn", "Postnr och ort", "Medlem ortens"], rows, country="SE", today=TODAY
    )
    assert (whole.field, whole.state) == (Field.POSTCODE_PLACE, ColumnState.MAPPED)
    assert (other.field, other.state, other.reason) == (
        Field.PLACE,
        ColumnState.DOUBTED,
        ColumnReason.SECOND_OF_ITS_KIND,
    )


def test_a_parents_phone_is_never_the_childs_and_is_said_where_nobody_is_named() -> None:
    header = ["Voornaam", "Naam", "GSM mama", "GSM papa", "Mail ouders"]
    rows = [
        [f"Noor{'abc'[place % 3]}", "Peeters", f"0471 23 45 {place:02}", "", "p@example.be"]
        for place in range(9)
    ]
    mapping = recognise_columns(header, rows, country="BE", today=TODAY)
    assert [column.field for column in mapping[2:]] == [
        Field.GUARDIAN_PHONE,
        Field.GUARDIAN_PHONE,
        Field.GUARDIAN_EMAIL,
    ]
    person, problems = RowReader(with_families(mapping), country="BE", today=TODAY).read_row(2, rows[0])
    assert person is not None
    assert (person.contact_points, person.guardians) == ((), ())
    assert {(problem.column, problem.reason) for problem in problems} == {
        ("GSM mama", Reason.NOBODY_NAMED),
        ("Mail ouders", Reason.NOBODY_NAMED),
    }


def test_a_guardians_name_is_turned_as_the_childs_family_name_tells() -> None:
    header = ["Etunimi", "Sukunimi", "Huoltajan nimi", "Huoltajan puhelin"]
    rows = [
        ["Aino", "Heikkinen", "Heikkinen Sari", "040 1234567"],
        ["Eero", "Virtanen", "Virtanen Matti", "040 1234568"],
        ["Ilona", "Salo", "Laine Pekka", "040 1234569"],
        ["Onni", "Koski", "Koski Liisa", "040 1234560"],
    ]
    mapping = with_families(recognise_columns(header, rows, country="FI", today=TODAY))
    read = RowReader(mapping, country="FI", today=TODAY).read(enumerate(rows, start=2))
    found = [person.guardians[0] for person, _problems in read if person is not None]
    assert [(guardian.given_name, guardian.family_name) for guardian in found] == [
        ("Sari", "Heikkinen"),
        ("Matti", "Virtanen"),
        ("Pekka", "Laine"),
        ("Liisa", "Koski"),
    ]


def test_numbers_of_meters_are_no_phones_and_a_second_persons_ways_not_the_firsts() -> None:
    header = ["Navn 1", "Navn 2", "Tlf. 1", "Tlf. 2", "Mail 1", "Mail 2", "El-måler nr."]
    rows = [
        [
            f"Anna {family}", "" if place % 2 else f"Bo {family}", f"20 10 00 {place}1", f"20 10 00 {place}2",
            f"a{place}@example.dk", f"b{place}@example.dk", f"3000000{place}",
        ]
        for place, family in enumerate(("Holm", "Lund", "Berg", "Krog", "Dam", "Bach"))
    ]  # fmt: skip
    mapping = recognise_columns(header, rows, country="DK", today=TODAY)
    assert mapping[1].state is ColumnState.LEFT_OUT
    assert not mapping[6].is_mapped
    reader = RowReader(mapping, country="DK", today=TODAY)
    two, problems = reader.read_row(2, rows[0])
    one, none = reader.read_row(3, rows[1])
    assert two is not None
    assert one is not None
    assert [point.value for point in two.contact_points] == ["a0@example.dk", "+4520100001"]
    assert {(problem.column, problem.reason) for problem in problems} == {
        ("Tlf. 2", Reason.SEVERAL_PEOPLE),
        ("Mail 2", Reason.SEVERAL_PEOPLE),
    }
    assert (len(one.contact_points), none) == (4, [])
