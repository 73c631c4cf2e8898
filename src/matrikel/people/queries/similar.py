"""Who may be the one being typed, and what somebody may have meant who searched and found nobody."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.models import ContactPoint, Person
from matrikel.people.queries import name_of
from matrikel.people.rules import names
from matrikel.people.rules.slips import SHORTEST, are_alike, one_slip_apart, patterns_near, sounds_like
from matrikel.people.storage import core_of

BORN_THAT_DAY = 200
RESEMBLING = 50
MOST_WORDS = 10
"""No name has more; of a text that has, no word is worth looking up as if it were mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Somebody being typed: names as written, e-mail addresses and phones normalised, what is not known empty."""

    given_name: str = ""
    family_name: str = ""
    family_name_prefix: str = ""
    birth_date: date | None = None
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    organisation_number: str = ""

    @property
    def name(self) -> str:
        """Return the whole name."""
        return " ".join(part for part in (self.given_name, self.family_name_prefix, self.family_name) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPerson:
    """
    Somebody already there who may be the one being typed.

    `because` is email, phone, organisation_number, name_and_birth, alike_and_birth, name or alike; `is_likely` is
    false only for a mere likeness of names, which is worth a look and no more.
    """

    id: UUID
    display_name: str
    birth_year: int | None
    because: str

    @property
    def is_likely(self) -> bool:
        """Say whether one should not go on without having looked."""
        return self.because != "alike"


def list_similar_people(
    *, sought: Sought, viewer: Viewer, language: str, besides: UUID | None = None, limit: int = 5
) -> list[SimilarPerson]:
    """Return who may be the one being typed, the likeliest first; `besides` is the person whose own form it is."""
    people = _within(viewer)
    if besides is not None:
        people = people.exclude(id=besides)
    found: dict[UUID, SimilarPerson] = {}

    def add(candidates: Iterable[Person], because: str) -> None:
        for person in candidates:
            found.setdefault(person.id, _similar(person, because))

    for kind, values in (("email", sought.emails), ("phone", sought.phones)):
        if values:
            same = ContactPoint.objects.filter(
                association_id=current_association(), kind=kind.upper(), normalised__in=list(values)
            )
            add(people.filter(id__in=same.values("person_id")).order_by("id")[:limit], kind)
    if sought.organisation_number:
        same_number = people.filter(organisation_number=sought.organisation_number)
        add(same_number.order_by("id")[:limit], "organisation_number")
    if sought.family_name:
        for person in _of_name(people, sought, language)[:limit]:
            is_born_then = sought.birth_date is not None and person.birth_date == sought.birth_date
            add([person], "name_and_birth" if is_born_then else "name")
    if sought.name and sought.birth_date is not None:
        born = people.filter(birth_date=sought.birth_date).order_by("id")[:BORN_THAT_DAY]
        add((person for person in born if are_alike(_whole_name(person), sought.name)), "alike_and_birth")
    if sought.given_name and sought.family_name and len(found) < limit:
        near = people.filter(id__in=_resembling(sought.name.split(), viewer)).order_by("id")
        add((person for person in near if _may_be(person, sought)), "alike")
    return list(found.values())[:limit]


def suggest_searches(*, search: str, viewer: Viewer, most: int = 3) -> list[str]:
    """
    Return what somebody may have meant whose search found nobody, the most frequent first.

    Words are taken from people who may be seen and are not protected. The cost is that of looking up some dozens of
    rare patterns, however large the association is.
    """
    words = search.split()
    ids = _resembling(words, viewer)
    if not ids:
        return []
    meant: Counter[str] = Counter()
    for person in _within(viewer).filter(id__in=ids, protection="NONE"):
        theirs = [word for word in _whole_name(person).split() if word]
        corrected = [_nearest(word, theirs) for word in words]
        if all(corrected) and corrected != words:
            meant[" ".join(filter(None, corrected))] += 1
    return [text for text, _times in sorted(meant.items(), key=lambda each: (-each[1], each[0]))[:most]]


def list_places_of_postcode(*, postcode: str, country: str) -> list[tuple[str, int]]:
    """Return which places people with a postcode wrote, and how many of them, the most frequent first."""
    places = ContactPoint.objects.filter(
        association_id=current_association(), kind="POSTAL", postcode=postcode, country=country
    ).exclude(place="")
    return Counter(places.order_by("id").values_list("place", flat=True)[:BORN_THAT_DAY]).most_common()


def list_number_systems() -> list[str]:
    """Return the systems whose external numbers the association keeps, in order; the cost is theirs, not the numbers'."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE found AS ("
            " (SELECT system FROM people_externalnumber WHERE association_id = %(association)s"
            "  ORDER BY system LIMIT 1)"
            " UNION ALL SELECT (SELECT n.system FROM people_externalnumber n"
            "  WHERE n.association_id = %(association)s AND n.system > found.system ORDER BY n.system LIMIT 1)"
            " FROM found WHERE found.system IS NOT NULL)"
            " SELECT system FROM found WHERE system IS NOT NULL LIMIT 50",
            {"association": current_association()},
        )
        return [row[0] for row in cursor.fetchall()]


