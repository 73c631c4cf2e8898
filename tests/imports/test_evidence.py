"""What stands around a cell decides how it is read: the rows above, the other letters of a column, who else is named."""

from datetime import date
from pathlib import Path

import pytest

from matrikel.imports.rules import cells
from matrikel.imports.rules.columns import recognise_columns
from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.problems import Problem
from matrikel.imports.rules.rows import RowReader
from matrikel.imports.rules.signals import read_note
from matrikel.people.rules.genders import Gender
from tests.imports.scoring import read_all
from tests.imports.test_claims import FAMILY, GIVEN, TODAY, N, columns_of

PHONES = [f"0470 12 34 {10 + n}" for n in N]
# Born on 30 July 1985, 30 July 2017, 9 March 2005 and 24 December 1948.
BELGIAN = ["85.07.30-033.28", "17073003384", "050309-012.67", "48 12 24 101 77"]


def read(
    header: list[str], rows: list[list[str]], country: str
) -> tuple[list[Column], list[ImportedPerson], list[Problem]]:
    mapping = recognise_columns(header, rows, country=country, today=TODAY)
    reader = RowReader(mapping, country=country, today=TODAY)
    found = [reader.read_row(number, list(row)) for number, row in enumerate(rows, start=2)]
    return (
        list(mapping),
        [person for person, _ in found if person is not None],
        [problem for _, problems in found for problem in problems],
    )


def reasons(problems: list[Problem]) -> list[str]:
    return [problem.reason.value for problem in problems]


# --- Norwegian numbers ------------------------------------------------------------------------------------


def test_the_last_five_figures_of_a_number_are_no_count_of_days_and_no_birth() -> None:
    ends = ["14484", "07284", "18057", "09221", "31335", "44619"]
    rows = [[GIVEN[n], FAMILY[n], "8.12.42", end] for n, end in enumerate(ends)]
    _, people, problems = read(["Fornavn", "Etternavn", "Født", "Personnr. (5 siffer)"], rows, "NO")
    assert {(person.birth_date, person.national_number) for person in people} == {(date(1942, 12, 8), "")}
    assert set(reasons(problems)) == {"not_a_national_number"}


# --- Belgian numbers --------------------------------------------------------------------------------------


def test_a_belgian_number_gives_the_birth_date_and_is_not_kept_itself() -> None:
    rows = [[GIVEN[n], FAMILY[n], number] for n, number in enumerate(BELGIAN)]
    mapping, people, _ = read(["Voornaam", "Achternaam", "Rijksregisternummer"], rows, "BE")
    assert [(person.birth_date, person.national_number) for person in people] == [
        (date(1985, 7, 30), ""), (date(2017, 7, 30), ""), (date(2005, 3, 9), ""), (date(1948, 12, 24), ""),
    ]  # fmt: skip
    assert (mapping[2].field, mapping[2].reason) == (Field.BIRTH, ColumnReason.BIRTH_IN_NUMBER)


def test_a_belgian_number_beside_a_birth_date_of_everybody_stays_out() -> None:
    rows = [[GIVEN[n], FAMILY[n], "3/6/1956", number] for n, number in enumerate(BELGIAN)]
    mapping, people, problems = read(["Voornaam", "Naam", "Geboren", "Rijksregisternr"], rows, "BE")
    assert mapping[3].reason is ColumnReason.NUMBER_FORBIDDEN
    assert {person.birth_date for person in people} == {date(1956, 6, 3)}
    assert problems == []


