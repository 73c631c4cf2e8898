"""What other countries' lists taught: places that look like postcodes, and names that begin small or large."""

from datetime import date

import pytest

from matrikel.imports.rules.cells import read_postcode_place
from matrikel.imports.rules.columns import recognise_columns
from matrikel.imports.rules.rows import RowReader
from matrikel.imports.translating import admission_of
from matrikel.kernel.ids import new_id
from matrikel.people.rules.names import tidy_case


@pytest.mark.parametrize(
    ("text", "country", "postcode", "place"),
    [
        ("8622 Mo i Rana", "NO", "8622", "Mo i Rana"),
        ("8622 MO I RANA", "NO", "8622", "MO I RANA"),
        ("1012 AB Amsterdam", "NL", "1012 AB", "Amsterdam"),
        ("9000 Gent", "BE", "9000", "Gent"),
    ],
)
def test_two_letters_belong_to_the_postcode_only_in_the_netherlands(
    text: str, country: str, postcode: str, place: str
) -> None:
    line = read_postcode_place(text, country)
    assert (line.postcode.replace(" ", ""), line.place) == (postcode.replace(" ", ""), place)


def test_a_belgian_name_begins_with_a_capital_and_a_dutch_one_with_its_prefix() -> None:
    assert [tidy_case("DE SMEDT", language) for language in ("nl-be", "nl")] == ["De Smedt", "de Smedt"]


def test_what_somebody_is_called_is_the_given_name_where_a_list_knows_no_other() -> None:
    header = ["Voorletters", "Roepnaam", "Tussenv.", "Achternaam"]
    body = [["J.", "Jan", "van der", "Berg"], ["S.", "Sanne", "", "Vries"], ["W.", "Wim", "de", "Boer"]]
    today = date(2026, 11, 21)
    mapping = recognise_columns(header, body, country="NL", today=today)
    reader = RowReader(mapping, country="NL", language="nl", today=today)
    people = [reader.read_row(number, list(cells))[0] for number, cells in enumerate(body, start=2)]
    assert [(found.given_name, found.name_prefix, found.preferred_name) for found in people if found] == [
        ("Jan", "van der", ""),
        ("Sanne", "", ""),
        ("Wim", "de", ""),
    ]


def test_somebody_who_joined_after_dying_keeps_the_date_and_is_doubted() -> None:
    header = ["Förnamn", "Efternamn", "Född", "Medlem sedan", "Anteckning"]
    row = ["Nils", "Lindberg", "1950-06-10", "2026-07-06", "Avliden 2025"]
    body = [row, ["Anna", "Ek", "1980-01-01", "2019-02-03", ""], ["Bo", "Ås", "1981-01-01", "2018-02-03", ""]]
    today = date(2026, 11, 21)
    mapping = recognise_columns(header, body, country="SE", today=today)
    person, problems = RowReader(mapping, country="SE", language="sv", today=today).read_row(2, list(row))
    assert person is not None
    assert [(found.column, found.reason.value, found.effect.value) for found in problems] == [
        ("Medlem sedan", "joined_after_death", "doubt")
    ]
    admission = admission_of(person, new_id(), new_id(), today=today)
    assert (admission.starts_on, admission.ends_on, admission.end_reason) == (
        date(2026, 7, 6),
        date(2026, 7, 7),
        "DIED",
    )


def test_letters_before_a_postcode_say_its_country() -> None:
    header = ["Navn", "Adresse", "Postnr", "By"]
    body = [
        ["Anna Ek", "Hauptstr. 1", "D-24937", "Flensburg"],
        ["Bo Holm", "Storegade 2", "DK-6200", "Aabenraa"],
        ["Per Lund", "Storegade 4", "6200", "Aabenraa"],
    ]
    today = date(2026, 11, 21)
    mapping = recognise_columns(header, body, country="DK", today=today)
    reader = RowReader(mapping, country="DK", language="da", today=today)
    people = [reader.read_row(number, list(cells))[0] for number, cells in enumerate(body, start=2)]
    found = [person.addresses[0].address for person in people if person]
    assert [(each.country, each.postcode, each.place) for each in found] == [
        ("DE", "24937", "Flensburg"),
        ("DK", "6200", "Aabenraa"),
        ("DK", "6200", "Aabenraa"),
    ]