def _within(viewer: Viewer) -> QuerySet[Person]:
    people = Person.objects.filter(association_id=current_association())
    return people if viewer.unit_ids is None else people.filter(unit_id__in=viewer.unit_ids)


def _of_name(people: QuerySet[Person], sought: Sought, language: str) -> QuerySet[Person]:
    key = names.sort_key(sought.family_name, sought.given_name, language, sought.family_name_prefix)
    named = people.filter(sort_key=key)
    if sought.birth_date is not None:
        named = named.filter(Q(birth_date=sought.birth_date) | Q(birth_date=None))
    return named.order_by("id")


def _may_be(person: Person, sought: Sought) -> bool:
    is_other_day = (
        None not in (person.birth_date, sought.birth_date) and person.birth_date != sought.birth_date
    )
    return not is_other_day and are_alike(_whole_name(person), sought.name)


def _resembling(words: Sequence[str], viewer: Viewer) -> list[UUID]:
    """Return who has all of these words in the name or numbers, one of them mistyped."""
    folded = [part for word in words if "@" not in word for part in names.fold(word).split()]
    plain = list(dict.fromkeys(word for word in folded if word.isalnum()))
    # Folding makes many words of few letters, and each is looked up beside every other.
    if len(plain) > MOST_WORDS:
        return []
    alternatives = [
        [near, *(f"%{other}%" for at, other in enumerate(plain) if at != place and len(other) > 2)]
        for place, word in enumerate(plain)
        if not any(char.isdigit() for char in word)
        for near in patterns_near(word)
    ]
    if not alternatives:
        return []
    units = list(viewer.unit_ids) if viewer.unit_ids is not None else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id FROM app.resembling_people(%s, %s, %s)",
            [json.dumps(alternatives), units, RESEMBLING],
        )
        return [row[0] for row in cursor.fetchall()]


def _nearest(word: str, theirs: Sequence[str]) -> str:
    folded = names.fold(word)
    for candidate in theirs:
        other = names.fold(candidate)
        if other.startswith(folded):
            return candidate
    for candidate in theirs:
        other = names.fold(candidate)
        beginnings = {other[: len(folded) + step] for step in (-1, 0, 1)} | {other}
        if len(folded) >= SHORTEST and any(
            one_slip_apart(folded, each) or sounds_like(folded, each) for each in beginnings
        ):
            return candidate
    return ""


def _whole_name(person: Person) -> str:
    parts = (person.given_name, person.preferred_name, person.family_name_prefix, person.family_name)
    return " ".join(part for part in parts if part)


def _similar(person: Person, because: str) -> SimilarPerson:
    core = core_of(person)
    year = core.birth_date.year if core.birth_date else core.birth_year
    return SimilarPerson(id=person.id, display_name=name_of(core), birth_year=year, because=because)