# --- Who has left -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "Solgt båten – utmeldt", "siirtynyt toiseen seuraan", "uitgeschreven", "verhuisd – geen lid meer",
        "inte längre medlem", "ikke lenger medlem", "ei enää jäsen", "no longer a member", "lopettanut",
        "överförd till annan klubb", "Ophørt",
    ],
)  # fmt: skip
def test_a_note_that_says_it_plainly_makes_somebody_leave(note: str) -> None:
    said = read_note(note, TODAY)
    assert (said.left, said.perhaps_left) == (True, False)


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("Avflyttad 2021", True), ("muuttanut pois", True),
        ("Flyttat till Umeå", False), ("Verhuisd naar Gent", False), ("Solgt båten", False), ("vill sluta", False),
        ("Maken utträdd 2019", False), ("inte utträtt", False), ("återinträdd 2020, utträdd 2015", False),
        ("uttrådt av styrelsen, utträtt", False),
    ],
)  # fmt: skip
def test_a_note_that_may_mean_it_is_for_somebody_to_look_at(note: str, left: bool) -> None:
    said = read_note(note, TODAY)
    assert (said.left, said.perhaps_left) == (left, True)


@pytest.mark.parametrize(
    "note", ["Flyttat, ny adress", "Ophørt som træner", "avgått som kassör", "Har båt i Moss"]
)
def test_a_note_of_other_things_says_nothing_of_leaving(note: str) -> None:
    said = read_note(note, TODAY)
    assert (said.left, said.perhaps_left) == (False, False)


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("Medlem siden 2001, utmeldt 2020", date(2020, 1, 1)), ("2020: utmeldt", date(2020, 1, 1)),
        ("Opsagt pr. 31/12-2026", date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_the_date_beside_the_leaving_is_the_leavings(note: str, left: date) -> None:
    said = read_note(note, TODAY)
    assert said.on is not None
    assert said.on.on == left


# --- The row above ----------------------------------------------------------------------------------------

ADDRESS = ["Förnamn", "Efternamn", "Adress", "Postnr", "Ort", "Medlem sedan"]


def test_the_same_again_is_read_from_the_row_above_with_all_of_the_address() -> None:
    rows = [
        ["Anna", "Ek", "Storgatan 1", "113 20", "Stockholm", "2001"],
        ["Bo", "Ek", "samma", "", "", "2002"],
        ["Eva", "Ås", '"', '"', '"', "2003"],
    ]
    _, people, problems = read(ADDRESS, rows, "SE")
    assert {(p.addresses[0].address.street, p.addresses[0].address.place) for p in people} == {
        ("Storgatan 1", "Stockholm")
    }
    assert [(problem.row, problem.reason.value, problem.effect.value) for problem in problems] == [
        (4, "as_above", "doubt")
    ]


def test_the_same_again_without_a_row_above_is_told_and_never_entered() -> None:
    _, people, problems = read(ADDRESS, [["Anna", "Ek", "idem", "", "", "2001"]], "SE")
    assert (people[0].addresses, reasons(problems)) == ((), ["as_above"])


def test_the_same_again_as_somebody_is_asked_about_as_the_one_above_may_be_another() -> None:
    rows = [
        ["Lotte", "Mertens", "Donk 7", "2500", "Lier", "2020"],
        ["Stan", "Mertens", "Idem zus Lotte", "", "", "2021"],
    ]
    _, people, problems = read(
        ["Voornaam", "Naam", "Straat", "Postcode", "Gemeente", "Lid sinds"], rows, "BE"
    )
    assert people[1].addresses[0].address.street == "Donk 7"
    assert [(problem.row, problem.reason.value, problem.effect.value) for problem in problems] == [
        (3, "as_above", "doubt")
    ]


def test_a_mobile_number_begins_as_its_heading_says() -> None:
    rows = [[GIVEN[n], FAMILY[n], "48113972" if n == 0 else f"06-3124{n + 1000}"] for n in N]
    _, people, _ = read(["Roepnaam", "Achternaam", "06-nr."], rows, "NL")
    assert people[0].phones == ("+31648113972",)


@pytest.mark.parametrize(
    ("line", "care_of", "street"),
    [
        ("Attundavägen 4", "", "Attundavägen 4"),
        ("Att: Per Ek, Gata 3", "Per Ek", "Gata 3"),
        ("p/a Fam. Smit, Bergstraat 40", "Fam. Smit", "Bergstraat 40"),
    ],
)
def test_a_street_that_begins_like_a_mark_for_somebody_elses_door_is_a_street(
    line: str, care_of: str, street: str
) -> None:
    whole = cells.read_address([line], "SE")
    assert (whole.care_of, whole.street) == (care_of, street)


@pytest.mark.parametrize(
    ("remark", "has_left", "told"),
    [
        ("udmeldt pr. 31/12?", False, ["perhaps_left"]),
        ("udmeldt", True, ["perhaps_left"]),
        ("udmeldt 31.12.2024", True, []),
    ],
)
def test_a_remark_ends_no_membership_untold_unless_it_names_the_day(
    remark: str, has_left: bool, told: list[str]
) -> None:
    rows = [[GIVEN[n], FAMILY[n], "2003-02-01", "" if n else remark] for n in N]
    _, people, problems = read(["Fornavn", "Efternavn", "Indmeldt", "Bem."], rows, "DK")
    assert (people[0].has_left, reasons(problems)) == (has_left, told)


def test_a_name_that_means_the_same_is_a_name() -> None:
    _, people, problems = read(
        ADDRESS, [["Sama", "Idem", "Storgatan 1", "113 20", "Stockholm", "2001"]], "SE"
    )
    assert (people[0].given_name, people[0].family_name, problems) == ("Sama", "Idem", [])


def test_a_merged_cell_reaches_over_the_people_of_the_house_and_over_no_line_of_text() -> None:
    header = ["Hus", "Efternavn", "Fornavn", "Adresse", "Postnr", "By"]
    rows = [
        ["1", "Madsen", "Niels", "Havnegade 55", "3770", "Allinge"],
        ["", "", "Annelise", "", "", ""],
        ["2", "Holm", "Jesper", "Pilegade 88", "3770", "Allinge"],
        ["", "Bech", "Lis", "", "", ""],
        ["3", "Vest", "Trine", "Snellemark 24", "3700", "Rønne"],
        ["", "NB! Meld flytning til kassereren", "", "", "", ""],
    ]
    _, people, _ = read(header, rows, "DK")
    assert [(p.given_name, p.family_name, p.addresses[0].address.street) for p in people] == [
        ("Niels", "Madsen", "Havnegade 55"), ("Annelise", "Madsen", "Havnegade 55"), ("Jesper", "Holm", "Pilegade 88"),
        ("Lis", "Bech", "Pilegade 88"), ("Trine", "Vest", "Snellemark 24"),
    ]  # fmt: skip


def test_an_address_that_is_missing_here_and_there_is_missing() -> None:
    rows = [
        ["Anna", "Ek", "Storgatan 1", "113 20", "Stockholm", "2001"],
        ["Bo", "Ås", "", "", "", "2002"],
        ["Eva", "Berg", "Kungsgatan 2", "113 20", "Stockholm", "2003"],
        ["Ulf", "Lund", "", "", "", "2004"],
    ]
    _, people, _ = read(ADDRESS, rows, "SE")
    assert [bool(person.addresses) for person in people] == [True, False, True, False]


# --- Letters that need each other -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "heading", "letters", "genders"),
    [
        ("NL", "Geslacht", "JMJM", "MFMF"), ("NL", "Geslacht", "VMVM", "FMFM"), ("NO", "Kjønn", "GJGJ", "MFMF"),
        ("SE", "Kön", "FPFP", "FMFM"), ("DK", "Køn", "DPDP", "MFMF"), ("BE", "Geslacht", "DHDH", "FMFM"),
    ],
)  # fmt: skip
def test_a_letter_for_a_gender_means_what_the_other_letter_leaves_it(
    country: str, heading: str, letters: str, genders: str
) -> None:
    rows = [[GIVEN[n], FAMILY[n], letter] for n, letter in enumerate(letters)]
    _, people, _ = read(["Etunimi", "Sukunimi", heading], rows, country)
    assert [person.gender for person in people] == [Gender(gender) for gender in genders]


