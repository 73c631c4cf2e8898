"""Small lists in the layouts of many clubs and programs are read cell by cell as a careful secretary would."""

import csv
from datetime import date
from pathlib import Path

import pytest

from matrikel.imports.rules.fields import ColumnState
from matrikel.imports.rules.people import ImportedPerson
from tests.imports.scoring import is_unaccounted, read_all

SHEETS = sorted((Path(__file__).parent / "sheets").glob("*.csv"))

ASKED = {"be-wielertoeristen": ["Nr."]}
"""Columns of which nobody but the secretary knows whether they number the members or count the rows."""


def facts_of(person: ImportedPerson) -> dict[str, str]:
    address = person.addresses[0].address if person.addresses else None
    street = ""
    if address is not None:
        street = f"{address.street}, {address.extra}" if address.extra else address.street
    return {
        "given": person.given_name,
        "family": f"{person.name_prefix} {person.family_name}".strip(),
        "born": _iso(person.birth_date),
        "street": street,
        "postcode": address.postcode if address else "",
        "place": address.place.lower() if address else "",
        "joined": _iso(person.joined.on if person.joined else None),
        "left": _iso(person.left.on) if person.left else "yes" if person.has_left else "",
        "type": person.membership_type,
        "number": person.member_number,
        "gender": person.gender.value if person.gender else "",
        "email": " ".join(sorted(person.emails)),
        "phone": " ".join(person.phones),
    }


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_sheet_is_read_as_a_careful_secretary_would(sheet: Path) -> None:
    mapping, rows = read_all(sheet, sheet.stem[:2].upper())
    people = [row.person for row in rows if row.person is not None]
    with sheet.with_suffix(".truth").open(newline="") as file:
        expected = list(csv.DictReader(file, delimiter=";"))
    for truth in expected:
        if "place" in truth:
            truth["place"] = truth["place"].lower()
    found = [facts_of(person) for person in people]
    assert [{fact: person[fact] for fact in expected[0]} for person in found] == expected
    assert is_unaccounted(mapping) == ASKED.get(sheet.stem, [])


def test_what_parents_are_called_never_reaches_the_member() -> None:
    mapping, rows = read_all(Path(__file__).parent / "sheets" / "no-korps-with-foresatte.csv", "NO")
    of_parents = [column for column in mapping if column.header.startswith("Foresatt")]
    assert [column.header for column in of_parents] == [
        f"Foresatt {number} - {what}" for number in (1, 2) for what in ("Navn", "Mobil", "E-post")
    ]
    assert {column.state for column in of_parents} <= {ColumnState.LEFT_OUT, ColumnState.MAPPED}
    assert all(len(row.person.phones) <= 1 for row in rows if row.person)
