"""The three files in the layouts of real clubs are read as a careful secretary would read them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matrikel.imports.analysis import AnalysedRow
from matrikel.imports.rules.plan import Action
from matrikel.people.rules import names, phones
from tests.imports.scoring import Score, address_of, has_problem, is_unaccounted, read_all

FILES = Path(__file__).parents[1] / "data" / "members"
CASES = [
    ("idrottonline-medlemmar.xlsx", "SE", "sv", "day"),
    ("medlemsliste-no.xlsx", "NO", "nb", "day"),
    ("jasenet-fi.csv", "FI", "fi", "year"),
]


def careful(text: str, language: str) -> str:
    """A name as a careful secretary enters it."""
    return names.tidy_case(" ".join(text.split()), language)


def expected_of(truth: dict[str, Any], country: str, language: str, precision: str) -> dict[str, object]:
    """What a careful secretary makes of a row: nothing of a formula, no address of a protected person."""
    dirt = truth["dirt"]
    joined = None if dirt == "nodate" else date.fromisoformat(truth["joined"])
    if joined and precision == "year":
        joined = joined.replace(month=1, day=1)
    emails = [] if dirt in ("bademail", "noemail") else truth["email"].split("; ")
    is_protected = dirt == "protected"
    return {
        "given": careful(truth["given"], language),
        "family": careful(truth["family"], language),
        "born": date.fromisoformat(truth["born"]),
        "street": "" if is_protected else truth["street"],
        "postcode": "" if is_protected else truth["postcode"],
        "place": "" if is_protected or dirt == "formula" else " ".join(truth["city"].split()),
        "joined": joined,
        "email": tuple(emails),
        "phone": (phones.normalise(truth["phone"], country),),
    }


def found_of(row: AnalysedRow) -> dict[str, object]:
    person = row.person
    assert person is not None
    street, postcode, place = address_of(person)
    return {
        "given": person.given_name,
        "family": f"{person.name_prefix} {person.family_name}".strip(),
        "born": person.birth_date,
        "street": street,
        "postcode": postcode,
        "place": place,
        "joined": person.joined.on if person.joined else None,
        "email": person.emails,
        "phone": person.phones,
    }


@pytest.mark.parametrize(("file", "country", "language", "precision"), CASES)
def test_file_reaches_the_target(file: str, country: str, language: str, precision: str) -> None:
    truth = json.loads((FILES / f"{file}.truth.json").read_text())
    mapping, rows = read_all(FILES / file, country)
    assert is_unaccounted(mapping) == []
    assert len(rows) == truth["rows"]
    score = Score()
    for row, person in zip(rows, truth["people"], strict=True):
        found = found_of(row)
        for fact, expected in expected_of(person, country, language, precision).items():
            score.count(row, fact, expected, found[fact])
    assert score.silently_wrong == []
    assert score.share("right") >= 0.98
    assert score.share("doubted") <= 0.02


@pytest.mark.parametrize(("file", "country", "language", "precision"), CASES)
def test_every_kind_of_dirt_is_told(file: str, country: str, language: str, precision: str) -> None:
    truth = json.loads((FILES / f"{file}.truth.json").read_text())
    _mapping, rows = read_all(FILES / file, country)
    for row, person in zip(rows, truth["people"], strict=True):
        assert row.person is not None
        dirt = person["dirt"]
        assert (row.plan.action is Action.SKIP) == (dirt == "dup"), row
        assert has_problem(row.problems, "formula") == (dirt == "formula"), row
        assert has_problem(row.problems, "not_an_email") == (dirt == "bademail"), row
        assert row.person.is_protected == (dirt == "protected"), row
        # Only the Swedish file has a column that says who died, or identity numbers.
        assert row.person.is_deceased == (dirt == "dead" and country == "SE"), row
        assert has_problem(row.problems, "wrong_check_digit") == (dirt == "badpnr" and country == "SE"), row


def test_precision_of_a_joining_year_is_kept() -> None:
    _mapping, rows = read_all(FILES / "jasenet-fi.csv", "FI")
    assert {row.person.joined.precision.value for row in rows if row.person and row.person.joined} == {"year"}


def test_registered_address_and_groups_of_the_sports_register_are_understood() -> None:
    mapping, rows = read_all(FILES / "idrottonline-medlemmar.xlsx", "SE")
    by_header = {column.header: column for column in mapping}
    assert by_header["Kontaktadress - Gatuadress"].label == "postal"
    assert by_header["Folkbokföring - Gatuadress"].label == "registered"
    assert by_header["Grupp/Lag/Arbetsrum/Familj"].reason.value == "no_place_yet"
    first = rows[0].person
    assert first is not None
    assert first.addresses[0].label == "registered"
    assert first.external_numbers[0].value == "IID00000001"
    assert first.member_number == "10001"
