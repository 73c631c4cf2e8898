"""The invented families of the demonstration: who lives with whom, in one home or two, who answers and who pays."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from matrikel.kernel.actors import Actor
from matrikel.people.rules.ages import age_on
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.actions.set_contacts import set_contacts
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.actions.set_payers import set_payers
from matrikel.relations.rules.records import (
    HomeAddress,
    NewContact,
    NewGuardian,
    NewHousehold,
    NewHouseholdMember,
    NewPayer,
)
from matrikel.sandbox.generator import GeneratedPerson, phone

SEED = 1826  # the year of the first photograph
GRANDMOTHERS = {
    "sv": "Mormor Greta",
    "nb": "Mormor Gerd",
    "fi": "Mummo Aino",
    "da": "Mormor Inge",
    "nl": "Oma Riet",
}
LABELS = {"sv": "mormor", "nb": "mormor", "fi": "isoäiti", "da": "mormor", "nl": "oma"}


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedFamily:
    """
    A family by the places of its people in the crowd.

    Parents who live `apart` have a home each, and the children live in both; a family that is not `known` shares
    address and name and is in no household yet, so that there is something to propose.
    """

    parents: tuple[int, ...]
    children: tuple[int, ...]
    apart: bool = False
    known: bool = True


def plan_families(
    crowd: Sequence[GeneratedPerson], *, on: date, first: int = 0
) -> tuple[list[GeneratedPerson], list[GeneratedFamily]]:
    """
    Return the crowd with families in it, and the families; whoever stands before `first` is left alone.

    Always the same for the same crowd. Nobody belongs to two families, and nobody grown up changes protection.
    """
    source = random.Random(SEED + len(crowd))  # noqa: S311 - invented people, not secrets
    people = list(crowd)
    free = [place for place in range(first, len(people)) if people[place].deceased_on is None]
    children = [place for place in free if _age(people[place], on) < 18]
    grown = [
        place for place in free if 32 <= _age(people[place], on) < 58 and people[place].protection == "NONE"
    ]
    old = [
        place for place in free if 62 <= _age(people[place], on) < 84 and people[place].protection == "NONE"
    ]
    families = [*_with_children(people, children, grown, source), *_couples(people, old, source)]
    return people, families


def _with_children(
    people: list[GeneratedPerson], children: list[int], grown: list[int], source: random.Random
) -> Iterator[GeneratedFamily]:
    for number in range(len(children)):
        if not children or len(grown) < 2:
            return
        own = tuple(
            children.pop() for _child in range(min(len(children), 2 if source.random() < 0.45 else 1))
        )
        alone, apart = number % 7 == 3, number % 4 == 1
        parents = tuple(grown.pop() for _parent in range(1 if alone else 2))
        known = apart or number % 6 != 4
        if not alone and not apart:
            _move_in(people, parents[0], parents[1], takes_name=not known or source.random() < 0.6)
        for child in own:
            _move_in(people, parents[0], child, takes_name=True)
        yield GeneratedFamily(parents=parents, children=own, apart=apart and not alone, known=known)


def _couples(
    people: list[GeneratedPerson], old: list[int], source: random.Random
) -> Iterator[GeneratedFamily]:
    for number in range(len(old) // 6):
        first, second = old.pop(), old.pop()
        _move_in(people, first, second, takes_name=True)
        yield GeneratedFamily(parents=(first, second), children=(), known=number % 4 != 0)


def _move_in(people: list[GeneratedPerson], host: int, guest: int, *, takes_name: bool) -> None:
    home, found = people[host], people[guest]
    people[guest] = replace(
        found,
        care_of="",
        street=home.street,
        postcode=home.postcode,
        place=home.place,
        address_country=home.address_country,
        family_name_prefix=home.family_name_prefix if takes_name else found.family_name_prefix,
        family_name=home.family_name if takes_name else found.family_name,
    )
    if home.care_of:
        people[host] = replace(home, care_of="")


def _age(person: GeneratedPerson, on: date) -> int:
    return age_on(on, person.birth_date) if person.birth_date else on.year - (person.birth_year or on.year)


def add_families(
    *,
    crowd: Sequence[GeneratedPerson],
    families: Sequence[GeneratedFamily],
    ids: Sequence[UUID],
    actor: Actor,
    at: datetime,
) -> int:
    """Form the households of a crowd whose persons have these ids, and return how many homes there are."""
    households: list[NewHousehold] = []
    guardians: list[NewGuardian] = []
    payers: list[NewPayer] = []
    contacts: list[NewContact] = []
    for number, family in enumerate(families):
        if not family.known:
            continue
        households += _homes(crowd, family, ids)
        for child in family.children:
            guardians += [
                NewGuardian(person_id=ids[child], guardian_id=ids[parent]) for parent in family.parents
            ]
            if number % 3:
                payers.append(NewPayer(person_id=ids[child], payer_id=ids[family.parents[-1]]))
            if number % 4 == 2:
                language = crowd[child].language
                contacts.append(
                    NewContact(
                        person_id=ids[child],
                        name=GRANDMOTHERS.get(language, "Grandma Ruth"),
                        phone=phone(crowd[child].country, 90_000 + child),
                        label=LABELS.get(language, "grandmother"),
                        is_emergency=True,
                    )
                )
    formed = form_households(households=households, actor=actor, at=at)
    set_guardians(guardians=guardians, actor=actor, at=at)
    set_payers(payers=payers, actor=actor, at=at)
    set_contacts(contacts=contacts, actor=actor, at=at)
    return len(formed)


def _homes(
    crowd: Sequence[GeneratedPerson], family: GeneratedFamily, ids: Sequence[UUID]
) -> Iterator[NewHousehold]:
    homes = [(parent,) for parent in family.parents] if family.apart else [family.parents]
    for at, parents in enumerate(homes):
        home = crowd[parents[0]]
        yield NewHousehold(
            members=[
                NewHouseholdMember(person_id=ids[place], is_primary=None if place in parents else at == 0)
                for place in (*parents, *family.children)
            ],
            address=HomeAddress(
                street=home.street, postcode=home.postcode, place=home.place, country=home.address_country
            ),
        )