def test_letters_for_languages_are_read_and_others_are_asked_about_once() -> None:
    rows = [[GIVEN[n], FAMILY[n], language] for n, language in enumerate(["N", "F", "N/F", "F"])]
    _, people, problems = read(["Voornaam", "Naam", "Taal"], rows, "BE")
    assert ([person.language for person in people], problems) == (["nl", "fr", "nl", "fr"], [])
    unread = columns_of("NL", Voornaam=GIVEN, Naam=FAMILY, Taal=["Klingon", "Vulcan"] * 9)
    assert unread["Taal"].state is ColumnState.DOUBTED


# --- Whose it is ------------------------------------------------------------------------------------------


def test_a_child_is_the_member_where_nobody_else_is_named() -> None:
    found = columns_of(
        "DK", Barn=[f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True)], Mor=GIVEN[::-1],
        Mors_tlf=[f"51 10 73 {10 + n}" for n in N],
    )  # fmt: skip
    assert [column.field for column in found.values()] == [
        Field.FULL_NAME,
        Field.GUARDIAN_NAME,
        Field.GUARDIAN_PHONE,
    ]
    halves = columns_of("NO", Barn___etternavn=FAMILY, Barn___fornavn=GIVEN, Foresatt=GIVEN[::-1])
    assert [column.field for column in halves.values()] == [
        Field.FAMILY_NAME, Field.GIVEN_NAME, Field.GUARDIAN_NAME,
    ]  # fmt: skip


