"""The invented federation of the demonstration: its clubs, their branches, and who signs in as whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from matrikel.sandbox.generator import GeneratedPerson, people

SEED = 1839  # the year in which photography was made public


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedClub:
    """An association of the demonstration; `shares_with` names the club of which some members are members too."""

    slug: str
    name: str
    kind: str
    country: str
    language: str
    size: int
    colour: str
    calls_itself: str
    units: tuple[str, ...] = ()
    shares_with: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Persona:
    """Somebody to sign in as; `role` is a role code, and a member sees only what is theirs."""

    email: str
    display_name: str
    association: str
    role: str
    language: str


FEDERATION = GeneratedClub(
    slug="nordljus",
    name="Nordljus – Nordens fotoförbund",
    kind="FEDERATION",
    country="SE",
    language="sv",
    size=36,
    colour="#1f4e79",
    calls_itself="förbundet",
    units=("Sverige", "Norge", "Suomi", "Danmark", "Nederland"),
)

CLUBS = (
    GeneratedClub(
        slug="blandaren",
        name="Fotoklubben Bländaren",
        kind="CLUB",
        country="SE",
        language="sv",
        size=620,
        colour="#0f766e",
        calls_itself="klubben",
        units=("Mörkrummet", "Naturfoto", "Ungdom"),
    ),
    GeneratedClub(
        slug="silverkorn",
        name="Silverkorns Fotoförening",
        kind="CLUB",
        country="SE",
        language="sv",
        size=410,
        colour="#7c3aed",
        calls_itself="föreningen",
        units=("Studio", "Analogt"),
        shares_with="blandaren",
    ),
    GeneratedClub(
        slug="skymning",
        name="Fotogruppen Skymning",
        kind="CLUB",
        country="SE",
        language="sv",
        size=180,
        colour="#b45309",
        calls_itself="gruppen",
    ),
    GeneratedClub(
        slug="fjordlys",
        name="Fjordlys Fotoklubb",
        kind="CLUB",
        country="NO",
        language="nb",
        size=340,
        colour="#1d4ed8",
        calls_itself="klubben",
        units=("Naturfoto", "Studio"),
    ),
    GeneratedClub(
        slug="lukkeren",
        name="Fotoklubben Lukkeren",
        kind="CLUB",
        country="NO",
        language="nb",
        size=210,
        colour="#be123c",
        calls_itself="klubben",
        shares_with="fjordlys",
    ),
    GeneratedClub(
        slug="valonpisara",
        name="Kameraseura Valonpisara",
        kind="CLUB",
        country="FI",
        language="fi",
        size=380,
        colour="#0369a1",
        calls_itself="seura",
        units=("Luontokuvaajat", "Nuoret"),
    ),
    GeneratedClub(
        slug="fyren",
        name="Fotoklubben Fyren",
        kind="CLUB",
        country="FI",
        language="sv",
        size=160,
        colour="#4d7c0f",
        calls_itself="klubben",
        shares_with="valonpisara",
    ),
    GeneratedClub(
        slug="revontuli",
        name="Revontulen Kuvaajat",
        kind="CLUB",
        country="FI",
        language="fi",
        size=90,
        colour="#15803d",
        calls_itself="yhdistys",
    ),
    GeneratedClub(
        slug="blaenden",
        name="Fotoklubben Blænden",
        kind="CLUB",
        country="DK",
        language="da",
        size=290,
        colour="#a21caf",
        calls_itself="klubben",
        units=("Gadefoto", "Ungdom"),
    ),
    GeneratedClub(
        slug="sundet",
        name="Sundets Fotoforening",
        kind="CLUB",
        country="DK",
        language="da",
        size=130,
        colour="#c2410c",
        calls_itself="foreningen",
        shares_with="blaenden",
    ),
    GeneratedClub(
        slug="diafragma",
        name="Fotoclub Het Diafragma",
        kind="CLUB",
        country="NL",
        language="nl",
        size=240,
        colour="#9a3412",
        calls_itself="club",
        units=("Natuur", "Portret"),
    ),
    GeneratedClub(
        slug="lichtvangers",
        name="Fotovereniging De Lichtvangers",
        kind="CLUB",
        country="NL",
        language="nl",
        size=110,
        colour="#334155",
        calls_itself="vereniging",
        shares_with="diafragma",
    ),
)

PERSONAS = (
    Persona(
        email="saga.sekreterare@example.se",
        display_name="Saga Lindqvist",
        association="blandaren",
        role="secretary",
        language="sv",
    ),
    Persona(
        email="kaj.kassor@example.se",
        display_name="Kaj Sandberg",
        association="blandaren",
        role="treasurer",
        language="sv",
    ),
    Persona(
        email="freja.forbund@example.org",
        display_name="Freja Holm",
        association="nordljus",
        role="federation_officer",
        language="sv",
    ),
    Persona(
        email="maja.medlem@example.se",
        display_name="Maja Ek",
        association="blandaren",
        role="member",
        language="sv",
    ),
)

HOST = Persona(
    email="vera.vard@example.org",
    display_name="Vera Värd",
    association="",
    role="host",
    language="sv",
)
"""Whoever runs the installation of the demonstration; holds no role in any of its associations."""

SHARED = 12


def people_of(club: GeneratedClub, *, on: date) -> Iterator[GeneratedPerson]:
    """The people of one club; the first of them belong to the sister club as well, as the same invented persons."""
    own = people(_seed_of(club), club.country, club.size, on=on)
    if not club.shares_with:
        yield from own
        return
    sister = next(other for other in CLUBS if other.slug == club.shares_with)
    shared = list(people(_seed_of(sister), sister.country, SHARED, on=on))
    taken = {person.national_number for person in shared}
    for person in shared:
        yield replace(person, federation_number=None)
    for person in islice(own, SHARED, None):
        # Two streams may hand out the same test number to people born on the same day.
        yield replace(person, national_number=None) if person.national_number in taken else person


def _seed_of(club: GeneratedClub) -> int:
    return SEED + (FEDERATION, *CLUBS).index(club)
