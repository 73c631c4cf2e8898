"""Writes the member file that the import is measured with: a Swedish club's list of twenty columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bench.place import ON, SEED
from matrikel.people.rules import phones
from matrikel.sandbox.generator import GeneratedPerson, people

COLUMNS = (
    "Medlemsnummer",
    "Förbundsnummer",
    "Personnummer",
    "Förnamn",
    "Efternamn",
    "Tilltalsnamn",
    "Kön",
    "Födelsedatum",
    "c/o",
    "Adress",
    "Postnummer",
    "Ort",
    "Land",
    "E-post",
    "Mobiltelefon",
    "Språk",
    "Medlemstyp",
    "Medlem sedan",
    "Utträdesdatum",
    "Hemkommun",
)
_KINDS = {
    "ADULT": "Vuxen medlem",
    "YOUTH": "Ungdomsmedlem",
    "FAMILY": "Familjemedlem",
    "HONORARY": "Hedersmedlem",
    "SUPPORTING": "Stödmedlem",
}
_GENDERS = {"F": "Kvinna", "M": "Man", "X": "Annat"}
_LANGUAGES = {"sv": "svenska", "en": "engelska"}


_YOUNG = 16
BESIDE = ("Vårdnadshavare", "Vårdnadshavares e-post", "Vårdnadshavares telefon")


def write(path: Path, rows: int, *, as_families: bool = False) -> None:
    """
    Write a file with this many people; the same people in every run, none of the seeded associations'.

    As families, three in a row share name of family and address, and a parent stands beside the third, a child.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS + BESIDE if as_families else COLUMNS)
        writer.writerows(_in_families(_rows(rows)) if as_families else _rows(rows))


def _rows(rows: int) -> Iterator[tuple[str, ...]]:
    for person in people(SEED + 1, "SE", rows, on=ON):
        yield _row(person)


def _in_families(rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    shared = [COLUMNS.index(name) for name in ("Efternamn", "c/o", "Adress", "Postnummer", "Ort", "Land")]
    first: tuple[str, ...] = ()
    for place, row in enumerate(rows):
        if place % 3 == 0:
            first = row
        member = dict(zip(COLUMNS, row, strict=True))
        member |= {COLUMNS[at]: first[at] for at in shared}
        parent = dict(zip(COLUMNS, first, strict=True))
        beside = ("", "", "")
        if place % 3 == 2:
            name = f"{parent['Förnamn']} {parent['Efternamn']}"
            beside = (name, parent["E-post"], parent["Mobiltelefon"])
            member |= _as_child(member, place)
        yield (*member.values(), *beside)


def _as_child(member: dict[str, str], place: int) -> dict[str, str]:
    """Under age: a list gives nobody a guardian who may be grown up."""
    born = (ON - timedelta(days=365 * (1 + place % _YOUNG))).isoformat()
    left = member["Utträdesdatum"]
    return {
        "Personnummer": "",
        "Födelsedatum": born,
        "Medlem sedan": max(member["Medlem sedan"], born) if member["Medlem sedan"] else "",
        "Utträdesdatum": left if left > born else "",
    }


def _row(person: GeneratedPerson) -> tuple[str, ...]:
    held = person.memberships[-1] if person.memberships else None
    number = person.national_number
    return (
        person.member_number,
        person.federation_number or "",
        f"{number[:8]}-{number[8:]}" if number else "",
        person.given_name,
        person.family_name,
        person.preferred_name,
        _GENDERS.get(person.gender, ""),
        person.birth_date.isoformat() if person.birth_date else "",
        person.care_of,
        person.street,
        f"{person.postcode[:3]} {person.postcode[3:]}" if person.address_country == "SE" else person.postcode,
        person.place,
        "Sverige" if person.address_country == "SE" else person.address_country,
        person.email or "",
        phones.display(person.phone, "SE") if person.phone else "",
        _LANGUAGES[person.language],
        _KINDS[held.kind] if held else "",
        held.starts_on.isoformat() if held else "",
        held.ends_on.isoformat() if held and held.ends_on else "",
        person.place,
    )