def test_a_number_behind_a_parent_with_the_same_figure_is_the_parents() -> None:
    found = columns_of(
        "SE", Barnets_namn=[f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True)],
        Förälder_1=GIVEN[::-1], Mobil_1=[f"070-123 45 {10 + n}" for n in N], Mejl_1=[f"a{n}@example.com" for n in N],
        Förälder_2=GIVEN[::-1], Mobil_2=[f"073-123 45 {10 + n}" for n in N],
    )  # fmt: skip
    assert [column.field.value for column in found.values() if not column.is_mapped] == [
        "guardian_name", "guardian_phone", "guardian_email", "guardian_name", "guardian_phone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kept", "told"),
    [
        ("0031 641977212 (na 18u)", "+31641977212", []),
        ("06-41977212 alleen 's avonds", "+31641977212", []),
        ("06-41977212 (mama)", "+31641977212", ["perhaps_anothers"]),
        ("06-41977212 (Truus)", "", ["perhaps_anothers"]),
    ],
)
def test_words_beside_a_number_say_when_to_call_or_whose_it_is(
    written: str, kept: str, told: list[str]
) -> None:
    rows = [["Jan", "Bos", written], ["Els", "Vos", "06-41977213"], ["Wim", "Kok", "06-41977214"]]
    _, people, problems = read(["Voornaam", "Naam", "Mobiel"], rows, "NL")
    assert (" ".join(people[0].phones), reasons(problems)) == (kept, told)


def test_a_number_in_brackets_is_a_second_number() -> None:
    assert [number for _, number in cells.split_phones("41.94.74.97 (arb. 86 10 22 45)", "DK")] == [
        "+4541947497", "+4586102245",
    ]  # fmt: skip


# --- Columns ----------------------------------------------------------------------------------------------


def test_a_country_behind_the_place_is_the_country_and_letters_behind_it_are_a_province() -> None:
    assert [cells.place_and_country(text) for text in ("Leuven (België)", "Haparanda, Sverige", "Bergen (NH)")] == [
        ("Leuven", "BE"), ("Haparanda", "SE"), ("Bergen (NH)", ""),
    ]  # fmt: skip
    rows = [
        ["Jan", "Bos", "3000", "Leuven (België)"],
        ["Els", "Vos", "6821 TR", "Arnhem"],
        ["Wim", "Kok", "6821 TR", "Arnhem"],
    ]
    _, people, problems = read(["Voornaam", "Naam", "Postcode", "Plaats"], rows, "NL")
    address = people[0].addresses[0].address
    assert (address.postcode, address.place, address.country, problems) == ("3000", "Leuven", "BE", [])


