"""A heading's claim counts only where contents and the other columns agree; thin claims enter nothing in silence."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.imports.rules.beside import guardian_numbers, with_families
from matrikel.imports.rules.columns import recognise_columns
from matrikel.imports.rules.dates import Precision, order_of, parse
from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, DateOrder, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.problems import Effect
from matrikel.imports.rules.rows import RowReader
from matrikel.imports.rules.signals import read_note
from matrikel.imports.rules.text import is_formula
from matrikel.imports.rules.titles import is_declined, read_gender
from matrikel.people.rules.genders import Gender
from tests.imports.scoring import read_all

TODAY = date(2026, 11, 21)
_GIVEN = "Anna Lars Maria Erik Karin Johan Sofie Jan Pieter Marieke Els Bart Kees Truus Wim Hanna Ole Kari"
_FAMILY = (
    "Bakker Jansen Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Kok Vermeer Dam "
    "Prins Berg"
)
GIVEN, FAMILY = _GIVEN.split(), _FAMILY.split()
N = range(len(GIVEN))


def columns_of(country: str, **cells: list[str]) -> dict[str, Column]:
    headings = [heading.replace("__", " - ").replace("_", " ") for heading in cells]
    rows = [list(row) for row in zip(*cells.values(), strict=True)]
    found = recognise_columns(headings, rows, country=country, today=TODAY)
    return dict(zip(cells, found, strict=True))


MEMBERS = {"Förnamn": GIVEN, "Efternamn": FAMILY, "Telefon": [f"070-123 45 {10 + n}" for n in N]}
OTHER_PHONES = [f"073-765 43 {10 + n}" for n in N]


@pytest.mark.parametrize(
    "heading",
    [
        "Telefonliste", "Mobil adgang", "Mobilrabatt", "Puhelinpäivystys", "Telefoondienst", "Phone tree", "Telefonkedja",
        "Tlf. vakt", "Mobil väktare", "Telefoon buur", "Puhelin naapuri", "Telephone voisin",
    ],
)  # fmt: skip
def test_numbers_under_a_heading_understood_in_part_are_never_entered_beside_the_phone(heading: str) -> None:
    found = columns_of("SE", **MEMBERS, **{heading: OTHER_PHONES})
    assert not found[heading].is_mapped


@pytest.mark.parametrize(
    "heading",
    [
        "Mobil trener", "Trainer telefoon", "Tränare - telefon", "Valmentajan puhelin", "Træner mobil", "Coach phone",
        "Mobil: far", "Faders mobil", "Morsmobil", "Isän puhelin", "Gsm mama", "Telefoon werkgever", "Lagledare tel",
        "Sponsor telefon", "Kontaktperson tlf", "Telefon huisarts", "Lægens telefon", "Hjelpeverge mobil",
    ],
)  # fmt: skip
def test_somebody_elses_number_is_known_for_one(heading: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.reason in (ColumnReason.ABOUT_SOMEBODY_ELSE, ColumnReason.NO_PLACE_YET)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Landskamper", Field.COUNTRY),  ("Veileder", Field.STREET), ("Vejledning", Field.STREET),
        ("Gatekjøkken", Field.STREET), ("Stedfortreder", Field.PLACE), ("Navn på hund", Field.FULL_NAME),
        ("Navn båt", Field.FULL_NAME), ("Fødselsvægt", Field.BIRTH), ("Vei andel 1/78", Field.STREET),
        ("Kundtyp", Field.MEMBERSHIP_TYPE), ("Föreningens namn", Field.FULL_NAME), ("Maakuntalehti", Field.COUNTRY),
    ],
)  # fmt: skip
def test_a_known_word_inside_another_is_a_thin_claim(heading: str, field: Field) -> None:
    meaning = meaning_of(heading)
    assert meaning is None or meaning.field is not field or meaning.has_rests


@pytest.mark.parametrize(
    "heading",
    [
        "Vad heter du i efternamn?", "Gatuadress där du bor", "Innmeldt i laget", "Nuvarande adress",
        "Jäsenen puhelinnumero", "Gsm-nummer lid", "Telefon priv.", "Hvilken e-post har du?", "Officieel adres",
        "Hovedadresse", "Din mobiltelefon",
        "Datum inschrijving", "Inträdesdatum i föreningen",
    ],
)  # fmt: skip
def test_words_that_say_nothing_more_leave_a_claim_whole(heading: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert not meaning.has_rests


def test_a_share_of_the_road_never_joins_the_street() -> None:
    found = columns_of(
        "NO", Navn=[f"{g} {f}" for g, f in zip(GIVEN, FAMILY, strict=True)], Adresse=[f"Storgata {n + 1}" for n in N],
        Vei_andel=[f"1/{70 + n}" for n in N],
    )  # fmt: skip
    assert (found["Adresse"].field, found["Vei_andel"].is_mapped) == (Field.STREET, False)


@pytest.mark.parametrize("words", [("Plass",), ("Contributie",), ("Båtplats", "Båtplats")])
def test_numbered_things_are_no_streets(words: tuple[str, ...]) -> None:
    found = columns_of(
        "SE", Namn=[f"{g} {f}" for g, f in zip(GIVEN, FAMILY, strict=True)],
        Xyz=[f"{words[n % len(words)]} {n + 1}" for n in N],
    )  # fmt: skip
    assert not found["Xyz"].is_mapped


@pytest.mark.parametrize("other", ["Voorletters", "Initialen", "Roepnaam", "Voornaam", "Tussenvoegsel"])
def test_a_name_of_one_word_beside_a_part_of_the_name_is_the_family_name(other: str) -> None:
    parts = {
        "Voorletters": [f"{g[0]}." for g in GIVEN],
        "Initialen": [f"{g[0]}.J." for g in GIVEN],
        "Tussenvoegsel": ["van", "de", "", "van der", "", ""] * 3,
    }
    found = columns_of("NL", Naam=FAMILY, **{other: parts.get(other, GIVEN)})
    assert found["Naam"].field is Field.FAMILY_NAME


def test_a_licence_is_a_number_only_where_numbers_stand() -> None:
    kinds = columns_of("NO", Navn=GIVEN, Etternavn=FAMILY, Lisens=["Aktiv A", "Trener", "Dommer"] * 6)
    numbers = columns_of("NO", Navn=GIVEN, Etternavn=FAMILY, Lisens=[f"A{4000 + n}" for n in N])
    assert (kinds["Lisens"].state, numbers["Lisens"].field) == (ColumnState.LEFT_OUT, Field.EXTERNAL_NUMBER)


def test_the_number_of_a_customer_is_the_members_where_no_other_is_and_never_the_federations() -> None:
    alone = columns_of("NL", Relatienummer=[str(4711 + 3 * n) for n in N], Voornaam=GIVEN, Achternaam=FAMILY)
    beside = columns_of(
        "NL", Lidnr=[str(100 + n * 7) for n in N], Relatienummer=[str(4711 + 3 * n) for n in N], Voornaam=GIVEN,
        Achternaam=FAMILY,
    )  # fmt: skip
    assert alone["Relatienummer"].field is Field.MEMBER_NUMBER
    assert (beside["Lidnr"].field, beside["Relatienummer"].label) == (Field.MEMBER_NUMBER, "")


@pytest.mark.parametrize("end", ["2026-12-31", "2025-08-31"])
def test_the_end_of_a_period_makes_nobody_leave(end: str) -> None:
    ends = [end] * 16 + ["2024-12-31", ""]
    found = columns_of("SE", Förnamn=GIVEN, Efternamn=FAMILY, Slutdatum=ends)
    reader = RowReader(tuple(found.values()), country="SE", today=TODAY)
    read = [
        reader.read_row(n, [g, f, on]) for n, (g, f, on) in enumerate(zip(GIVEN, FAMILY, ends, strict=True))
    ]
    assert [person.has_left for person, _ in read if person] == [False] * 16 + [True, False]
    assert [[problem.reason.value for problem in problems] for _, problems in read][16] == ["period_or_left"]


def test_days_on_which_people_left_one_by_one_stay() -> None:
    ends = [f"20{10 + n % 15}-0{1 + n % 9}-15" for n in N]
    found = columns_of("SE", Förnamn=GIVEN, Efternamn=FAMILY, Utträde=ends)
    assert (found["Utträde"].field, found["Utträde"].period_end) == (Field.LEFT, "")


def test_the_day_on_which_all_begin_is_a_period_and_no_joining() -> None:
    found = columns_of("FI", Etunimi=GIVEN, Sukunimi=FAMILY, Alkaa=["2025-01-01"] * 18)
    assert not found["Alkaa"].is_mapped


def test_births_after_joinings_are_somebody_elses() -> None:
    births, joinings = [f"2019-0{1 + n % 9}-11" for n in N], [f"20{10 - n % 5:02}-05-0{1 + n % 9}" for n in N]
    found = columns_of("SE", Förnamn=GIVEN, Efternamn=FAMILY, Född=births, Inträde=joinings)
    assert not found["Född"].is_mapped


def test_what_stands_under_one_word_with_a_name_of_its_own_is_somebody_elses() -> None:
    found = columns_of(
        "BE", Voornaam=GIVEN, Achternaam=FAMILY, Gsm=[f"0470 12 34 {10 + n}" for n in N],
        Contact_1__voornaam=GIVEN[::-1], Contact_1__gsm=[f"0480 12 34 {10 + n}" for n in N],
        Contact_1__straat=[f"Kerkstraat {n + 1}" for n in N],
    )  # fmt: skip
    assert [column.is_mapped for column in found.values()] == [True, True, True, False, False, False]
    whole = columns_of(
        "BE", Speler_voornaam=GIVEN, Speler_achternaam=FAMILY, Speler_gsm=[f"0470 12 34 {10 + n}" for n in N]
    )
    assert all(column.is_mapped for column in whole.values())


def test_a_billing_address_is_the_members_only_where_there_is_no_other() -> None:
    streets, codes = [f"Storgatan {n + 1}" for n in N], [f"113 {20 + n}" for n in N]
    alone = columns_of("SE", Kundnamn=GIVEN, Efternamn=FAMILY, Fakturaadress=streets, Fakturapostnr=codes)
    beside = columns_of("SE", Förnamn=GIVEN, Efternamn=FAMILY, Fakturaadress=streets, Adress=streets[::-1])
    assert (alone["Fakturaadress"].field, alone["Fakturapostnr"].field) == (Field.STREET, Field.POSTCODE)
    assert (beside["Fakturaadress"].is_mapped, beside["Adress"].field) == (False, Field.STREET)


def test_what_nobody_understands_is_left_aside_or_doubted_and_read_for_deaths() -> None:
    found = columns_of(
        "SE", Förnamn=GIVEN, Efternamn=FAMILY, Favorit=["blå", "röd", "grön"] * 6, Xyz=OTHER_PHONES,
        Qvz=["", "avliden 2020"] * 9,
    )  # fmt: skip
    assert [(column.state, column.reason) for column in list(found.values())[2:]] == [
        (ColumnState.LEFT_OUT, ColumnReason.UNLIKE_ANYTHING),
        (ColumnState.MAPPED, ColumnReason.CONTENT),
        (ColumnState.MAPPED, ColumnReason.FREE_TEXT),
    ]


def test_a_mail_of_the_father_stays_with_the_father() -> None:
    headings = ["Mor", "Far", "E-post far", "E-post mor", "Mobil mor"]
    cells = [["Eva Ek", "Bo Ek", "bo@example.org", "eva@example.org", "070-1234567"]] * 5
    names = ["Förnamn", "Efternamn"]
    mapping = with_families(
        recognise_columns(
            [*names, *headings], [["Anna", "Ek", *row] for row in cells], country="SE", today=TODAY
        )
    )
    numbers = guardian_numbers(mapping)
    assert [numbers[index + 2] for index in range(5)] == [1, 2, 2, 1, 1]


LINES = "Navn;Adresse;Postnr;Sted;Telefon\nAktive medlemmer;;;;\nKari Lie;Vei 1;5003;Bergen;91234567\n"


def test_a_line_between_the_rows_is_nobody_and_says_who_has_left(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(
        f"{LINES}Utmeldte;;;;\nNils Berg;Vei 2;5003;Bergen;92345678\nHedersmedlemmer;;;;\nEva Moe;Vei 3;;;\n"
    )
    _mapping, rows = read_all(path, "NO")
    people = [(row.person.family_name, row.person.has_left) for row in rows if row.person]
    assert people == [("Lie", False), ("Berg", True), ("Moe", False)]
    assert [row.problems[-1].reason.value for row in rows if row.problems] == [
        "no_person", "no_person", "perhaps_left", "no_person",
    ]  # fmt: skip


def test_a_line_in_capitals_in_the_column_of_names_is_nobody_either() -> None:
    found = columns_of(
        "SE", Namn=[f"{family}, {given}" for given, family in zip(GIVEN, FAMILY, strict=False)],
        Adress=["Storgatan 1"] * 18, Postnr=["113 20"] * 18, Ort=["Stockholm"] * 18,
    )  # fmt: skip
    reader = RowReader(tuple(found.values()), country="SE", today=TODAY)
    line, told = reader.read_row(2, ["AVGÅNGNA MEDLEMMAR", "", "", ""])
    below, _ = reader.read_row(3, ["Ek, Anna", "Storgatan 2", "113 20", "Stockholm"])
    assert (line, [problem.reason.value for problem in told][-1]) == (None, "no_person")
    assert below is not None
    assert below.has_left is True


def test_a_tick_that_somebody_is_not_active_is_shown() -> None:
    found = columns_of("SE", Förnamn=GIVEN, Efternamn=FAMILY, Aktiv=["Ja", "Nej", "Ja"] * 6)
    _, problems = RowReader(tuple(found.values()), country="SE", today=TODAY).read_row(
        2, ["Anna", "Ek", "Nej"]
    )
    assert [problem.reason.value for problem in problems] == ["perhaps_left"]


def test_birthdays_without_a_year_are_left_aside() -> None:
    found = columns_of("DK", Navn=GIVEN, Efternavn=FAMILY, Fødselsdag=[f"{1 + n}. marts" for n in N])
    assert found["Fødselsdag"].state is ColumnState.LEFT_OUT


def test_whatever_is_said_of_a_second_person_of_the_row_stays_out() -> None:
    whole = [f"{g} {f}" for g, f in zip(GIVEN, FAMILY, strict=True)]
    found = columns_of(
        "NO", Navn_1=whole, Navn_2=whole[::-1], Fødselsdato_1=[f"0{1 + n % 9}.05.1960" for n in N],
        Fødselsdato_2=[f"0{1 + n % 9}.07.1970" for n in N],
    )  # fmt: skip
    assert [column.state for column in found.values()] == [
        ColumnState.MAPPED, ColumnState.LEFT_OUT, ColumnState.MAPPED, ColumnState.LEFT_OUT,
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["Toimikunta", "Seurakunta", "Lautakunta", "Kommunikation"])
def test_few_words_that_end_like_a_municipality_are_one(word: str) -> None:
    meaning = meaning_of(word)
    assert meaning is None or meaning.field is not Field.MUNICIPALITY


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De heer", Gender.MAN), ("Mevrouw", Gender.WOMAN), ("Jente/kvinne", Gender.WOMAN), ("Gutt / mann", Gender.MAN),
        ("Dhr.", Gender.MAN), ("Fru", Gender.WOMAN), ("Kvinna/man", None), ("Fam.", None),
    ],
)  # fmt: skip
def test_gender_is_read_from_titles_and_from_several_words(text: str, found: Gender | None) -> None:
    assert read_gender(text, "sv") is found


@pytest.mark.parametrize(
    "text", ["Ønsker ikke å oppgi", "Vill inte uppge", "En halua kertoa", "Prefer not to say"]
)
def test_no_answer_is_an_answer(text: str) -> None:
    assert is_declined(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("høst 2015", 2015), ("vt 2008", 2008), ("vt08", 2008), ("2019/2020", 2019), ("1984 (hall. 3/84)", 1984),
        ("syksy 2011", 2011), ("najaar 1999", 1999),
    ],
)  # fmt: skip
def test_a_season_is_read_as_its_year(text: str, year: int) -> None:
    read = parse(text)
    assert read is not None
    assert (read.on.year, read.precision) == (year, Precision.YEAR)


@given(st.dates(date(1930, 1, 1), date(2015, 12, 31)))
def test_a_zero_lost_in_front_of_figures_comes_back(born: date) -> None:
    column = [f"{n:02}0{1 + n % 9}60" for n in range(10, 28)]
    figures = f"{born:%d%m%y}"
    lost = figures.removeprefix("0")
    order = order_of([*column, lost], "DK")
    read = parse(lost, order)
    assert order is (DateOrder.FIGURES_DAY_FIRST if lost != figures else DateOrder.DAY_FIRST)
    assert read is not None
    assert (read.on.month, read.on.day, read.on.year % 100) == (born.month, born.day, born.year % 100)


_STRANGERS = {
    "Telefon": (
        "Vakttelefon|Tlf nabo|Mobil bestyrer|Gsm verantw.|Portkod tel|Båtens telefon|Puh. isännöitsijä|Telefon kansli|"
        "Reserv|Nummer 2|Oproep|Bereikbaar|Kontakt 2|Numéro utile"
    ),
    "E-post": (
        "Mail redaktion|Mail til klub|Lagets e-post|E-mail penningmeester|Kontakt mail kommun|Copy to|Reset mail|"
        "Kansliets mail|Sposti taloudenhoitaja"
    ),
    "Inträde": (
        "Besiktad|Kontrolldato|Laatst gezien|Tarkastettu|Gyldig fra|Utlevert|Kurs|Start sæson|Begin seizoen|Sopimus|"
        "Dåpsdato|Bryllupsdag|Certifikat t.o.m."
    ),
    "Förnamn": "Hunden|Båten|Fadder|Verver|Naapuri|Gast|Makker|Kaveri|Buddy|Instruktør|Værelseskammerat",
    "Ort": "Kampsted|Stall|Hemmahamn|Thuishaven|Træningssted|Zaal|Distrikt nord|Fødested|Koulu",
    "Adress": "Hytteadresse|Stallets adress|Sommaradress|Kesäasunto|Werkadres|Leveringsadresse|Skolans adress|Vagt",
    "Postnr": "Zon|Vyöhyke|Rode|Kode|Bladruta|Bezorgroute",
    "Medlemsnr": "Kluisnr|Startnr|Ranking|Plass|Chip|Poletnr|Segelnr|Lokero|Avain nro|Gammelt nr|Bib",
}


@pytest.mark.parametrize(
    ("real", "heading"), [(real, heading) for real, said in _STRANGERS.items() for heading in said.split("|")]
)
def test_a_stranger_among_the_columns_changes_nothing_of_anybody(real: str, heading: str) -> None:
    cells = {
        "Medlemsnr": [str(4100 + 7 * n) for n in N], "Förnamn": GIVEN, "Efternamn": FAMILY,
        "Adress": [f"{('Storgatan', 'Skolvägen', 'Åsen')[n % 3]} {n + 1}" for n in N],
        "Postnr": [f"{11320 + n}" for n in N], "Ort": [("Solna", "Lund", "Umeå")[n % 3] for n in N],
        "Telefon": [f"070-123 45 {10 + n}" for n in N], "E-post": [f"m{n}@example.org" for n in N],
        "Inträde": [f"{1980 + 2 * n}-05-0{1 + n % 9}" for n in N],
    }  # fmt: skip

    def people(table: dict[str, list[str]]) -> list[ImportedPerson | None]:
        rows = [list(row) for row in zip(*table.values(), strict=True)]
        reader = RowReader(
            recognise_columns(list(table), rows, country="SE", today=TODAY), country="SE", today=TODAY
        )
        return [
            person and replace(person, external_numbers=(), groups=(), addresses=person.addresses[:1])
            for person, _ in reader.read(enumerate(rows))
        ]

    among = {}
    for name, values in cells.items():
        among[name] = values
        if name == "Efternamn":
            among[heading] = cells[real][::-1]
    assert people(among) == people(cells)


def test_a_note_below_the_rows_says_nothing_of_a_column(tmp_path: Path) -> None:
    rows = "".join(f"{101 + 3 * n};Anna;Ek;{1980 + n}\n" for n in range(12))
    path = tmp_path / "note.csv"
    path.write_text(
        f"Lidnr;Voornaam;Achternaam;Lid per\n{rows}Bijgewerkt 02-11-2026 door de penningmeester;;;\n"
    )
    mapping, read = read_all(path, "NL")
    assert (mapping[0].field, mapping[0].state) == (Field.MEMBER_NUMBER, ColumnState.MAPPED)
    assert [row.person.member_number for row in read if row.person][:2] == ["101", "104"]


def test_a_company_among_the_members_is_nobody_whom_a_row_enters() -> None:
    found = columns_of("SE", Nr=[str(100 + 7 * n) for n in N], Förnamn=GIVEN, Efternamn=FAMILY)
    reader = RowReader(tuple(found.values()), country="SE", today=TODAY)
    for name in ("Lappmarkens Bygg AB", "Örträsk Bygdegårdsförening"):
        person, problems = reader.read_row(2, ["188", "", name])
        assert (person, problems[-1].effect) == (None, Effect.ROW_SKIPPED)
    kept, _ = reader.read_row(3, ["189", "Eva", "Ab"])
    assert kept is not None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NSF lisensnr", Field.EXTERNAL_NUMBER), ("VSK-licentienr", Field.EXTERNAL_NUMBER),
        ("Lisens utløper", Field.LEAVE_OUT), ("Licentietype", Field.LEAVE_OUT), ("Ref.nummer", Field.LEAVE_OUT),
    ],
)  # fmt: skip
def test_a_number_of_something_is_told_by_the_word_before_it(heading: str, field: Field) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.field is field


def test_what_a_bank_writes_around_a_number_is_no_formula() -> None:
    assert not is_formula("+++090/9337/55493+++")
    assert is_formula("+SUM(A1)")


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("utträtt 30.6.2026", date(2026, 6, 30)), ("ontslag 30/06/2026", date(2026, 6, 30)),
        ("Opsagt pr. 31/10-2026", date(2026, 10, 31)), ("sagt upp 3/9-26", date(2026, 9, 3)),
    ],
)  # fmt: skip
def test_a_note_says_who_left_and_when(note: str, left: date) -> None:
    said = read_note(note, TODAY)
    assert said.on is not None
    assert (said.left, said.on.on) == (True, left)


@pytest.mark.parametrize("heading", ["Operaatiot", "Reizen", "Turer"])
def test_a_word_and_a_year_is_no_street_beside_an_address(heading: str) -> None:
    found = columns_of(
        "FI", Etunimi=GIVEN, Sukunimi=FAMILY, Osoite=[f"Rantatie {n + 1}, 00{n + 10}0 Helsinki" for n in N],
        **{heading: [f"{('UNIFIL', 'ISAF', 'KFOR')[n % 3]} 19{70 + n}-{71 + n}" for n in N]},
    )  # fmt: skip
    assert (found["Osoite"].field, found[heading].is_mapped) == (Field.FULL_ADDRESS, False)


def test_children_are_no_kinds_of_membership() -> None:
    found = columns_of("BE", Naam=FAMILY, Voornaam=GIVEN, Kind_1=GIVEN[::-1], Kind_2=[""] * 14 + GIVEN[:4])
    assert [column.is_mapped for column in found.values()] == [True, True, False, False]


def test_what_members_are_called_here_is_their_kind() -> None:
    kinds = ["Vriend", "Duovriend", "Vriend voor het leven"] * 6
    found = columns_of(
        "NL", Voornaam=GIVEN, Achternaam=FAMILY, Soort_vriend=kinds, Soort_dieet=["Vega", "Vis", ""] * 6
    )
    assert (found["Soort_vriend"].field, found["Soort_dieet"].is_mapped) == (Field.MEMBERSHIP_TYPE, False)


@pytest.mark.parametrize(
    "note", ["Sluttet med bier 2019", "slutat som kassör 2020", "gestopt met spelen", "left the board"]
)
def test_who_stopped_with_something_has_not_left(note: str) -> None:
    assert not read_note(note, TODAY).left


def test_the_number_at_a_federation_is_not_the_clubs() -> None:
    found = [meaning_of(heading) for heading in ("UBA-lidnr", "Clublidnr", "MEDL-NR")]
    assert [meaning.field for meaning in found if meaning] == [
        Field.EXTERNAL_NUMBER, Field.MEMBER_NUMBER, Field.MEMBER_NUMBER,
    ]  # fmt: skip
