"""Knows at which ages a child takes over from its guardians, and to whom letters about a child go.

Guardianship of a child ends by itself on the day on which it comes of age; on the way there are steps. Nothing
here is stored: the step follows from the birth date, the day, and the ages of the country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from matrikel.people.rules.ages import age_on

AGE_OF_MAJORITY = 18
"""SE föräldrabalken 9:1, NO vergemålsloven § 8, FI holhoustoimilaki § 2, DK værgemålsloven § 1, NL BW 1:233,
BE oud BW art. 388: eighteen in all six."""

_JOINS_ALONE_AT = {"NO": 15}
"""NO barnelova § 32: from fifteen a child itself decides on joining and leaving associations. The other five
leave it to the guardians, or to the child's understanding."""


class Step(StrEnum):
    """How far a child has taken over."""

    CHILD = "child"
    CONSENTS = "consents"
    JOINS = "joins"
    OF_AGE = "of_age"


class Kind(StrEnum):
    """Why somebody answers for a person; LEGAL is help to an adult by law, which no age ends."""

    PARENT = "PARENT"
    GUARDIAN = "GUARDIAN"
    FOSTER = "FOSTER"
    LEGAL = "LEGAL"


@dataclass(frozen=True, kw_only=True, slots=True)
class CountryAges:
    """
    The ages of a country: `consents_at` is the country row's for services online (GDPR Art. 8), `joins_at` the
    age from which a child joins and leaves associations alone, where the law names one.
    """

    consents_at: int
    joins_at: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Guardianship:
    """One guardian's time, as far as rules need it; `ends_on` is the first day on which it is over."""

    guardian_id: UUID
    kind: Kind = Kind.PARENT
    starts_on: date | None = None
    ends_on: date | None = None


def ages_of(country: str, *, child_consent_age: int) -> CountryAges:
    """Return the ages of a country, with the one that its row holds."""
    return CountryAges(consents_at=child_consent_age, joins_at=_JOINS_ALONE_AT.get(country))


def birthday(born_on: date, age: int) -> date:
    """Return the first day of that age; who was born on 29 February turns older on 1 March in ordinary years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def steps(born_on: date, ages: CountryAges) -> tuple[tuple[Step, date], ...]:
    """Return each step with the day on which it begins, in order of time."""
    days = [(Step.CONSENTS, birthday(born_on, ages.consents_at))]
    if ages.joins_at is not None:
        days.append((Step.JOINS, birthday(born_on, ages.joins_at)))
    days.append((Step.OF_AGE, birthday(born_on, AGE_OF_MAJORITY)))
    return ((Step.CHILD, born_on), *days)


def step_on(on: date, born_on: date, ages: CountryAges) -> Step:
    """Return the step on which a child is on a day."""
    age = age_on(on, born_on)
    if age >= AGE_OF_MAJORITY:
        return Step.OF_AGE
    if ages.joins_at is not None and age >= ages.joins_at:
        return Step.JOINS
    return Step.CONSENTS if age >= ages.consents_at else Step.CHILD


def is_of_age(on: date, born_on: date | None, birth_year: int | None) -> bool | None:
    """
    Say whether somebody is of age on a day; None where neither birth date nor year is known.

    Of whom only the year is known, the youngest that the person can be decides.
    """
    if born_on is not None:
        return age_on(on, born_on) >= AGE_OF_MAJORITY
    if birth_year is None:
        return None
    return on.year - birth_year > AGE_OF_MAJORITY


def holds_on(
    on: date, guardianship: Guardianship, *, born_on: date | None, birth_year: int | None = None
) -> bool:
    """Say whether a guardian answers for the person on a day: by its dates, and for a child until it is of age."""
    if guardianship.starts_on is not None and on < guardianship.starts_on:
        return False
    if guardianship.ends_on is not None and guardianship.ends_on <= on:
        return False
    return guardianship.kind is Kind.LEGAL or is_of_age(on, born_on, birth_year) is not True


@dataclass(frozen=True, kw_only=True, slots=True)
class Letters:
    """Who gets a letter that concerns a person, in order, and whether the person gets it too."""

    guardian_ids: tuple[UUID, ...]
    to_person: bool


def letters_for(
    on: date,
    guardianships: Sequence[Guardianship],
    *,
    born_on: date | None,
    birth_year: int | None = None,
    ages: CountryAges,
    at_primary_home: frozenset[UUID] = frozenset(),
) -> Letters:
    """
    Say to whom a letter about a person goes.

    A child's letters go to its guardians, those at its primary home first; from the age of consent the child gets
    them too. Who is of age gets them alone, unless somebody helps by law. Without a guardian they go to the person.
    """
    holding = [
        found for found in guardianships if holds_on(on, found, born_on=born_on, birth_year=birth_year)
    ]
    order = sorted(
        dict.fromkeys(found.guardian_id for found in holding), key=lambda found: found not in at_primary_home
    )
    if not order:
        return Letters(guardian_ids=(), to_person=True)
    if is_of_age(on, born_on, birth_year):
        return Letters(guardian_ids=tuple(order), to_person=True)
    is_heard = born_on is not None and step_on(on, born_on, ages) is not Step.CHILD
    return Letters(guardian_ids=tuple(order), to_person=is_heard)