def test_a_few_letters_mean_what_their_contents_bear_out() -> None:
    born = [f"{1 + n}-6-19{50 + n}" for n in N]
    joined = [f"{1 + n}-9-{1999 + n}" for n in N]
    found = columns_of("NL", RN=GIVEN, AN=FAMILY, T1=PHONES, T2=PHONES[::-1], GD=born, LS=joined)
    assert [column.field for column in found.values()] == [
        Field.GIVEN_NAME, Field.FAMILY_NAME, Field.PHONE, Field.PHONE, Field.BIRTH, Field.JOINED,
    ]  # fmt: skip
    other = columns_of("NL", RN=GIVEN, AN=FAMILY, GD=[f"zaal {n % 3}" for n in N])
    assert not other["GD"].is_mapped


def test_a_year_behind_a_car_is_the_cars() -> None:
    found = columns_of(
        "DK", Fornavn=GIVEN, Efternavn=FAMILY, Køretøj=["Ford A", "Morris Minor", "Volvo PV"] * 6,
        Årgang=[str(1930 + n) for n in N],
    )  # fmt: skip
    assert not found["Årgang"].is_mapped


def test_numbers_without_a_gap_are_asked_about_where_the_rows_stand_in_some_order() -> None:
    numbers = [str(n + 1) for n in N]
    plain = columns_of("NL", nr=numbers, Voornaam=GIVEN, Naam=FAMILY)["nr"]
    assert (plain.field, plain.state) == (Field.MEMBER_NUMBER, ColumnState.MAPPED)
    for country, heading in (("NL", "Nr."), ("FI", "Nro"), ("SE", "Nr"), ("DK", "Nr")):
        (asked, *_) = columns_of(
            country, **{heading: numbers}, Fornavn=GIVEN, Efternavn=sorted(FAMILY)
        ).values()
        assert (asked.state, asked.reason) == (ColumnState.DOUBTED, ColumnReason.COUNTS_OR_NUMBERS)
        assert asked.field is Field.MEMBER_NUMBER


def test_numbers_without_a_gap_count_the_rows_where_the_heading_or_another_column_says_so() -> None:
    numbers = [str(n + 1) for n in N]
    for country, heading in (("SE", "Löpnr"), ("SE", "Rad"), ("BE", "lfd. Nr."), ("FI", "Juokseva numero")):
        (counted, *_) = columns_of(
            country, **{heading: numbers}, Fornavn=GIVEN, Efternavn=sorted(FAMILY)
        ).values()
        assert (counted.state, counted.reason) == (ColumnState.LEFT_OUT, ColumnReason.COUNTS_ROWS)
    found = columns_of(
        "SE", Nr=numbers, Medlemsnr=[str(300 + 7 * n) for n in N], Förnamn=GIVEN, Efternamn=sorted(FAMILY)
    )
    assert found["Nr"].reason is ColumnReason.COUNTS_ROWS
    assert found["Medlemsnr"].field is Field.MEMBER_NUMBER


def test_a_list_of_blocks_has_one_heading_and_the_line_above_it_is_of_no_column(tmp_path: Path) -> None:
    path = tmp_path / "dk-blocks.csv"
    block = "Hold: {};;;;Træner {};\nNr;Fornavn;Efternavn;Mobil;Født;Startet\n"
    people = [
        f"{200 + n};{GIVEN[n]};{FAMILY[n]};51 10 73 {10 + n};1/2-{1980 + n};3/4-{2001 + n}\n" for n in N
    ]
    path.write_text(
        block.format("Ungdom", "A") + "".join(people[:9]) + block.format("Voksne", "B") + "".join(people[9:])
    )
    mapping, rows = read_all(path, "DK")
    assert [column.field for column in mapping] == [
        Field.MEMBER_NUMBER, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.PHONE, Field.BIRTH, Field.JOINED,
    ]  # fmt: skip
    assert [row.person.member_number for row in rows if row.person] == [str(200 + n) for n in N]


