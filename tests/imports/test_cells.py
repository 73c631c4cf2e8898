"""Single cells: dates in every national writing, names, addresses, numbers; and no text that makes a reader fail."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.imports.rules import cells, dates, signals, text
from matrikel.imports.rules.columns import recognise_columns
from matrikel.imports.rules.dates import Precision
from matrikel.imports.rules.fields import ColumnState, DateOrder, Field, NameOrder
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.imports.rules.profiles import profile_of
from matrikel.imports.rules.rows import RowReader
from matrikel.imports.rules.tables import is_sum_row

TODAY = date(2026, 11, 21)
JUNE = date(1956, 6, 3)
COUNTRIES = ["SE", "NO", "FI", "DK", "NL", "BE"]


@pytest.mark.parametrize(
    "written",
    [
        "1956-06-03", "1956/06/03", "1956.6.3", "19560603", "3.6.1956", "03.06.1956", "3/6/1956",
        "03/06-1956", "3-6-1956",
        "3 juni 1956", "3. juni 1956", "den 3 juni 1956", "3 June 1956", "June 3, 1956", "3rd June 1956",
        "3. kesäkuuta 1956",
        "3 kesä 1956", "03-jun-1956", "20609", "20609.0", "1956-06-03 00:00:00", "1956-06-03T00:00:00",
        "03061956", "3. 6. 1956",
    ],
)  # fmt: skip
def test_third_of_june_1956_in_every_writing(written: str) -> None:
    assert dates.parse(written) == dates.ReadDate(on=JUNE)


@pytest.mark.parametrize(
    ("written", "on", "precision"),
    [
        ("1985", date(1985, 1, 1), Precision.YEAR),
        ("ca 1985", date(1985, 1, 1), Precision.YEAR),
        ("1985-08", date(1985, 8, 1), Precision.MONTH),
        ("08/1985", date(1985, 8, 1), Precision.MONTH),
        ("augusti 1985", date(1985, 8, 1), Precision.MONTH),
        ("elokuu 1985", date(1985, 8, 1), Precision.MONTH),
        ("1985-08-00", date(1985, 8, 1), Precision.MONTH),
        ("1985-00-00", date(1985, 1, 1), Precision.YEAR),
    ],
)
def test_less_than_a_day_is_told(written: str, on: date, precision: Precision) -> None:
    assert dates.parse(written) == dates.ReadDate(on=on, precision=precision)


@pytest.mark.parametrize(
    "written", ["31.2.1956", "1956-13-01", "0001-01-01", "ring först", "12", "99999999", "3 mumin 1956", ""]
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert dates.parse(written) is None


def test_order_of_day_and_month_follows_the_column() -> None:
    assert dates.order_of(["03/06/1956", "01/31/1980"], "SE") is DateOrder.MONTH_FIRST
    assert dates.order_of(["03/06/1956", "31/01/1980"], "SE") is DateOrder.DAY_FIRST
    assert dates.order_of(["03/06/1956"], "SE") is DateOrder.DAY_FIRST
    assert dates.order_of(["13/06/1956", "06/13/1956"], "SE") is DateOrder.MIXED
    assert dates.order_of(["560603", "801231"], "SE") is DateOrder.YEAR_FIRST
    assert dates.order_of(["030656", "311280"], "DK") is DateOrder.DAY_FIRST


def test_mixed_column_doubts_what_could_be_both() -> None:
    read = dates.parse("03/06/1956", DateOrder.MIXED)
    assert read is not None
    assert read.ambiguous


@pytest.mark.parametrize(
    ("written", "joined", "expected"),
    [
        ("3.6.56", None, (date(1956, 6, 3), True)),
        ("3.6.12", None, (date(2012, 6, 3), True)),
        ("3.6.12", date(1985, 1, 1), (date(1912, 6, 3), True)),
        ("3.6.24", None, (date(2024, 6, 3), False)),
        ("31.12.26", None, (date(1926, 12, 31), True)),
    ],
)
def test_century_of_a_birth_is_settled_by_what_can_be(
    written: str, joined: date | None, expected: tuple[date, bool]
) -> None:
    read = dates.parse(written)
    assert read is not None
    assert dates.birth_century(read, TODAY, joined) == expected


@pytest.mark.parametrize(
    ("name", "order", "given_name", "family_name", "is_sure"),
    [
        ("Ek, Anna Maria", NameOrder.FAMILY_FIRST, "Anna Maria", "Ek", True),
        ("Anna Maria Ek", NameOrder.GIVEN_FIRST, "Anna Maria", "Ek", True),
        ("Ek Anna", NameOrder.FAMILY_FIRST, "Anna", "Ek", True),
        ("Jan van der Berg", NameOrder.GIVEN_FIRST, "Jan", "van der Berg", True),
        ("Berg, Jan van den", NameOrder.FAMILY_FIRST, "Jan", "van den Berg", True),
        ("van den Berg Jan", NameOrder.FAMILY_FIRST, "Jan", "van den Berg", True),
        ("Carl af Klint", NameOrder.GIVEN_FIRST, "Carl", "af Klint", True),
        ("John F. Smith", NameOrder.GIVEN_FIRST, "John F.", "Smith", True),
        ("Kari Brekke Olsen", NameOrder.GIVEN_FIRST, "Kari Brekke", "Olsen", False),
        ("Cher", NameOrder.GIVEN_FIRST, "Cher", "", False),
    ],
)
def test_whole_names_are_split(
    name: str, order: NameOrder, given_name: str, family_name: str, is_sure: bool
) -> None:
    split = cells.split_name(name, order)
    assert (split.given, split.family, split.reason is None) == (given_name, family_name, is_sure)


@pytest.mark.parametrize(
    ("country", "written", "expected"),
    [
        ("SE", "113 20 Stockholm", ("11320", "Stockholm", "SE")),
        ("SE", "SE-113 20 Stockholm", ("11320", "Stockholm", "SE")),
        ("SE", "DK-2100 København", ("2100", "København", "DK")),
        ("NO", "0150 Oslo", ("0150", "Oslo", "NO")),
        ("FI", "FI-00100 Helsinki", ("00100", "Helsinki", "FI")),
        ("NL", "1012AB Amsterdam", ("1012AB", "Amsterdam", "NL")),
        ("NL", "1012 AB  Amsterdam", ("1012AB", "Amsterdam", "NL")),
        ("BE", "B-1000 Brussel", ("1000", "Brussel", "BE")),
        ("SE", "Stockholm", ("", "Stockholm", "SE")),
        ("SE", "Stockholm 113 20", ("11320", "Stockholm", "SE")),
    ],
)
def test_postcode_and_place_are_parted(country: str, written: str, expected: tuple[str, str, str]) -> None:
    line = cells.read_postcode_place(text.clean(written), country)
    assert (line.postcode, line.place, line.country) == expected


def test_zeros_that_a_spreadsheet_ate_come_back() -> None:
    assert cells.read_postcode("150", "NO").postcode == "0150"
    assert cells.read_postcode("100", "FI").postcode == "00100"


@pytest.mark.parametrize(
    ("lines", "country", "expected"),
    [
        (["Storgatan 1, 113 20 Stockholm"], "SE", ("", "Storgatan 1", "11320", "Stockholm")),
        (["Storgatan 1", "113 20 Stockholm"], "SE", ("", "Storgatan 1", "11320", "Stockholm")),
        (["c/o Ek", "Storgatan 1", "113 20 Stockholm"], "SE", ("Ek", "Storgatan 1", "11320", "Stockholm")),
        (["c/o Ek, Storgatan 1, 113 20 Stockholm"], "SE", ("Ek", "Storgatan 1", "11320", "Stockholm")),
        (["Dorpsstraat 12 1012 AB Amsterdam"], "NL", ("", "Dorpsstraat 12", "1012AB", "Amsterdam")),
    ],
)
def test_whole_addresses_are_taken_apart(lines: list[str], country: str, expected: tuple[str, ...]) -> None:
    whole = cells.read_address(lines, country)
    assert whole.line is not None
    assert (whole.care_of, whole.street, whole.line.postcode, whole.line.place) == expected


@pytest.mark.parametrize(
    ("country", "written", "born", "number", "reason"),
    [
        ("SE", "811228-9874", date(1981, 12, 28), "198112289874", None),
        ("SE", "19811228-9874", date(1981, 12, 28), "198112289874", None),
        ("SE", "1981-12-28-9874", date(1981, 12, 28), "198112289874", None),
        ("SE", "811228-9873", date(1981, 12, 28), "", Reason.WRONG_CHECK_DIGIT),
        ("SE", "19560603-XXXX", JUNE, "", None),
        ("SE", "19560603-0000", JUNE, "", None),
        ("NO", "131169 00216", date(1969, 11, 13), "13116900216", None),
        ("FI", "131052-308T", date(1952, 10, 13), "131052-308T", None),
        ("FI", "131052-308t", date(1952, 10, 13), "131052-308T", None),
        ("FI", "131052-", date(2052, 10, 13), "", None),
        ("DK", "070761-4285", date(1961, 7, 7), "0707614285", None),
        ("DK", "707614285", date(1961, 7, 7), "0707614285", None),
        ("SE", "hej", None, "", Reason.NOT_A_DATE),
    ],
)
def test_births_and_identity_numbers(
    country: str, written: str, born: date | None, number: str, reason: Reason | None
) -> None:
    found = cells.read_birth(written, country, DateOrder.DAY_FIRST, TODAY)
    assert (found.read.on if found.read else None, found.number, found.reason) == (born, number, reason)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("anna@example.se; bo@example.se", ["anna@example.se", "bo@example.se"]),
        ("Anna Ek <anna@example.se>", ["anna@example.se"]),
        ("anna@example.se,", ["anna@example.se"]),
        ("ANNA@Example.SE", ["anna@example.se"]),
        ("anna at example.se", [None]),
        ("mailto:anna@example.se", ["anna@example.se"]),
    ],
)
def test_email_cells(written: str, expected: list[str | None]) -> None:
    assert [address for _, address in cells.split_emails(written)] == expected


@pytest.mark.parametrize(
    ("country", "written", "expected"),
    [
        ("SE", "070-174 06 05 / 08-123 456 78", ["+46701740605", "+46812345678"]),
        ("SE", "070-1740605 (mobil)", ["+46701740605"]),
        ("SE", "hem: 08-12345678", ["+46812345678"]),
        ("BE", "0475/12.34.56", ["+32475123456"]),
        ("NO", "48 09 56 57", ["+4748095657"]),
        ("FI", "040 3243616; 09 3215934", ["+358403243616", "+35893215934"]),
        ("SE", "ring mamma", [None]),
        ("SE", "// )", [None]),
    ],
)
def test_phone_cells(country: str, written: str, expected: list[str | None]) -> None:
    assert [number for _, number in cells.split_phones(written, country)] == expected


@pytest.mark.parametrize(
    "written",
    ["=1+1", '=HYPERLINK("x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "+SUM(1)"],
)
def test_what_a_spreadsheet_would_compute_is_a_formula(written: str) -> None:
    assert text.is_formula(written)


@pytest.mark.parametrize(
    "written", ["+46 70 174 06 05", "-", "-5", "+46701740605 (mobil)", "- ring efter 18"]
)
def test_what_people_write_is_no_formula(written: str) -> None:
    assert not text.is_formula(written)


@pytest.mark.parametrize(
    "written",
    [
        "Skyddad adress", "SKYDDADE PERSONUPPGIFTER", "Sperret adresse", "Kode 6", "Turvakielto",
        "Adressebeskyttet", "Geheim adres", "Beschermd adres",
        "Protected address", "Spärrmarkering", "Adresse protégée", "adresse confidentielle", "Auskunftssperre",
    ],
)  # fmt: skip
def test_protection_is_understood(written: str) -> None:
    assert signals.says_protected(written, alone=True)
    assert signals.read_note(written, TODAY).protected


@pytest.mark.parametrize(
    ("written", "deceased", "left", "year"),
    [
        ("Avliden 2025", True, False, 2025),
        ("Død 3.5.2024", True, False, 2024),
        ("kuollut", True, False, None),
        ("overleden op 1 mei 2020", True, False, 2020),
        ("† 2019", True, False, 2019),
        ("Décédée en 2018", True, False, 2018),
        ("verstorben", True, False, None),
        ("Utgått 2019-12-31", False, True, 2019),
        ("Eronnut", False, True, None),
        ("Maken avliden, skicka ej post", False, False, None),
        ("Vill ha tidningen", False, False, None),
    ],
)
def test_notes_say_who_died_and_who_left(written: str, deceased: bool, left: bool, year: int | None) -> None:
    said = signals.read_note(written, TODAY)
    assert (said.deceased, said.left, said.on.on.year if said.on else None) == (deceased, left, year)


@pytest.mark.parametrize(
    ("header", "field", "label"),
    [
        ("E-post", Field.EMAIL, ""),
        ("Sähköpostiosoite", Field.EMAIL, ""),
        ("Tel. thuis", Field.PHONE, "home"),
        ("Telefon (mobil)", Field.PHONE, "mobile"),
        ("E-post 2", Field.EMAIL, "other"),
        ("Födelsedatum (ÅÅÅÅ-MM-DD)", Field.BIRTH, ""),
        ("Medlemmens förnamn", Field.GIVEN_NAME, ""),
        ("Folkbokföring - Postort", Field.PLACE, "registered"),
        ("Kontaktadress - c/o adress", Field.CARE_OF, "postal"),
        ("first_name", Field.GIVEN_NAME, ""),
        ("LastName", Field.FAMILY_NAME, ""),
        ("Efternman", Field.FAMILY_NAME, ""),
        ("Målsmans e-post", Field.GUARDIAN_EMAIL, ""),
        ("Huoltajan puhelin", Field.GUARDIAN_PHONE, ""),
        ("Ouder 1 naam", Field.GUARDIAN_NAME, ""),
        ("Närmast anhörig telefon", Field.LEAVE_OUT, ""),
    ],
)
def test_headers_are_understood(header: str, field: Field, label: str) -> None:
    said = meaning_of(header)
    assert said is not None
    assert (said.field, said.label) == (field, label)


@pytest.mark.parametrize(
    ("cells_of_row", "is_sum"),
    [
        (["Summa", "", "", "160", ""], True),
        (["Antal medlemmar:", "160"], True),
        (["", "", "Yhteensä", "", "12"], True),
        (["Yhteensä", "32 jäsentä", "", "", "", "", "", "", "30", "27", "24", "m = maksettu"], True),
        (["", "x = betalt   - = betalar ej", "", "", "", ""], True),
        (["Sum", "Li", "", "", "", "", "070-174 06 05", "li@example.se", "Gata 1", ""], False),
        (["Sum", "Li", "li@example.se", "Gata 1"], False),
        (["Ek", "Anna", "", "", ""], False),
    ],
)
def test_sum_rows_are_told_from_people(cells_of_row: list[str], is_sum: bool) -> None:
    assert is_sum_row(cells_of_row) is is_sum


def test_column_that_contradicts_its_header_is_doubted() -> None:
    rows = [["Anna Ek", f"070-174 06 {number:02d}"] for number in range(20)]
    name, wrong = recognise_columns(["Namn", "E-post"], rows, country="SE", today=TODAY)
    assert name.state is ColumnState.MAPPED
    assert wrong.state is ColumnState.DOUBTED


def test_unknown_columns_are_doubted_and_empty_ones_left_out() -> None:
    rows = [["Anna Ek", "blå", ""], ["Bo Berg", "röd", ""], ["Eva Falk", "grön", ""]]
    columns = recognise_columns(["Namn", "Favorit", "Kolumn7"], rows, country="SE", today=TODAY)
    assert [column.state.value for column in columns] == ["mapped", "doubted", "left_out"]


def test_identity_numbers_are_left_out_where_the_country_forbids_them() -> None:
    rows = [["Jan Vos", "999993653"]] * 5
    _name, number = recognise_columns(["Naam", "BSN"], rows, country="NL", today=TODAY)
    assert (number.state.value, number.reason.value) == ("left_out", "number_forbidden")


def test_bad_values_are_left_out_one_by_one_and_told() -> None:
    header = ["Namn", "E-post", "Telefon", "Född", "Postnr", "Ort", "Medlem sedan"]
    good = [["Anna Ek", "anna@example.se", "0701740605", "1980-01-01", "11320", "Solna", "2001-01-01"]] * 10
    mapping = recognise_columns(header, good, country="SE", today=TODAY)
    reader = RowReader(mapping, country="SE", today=TODAY)
    person, problems = reader.read_row(
        7, ["Bo Ek", "bo at example", "ring", "2031-01-01", "9", "=1+1", "1979-01-01"]
    )
    assert person is not None
    assert (person.given_name, person.emails, person.phones, person.birth_date) == ("Bo", (), (), None)
    assert {(problem.column, problem.reason, problem.effect) for problem in problems} == {
        ("E-post", Reason.NOT_AN_EMAIL, Effect.VALUE_LEFT_OUT),
        ("Telefon", Reason.NOT_A_PHONE, Effect.VALUE_LEFT_OUT),
        ("Född", Reason.BIRTH_IN_FUTURE, Effect.VALUE_LEFT_OUT),
        ("Postnr", Reason.NOT_A_POSTCODE, Effect.VALUE_LEFT_OUT),
        ("Ort", Reason.FORMULA, Effect.VALUE_LEFT_OUT),
    }
    assert all(problem.row == 7 for problem in problems)


# --- No text makes a reader fail --------------------------------------------------------------------------

_ANY = st.text(max_size=60) | st.text(alphabet="0123456789-./ +:;,@ÅåøÄ\u00a0\n=()'", max_size=30)


@given(_ANY, st.sampled_from(list(DateOrder)))
def test_dates_never_raise(written: str, order: DateOrder) -> None:
    read = dates.parse(text.clean(written), order)
    if read is not None:
        assert 1850 <= read.on.year <= 2120


@given(_ANY, st.sampled_from(COUNTRIES))
def test_cells_never_raise(written: str, country: str) -> None:
    tidy = text.clean(written)
    list(cells.split_emails(tidy)) if tidy else None
    list(cells.split_phones(tidy, country)) if tidy else None
    cells.read_postcode(tidy, country)
    cells.read_postcode_place(tidy, country)
    cells.read_address(text.clean_lines(written), country)
    cells.read_birth(tidy, country, DateOrder.DAY_FIRST, TODAY)
    cells.read_country(tidy)
    signals.read_note(tidy, TODAY)
    signals.says_protected(tidy, alone=True)
    if tidy:
        cells.split_name(tidy, NameOrder.GIVEN_FIRST)
        cells.split_name(tidy, NameOrder.FAMILY_FIRST)
        text.is_formula(tidy)


@given(st.lists(st.lists(_ANY, min_size=1, max_size=6), min_size=1, max_size=8), st.sampled_from(COUNTRIES))
def test_tables_never_raise(rows: list[list[str]], country: str) -> None:
    mapping = recognise_columns(rows[0], rows[1:], country=country, today=TODAY)
    assert [column.index for column in mapping] == list(range(max(map(len, rows))))
    reader = RowReader(mapping, country=country, today=TODAY)
    for number, row in enumerate(rows, start=1):
        reader.read_row(number, row)


@given(_ANY, st.sampled_from(list(Field)), st.sampled_from(COUNTRIES))
def test_every_kind_of_column_reads_any_text(written: str, field: Field, country: str) -> None:
    from matrikel.imports.rules.fields import Column, ColumnReason

    column = Column(
        index=0, header="x", field=field, state=ColumnState.MAPPED, reason=ColumnReason.CHOSEN, confidence=1.0
    )
    RowReader((column,), country=country, today=TODAY).read_row(2, [written])


@given(_ANY)
def test_profiles_and_headers_never_raise(written: str) -> None:
    profile_of([written] * 3, "SE", TODAY)
    meaning_of(written)


def test_names_that_could_be_either_way_round_are_doubted_one_by_one() -> None:
    rows = [["Zed Quux"], ["Xyl Vorp"], ["Brix Jott"]] * 5
    (column,) = recognise_columns(["Nimi"], rows, country="FI", today=TODAY)
    person, problems = RowReader((column,), country="FI", today=TODAY).read_row(2, ["Zed Quux"])
    assert person is not None
    assert [(problem.reason, problem.effect) for problem in problems] == [
        (Reason.NAME_ORDER_UNSURE, Effect.DOUBT)
    ]


@pytest.mark.parametrize(
    "name", ["Volvo Parts AB", "Kauppa Oy", "Sport ApS", "Vrienden vzw", "Båtklubbens förening"]
)
def test_companies_among_people_are_doubted(name: str) -> None:
    rows = [["Anna Ek"], ["Bo Berg"], ["Eva Falk"]] * 5
    (column,) = recognise_columns(["Namn"], rows, country="SE", today=TODAY)
    _person, problems = RowReader((column,), country="SE", today=TODAY).read_row(2, [name])
    assert (Reason.NOT_A_NAME, Effect.DOUBT) in {(problem.reason, problem.effect) for problem in problems}


@pytest.mark.parametrize(
    "written",
    [
        "a@example.se; b@example.se", "a@example.se och b@example.se", "a@example.se eller b@example.se",
        "a@example.se & b@example.se", "a@example.se / b@example.se", "a@example.se b@example.se",
        "Anna <a@example.se>, Bo <b@example.se>", "a@example.se of b@example.se", "a@example.se tai b@example.se",
    ],
)  # fmt: skip
def test_two_addresses_in_a_cell_are_both_read(written: str) -> None:
    assert [address for _piece, address in cells.split_emails(written)] == ["a@example.se", "b@example.se"]


@pytest.mark.parametrize(
    "written",
    [
        "070-1740605, 08-7405060", "070-1740605 / 08-7405060", "070-1740605 och 08-7405060", "0701740605 08-7405060",
        "+46701740605 +4687405060",
    ],
)  # fmt: skip
def test_two_numbers_in_a_cell_are_both_read(written: str) -> None:
    found = [number for _piece, number in cells.split_phones(written, "SE")]
    assert found == ["+46701740605", "+4687405060"]


def test_names_with_figures_behind_are_names_to_look_at() -> None:
    rows = [[f"Anna{place}", f"Ek{place}", f"anna{place}@example.se"] for place in range(12)]
    mapping = recognise_columns(["Förnamn", "Efternamn", "E-post"], rows, country="SE", today=TODAY)
    assert [column.state for column in mapping] == [ColumnState.MAPPED] * 3
    reader = RowReader(mapping, country="SE", today=TODAY)
    person, problems = reader.read_row(2, rows[0])
    assert person is not None
    assert [(problem.reason, problem.effect) for problem in problems] == [
        (Reason.NOT_A_NAME, Effect.DOUBT)
    ] * 2
    addresses = [[f"Storgatan {place}", f"a{place}@example.se"] for place in range(12)]
    mapping = recognise_columns(["Förnamn", "E-post"], addresses, country="SE", today=TODAY)
    assert mapping[0].state is ColumnState.DOUBTED


@pytest.mark.parametrize("never_ending", ["070-123 45 67 (" + "1" * 19_900, "070-123 45 67 (" + "a" * 19_900])
def test_a_bracket_that_never_ends_in_a_long_cell_holds_up_nobody(never_ending: str) -> None:
    began = time.monotonic()
    assert [number for _piece, number in cells.split_phones(never_ending, "SE")] == [None]
    assert time.monotonic() - began < 2