def test_a_row_without_a_house_number_is_no_addition_of_what_stands_far_behind_it() -> None:
    found = columns_of(
        "BE", Naam=FAMILY, Voornaam=GIVEN, Straat=["Kerkstraat"] * len(GIVEN), Nr=[str(n + 1) for n in N],
        Gsm=PHONES, Rang=["A", "B"] * 9,
    )  # fmt: skip
    assert not found["Rang"].is_mapped


def test_the_euro_of_windows_is_no_letter_of_a_macintosh(tmp_path: Path) -> None:
    path = tmp_path / "nl-euro.csv"
    text = "Voornaam;Naam;Straat;Bijdrage\n" + "".join(
        f"{GIVEN[n]};{FAMILY[n]};De Bêbuorren {n + 1};€ 12,50\n" for n in N
    )
    path.write_bytes(text.encode("cp1252"))
    _, rows = read_all(path, "NL")
    assert rows[0].person is not None
    assert rows[0].person.addresses[0].address.street == "De Bêbuorren 1"


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Joop Jansen-de Boer", "Joop", "Jansen-de Boer"),
        ("Nathalie Vanden Berghe", "Nathalie", "Vanden Berghe"),
    ],
)
def test_a_prefix_inside_a_name_begins_or_joins_the_family_name(name: str, given: str, family: str) -> None:
    rows = [[name, "0470 12 34 10"], ["Els Bos", "0470 12 34 11"], ["Wim Kok", "0470 12 34 12"]]
    _, people, _ = read(["Naam", "Gsm"], rows, "BE")
    assert (people[0].given_name, f"{people[0].name_prefix} {people[0].family_name}".strip()) == (
        given,
        family,
    )


# --- A heading that nobody knows --------------------------------------------------------------------------

STREETS = [f"{word}gatan" for word in FAMILY]
HOUSES = [str(3 * n + 1) for n in N]
POSTCODES = [f"113 {20 + n}" for n in N]
PLACES = ["Solna", "Nacka", "Täby"] * 6
SWEDISH = {"Förnamn": GIVEN, "Efternamn": FAMILY}


def test_what_an_address_lacks_is_asked_about_and_never_left_aside() -> None:
    streets = [f"{street} {house}" for street, house in zip(STREETS, HOUSES, strict=True)]
    found = columns_of("SE", **SWEDISH, Xqz=streets, Postnr=POSTCODES, Ort=PLACES)
    assert (found["Xqz"].field, found["Xqz"].state) == (Field.STREET, ColumnState.MAPPED)
    apart = columns_of("SE", **SWEDISH, Xqz=STREETS, Wqz=HOUSES, Postnr=POSTCODES, Ort=PLACES)
    assert [apart["Xqz"].state, apart["Wqz"].state] == [ColumnState.DOUBTED, ColumnState.DOUBTED]
    numbers = columns_of("SE", **SWEDISH, Gata=STREETS, Wqz=HOUSES, Postnr=POSTCODES, Ort=PLACES)
    assert numbers["Wqz"].state is ColumnState.DOUBTED
    turned = columns_of("SE", **SWEDISH, Ort=PLACES, Xqz=POSTCODES, Adress=streets)
    assert turned["Xqz"].state is not ColumnState.LEFT_OUT


def test_a_house_number_without_a_street_is_no_address() -> None:
    found = columns_of("SE", **SWEDISH, Husnr=HOUSES, Postnr=POSTCODES, Ort=PLACES)
    assert found["Husnr"].state is ColumnState.DOUBTED


def test_a_postcode_behind_a_house_number_is_no_addition_to_it() -> None:
    found = columns_of(
        "BE", Naam=FAMILY, Voornaam=GIVEN, Straat=["Kerkstraat", "Dorpsstraat"] * 9, Nr=HOUSES, Xqz=["1082", "9820"] * 9,
        Gemeente=["Brussel", "Merelbeke"] * 9,
    )  # fmt: skip
    assert found["Xqz"].field is Field.POSTCODE


def test_years_without_a_heading_are_no_postcodes_beside_some() -> None:
    found = recognise_columns(
        ["Förnamn", "Efternamn", "Adress", "", "Postadress"],
        [[GIVEN[n], FAMILY[n], "Ringvägen 1", str(2000 + n), f"113 {20 + n} Solna"] for n in N],
        country="SE", today=TODAY,
    )  # fmt: skip
    assert [found[3].field is Field.POSTCODE, found[4].field] == [False, Field.POSTCODE_PLACE]


def test_numbers_in_front_of_everybody_are_asked_about_and_those_of_some_are_houses() -> None:
    members = [str(2000 + 7 * n) for n in N]
    assert columns_of("SE", Xqz=members, **SWEDISH)["Xqz"].state is ColumnState.DOUBTED
    some = [number if n % 3 else "" for n, number in enumerate(members)]
    assert not columns_of("SE", Nr=some, **SWEDISH)["Nr"].is_mapped


def test_prefixes_are_known_without_a_heading_and_are_no_name_alone() -> None:
    prefixes = [
        "van",
        "",
        "de",
        "van der",
        "",
        "",
        "van",
        "de",
        "",
        "",
        "",
        "ter",
        "",
        "",
        "van",
        "",
        "",
        "de",
    ]
    found = columns_of("NL", Voornaam=GIVEN, Xqz=prefixes, Achternaam=FAMILY)
    assert found["Xqz"].field is Field.NAME_PREFIX
    rows = [["Jan", "van", ""], ["Els", "de", "Boer"], ["Wim", "van", "Dam"], ["Bart", "ter", "Horst"]]
    _, _, problems = read(["Voornaam", "Tussenvoegsel", "Achternaam"], rows, "NL")
    assert [(problem.row, problem.reason.value) for problem in problems] == [(2, "name_split_unsure")]


def test_given_names_beside_family_names_are_the_given_names() -> None:
    found = columns_of("SE", Efternamn=FAMILY, Xqz=GIVEN, Ort=PLACES)
    assert found["Xqz"].field is Field.GIVEN_NAME


# --- Numbers of a federation, several phones in a cell, registrations, parents who are the members ---------------

CODES = [f"NX{41700 + 37 * n}" for n in N]
JOININGS = [f"20{12 + n % 13}-0{1 + n % 9}-1{n % 7}" for n in N]


@pytest.mark.parametrize(
    ("country", "heading"),
    [
        ("NL", "Relatiecode"), ("BE", "N° d'affiliation"), ("BE", "N° affilié"), ("SE", "Förbundsnummer"),
        ("NL", "Bondsnummer"), ("FI", "Liiton jäsennumero"), ("DK", "Forbundsnr."),
    ],
)  # fmt: skip
def test_the_federations_number_is_the_members_where_the_list_has_no_other(
    country: str, heading: str
) -> None:
    rows = [list(row) for row in zip(CODES, GIVEN, FAMILY, strict=True)]
    beside = [[str(100 + 7 * n), *row] for n, row in enumerate(rows)]
    alone = recognise_columns([heading, "Förnamn", "Efternamn"], rows, country=country, today=TODAY)
    both = recognise_columns(
        ["Medlemsnr", heading, "Förnamn", "Efternamn"], beside, country=country, today=TODAY
    )
    assert [column.field for column in (alone[0], both[0], both[1])] == [
        Field.MEMBER_NUMBER, Field.MEMBER_NUMBER, Field.EXTERNAL_NUMBER,
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["IdrottsID", "Golf-ID", "Person ID", "Licens", "RFID"])
def test_the_number_of_a_person_anywhere_is_no_number_of_a_member(heading: str) -> None:
    rows = [list(row) for row in zip(CODES, GIVEN, FAMILY, strict=True)]
    found = recognise_columns([heading, "Förnamn", "Efternamn"], rows, country="SE", today=TODAY)
    assert found[0].field is Field.EXTERNAL_NUMBER


@pytest.mark.parametrize("between", [" - ", " – ", " / ", "; ", " of "])
def test_two_phones_in_a_cell_are_two_phones(between: str) -> None:
    rows = [[GIVEN[n], FAMILY[n], f"056 40 88 {37 + n}{between}0477 57 95 {65 + n}"] for n in N]
    mapping, people, _ = read(["Voornaam", "Naam", "TEL./GSM"], rows, "BE")
    assert (mapping[2].field, mapping[2].is_mapped) == (Field.PHONE, True)
    assert people[0].phones == ("+3256408837", "+32477579565")


def test_a_registration_is_the_joining_where_nothing_else_says_it_and_is_never_dropped() -> None:
    born = [f"19{60 + n}-05-1{n % 9}" for n in N]
    told = columns_of("SE", Förnamn=GIVEN, Efternamn=FAMILY, Född=born, Registrerad=JOININGS)
    alone = columns_of("SE", Förnamn=GIVEN, Efternamn=FAMILY, Registrerad=JOININGS)
    at_once = columns_of(
        "SE", Förnamn=GIVEN, Efternamn=FAMILY, Född=born, Registrerad=["2024-01-01", "2024-01-02"] * 9
    )
    assert (told["Registrerad"].field, told["Registrerad"].is_mapped) == (Field.JOINED, True)
    assert (alone["Registrerad"].field, alone["Registrerad"].state) == (Field.JOINED, ColumnState.DOUBTED)
    assert at_once["Registrerad"].state is ColumnState.LEFT_OUT


def test_the_one_parent_in_front_of_a_childs_given_name_is_the_member() -> None:
    whole = [f"{given} {family}" for given, family in zip(GIVEN[::-1], FAMILY, strict=True)]
    found = columns_of("SE", Förälderns_namn=whole, Mobil=PHONES, Barnets_namn=GIVEN)
    assert (found["Förälderns_namn"].field, found["Förälderns_namn"].is_mapped) == (Field.FULL_NAME, True)
    assert found["Barnets_namn"].reason is ColumnReason.ABOUT_SOMEBODY_ELSE
    born = [f"201{n % 9}-05-1{n % 9}" for n in N]
    of_child = columns_of("SE", Förälderns_namn=whole, Mobil=PHONES, Barnets_namn=GIVEN, Född=born)
    assert of_child["Förälderns_namn"].state is not ColumnState.MAPPED


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("marktstraat 19", "Marktstraat 19"), ("chaussée de Louvain 28", "Chaussée de Louvain 28"),
        ("ijsbaan 3", "IJsbaan 3"), ("uttrågata 66", "Uttrågata 66"), ("'t Hofje 3", "'t Hofje 3"),
        ("van Speijkstraat 3", "van Speijkstraat 3"), ("d'Oultremontlaan 2", "d'Oultremontlaan 2"),
    ],
)  # fmt: skip
def test_a_street_in_small_letters_gets_its_capital(written: str, street: str) -> None:
    rows = [[GIVEN[n], FAMILY[n], written if n == 0 else f"Kerkweg {n}", "Gent"] for n in N]
    _, people, _ = read(["Voornaam", "Naam", "Adres", "Plaats"], rows, "BE")
    assert people[0].addresses[0].address.street == street
