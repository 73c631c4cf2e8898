"""Lays people together as their rows said: households, and parents with their children, once everybody is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Q

from matrikel.imports.models import Chunk, Made, Run, Touched
from matrikel.imports.rules.beside import LARGEST_HOUSEHOLD, is_child_on
from matrikel.imports.rules.people import GuardianHint, ImportedPerson
from matrikel.imports.rules.plan import Action, RowPlan
from matrikel.imports.staging import chunks_of, review_of
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import Person
from matrikel.people.rules.names import fold
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.models import Guardian, HouseholdMember
from matrikel.relations.rules.records import NewGuardian, NewHousehold, NewHouseholdMember

_AT_ONCE = 1_000
T = TypeVar("T")


def relate(run: Run, *, actor: Actor, at: datetime) -> None:
    """
    Form the households and write down the parents that the list speaks of; the caller holds the run.

    Where the association has switched their module off, nobody would see them: then people come in alone.
    """
    if not get_association().has(Module.RELATIONS):
        run.households = run.guardians = 0
        return
    wants_homes = run.wants_households and run.households > 0
    if not wants_homes and not run.guardians:
        return
    is_child = is_child_on(get_association().day_of(at))
    homes: dict[int, list[UUID]] = {}
    children: list[tuple[UUID, ImportedPerson, int]] = []
    for chunk in chunks_of(run):
        if chunk.state != Chunk.State.APPLIED:
            continue
        review = review_of(chunk, with_people=bool(run.guardians))
        people = _people_of(run, chunk, review.plans)
        if wants_homes:
            for row, plan in review.plans.items():
                if plan.home and row in people:
                    homes.setdefault(plan.home, []).append(people[row])
        children += [
            (people[person.row], person, review.plans[person.row].home)
            for person in review.people
            if person.guardians and person.row in people and is_child(person)
        ]
    run.households = _form(run, homes, actor=actor, at=at) if wants_homes else 0
    run.guardians = _answer_for(run, children, actor=actor, at=at) if children else 0


def _people_of(run: Run, chunk: Chunk, plans: dict[int, RowPlan]) -> dict[int, UUID]:
    """Row → the person that it added or means."""
    found = {
        plan.row: UUID(plan.means[0])
        for plan in plans.values()
        if plan.action is Action.UPDATE and plan.means
    }
    there = Person.objects.filter(association_id=run.association_id, id__in=set(found.values()))
    kept = set(there.values_list("id", flat=True))
    touched = Touched.objects.filter(
        association_id=run.association_id, run_id=run.id, chunk_number=chunk.number
    )
    return {row: person_id for row, person_id in found.items() if person_id in kept} | dict(
        touched.values_list("row", "person_id")
    )


# --- Households -------------------------------------------------------------------------------------------


def _form(run: Run, homes: dict[int, list[UUID]], *, actor: Actor, at: datetime) -> int:
    """Form the households in which nobody has a home yet; returns how many."""
    groups = [list(dict.fromkeys(ids)) for ids in homes.values()]
    groups = [ids for ids in groups if 2 <= len(ids) <= LARGEST_HOUSEHOLD]
    formed = 0
    for some in _batches(groups):
        settled = _settled([person_id for ids in some for person_id in ids])
        household_ids = form_households(
            households=[
                NewHousehold(members=[NewHouseholdMember(person_id=person_id) for person_id in ids])
                for ids in some
                if not settled.intersection(ids)
            ],
            actor=actor,
            at=at,
        )
        _remember(run, Made.Kind.HOUSEHOLD, household_ids)
        formed += len(household_ids)
    return formed


def _settled(ids: Sequence[UUID]) -> set[UUID]:
    """Those who have a home already, are protected, or have died: they are left as they are."""
    mine = {"association_id": current_association()}
    at_home = HouseholdMember.objects.filter(**mine, person_id__in=ids, ends_on=None)
    hidden = Person.objects.filter(~Q(protection="NONE") | Q(is_deceased=True), **mine, id__in=ids)
    return set(at_home.values_list("person_id", flat=True)) | set(hidden.values_list("id", flat=True))


# --- Parents and guardians --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parent:
    """Somebody whom rows name as a parent: known by name and by how they are reached, or by name and home."""

    name: str
    reached: str


def _answer_for(
    run: Run, children: Sequence[tuple[UUID, ImportedPerson, int]], *, actor: Actor, at: datetime
) -> int:
    """Write down who answers for the children, registering as contacts those who are not there; returns how many."""
    hints: dict[_Parent, GuardianHint] = {}
    pairs: dict[tuple[UUID, _Parent], None] = {}
    for child_id, person, home in children:
        for hint in person.guardians:
            parent = _Parent(
                fold(f"{hint.given_name} {hint.family_name}"),
                hint.email or hint.phone or (f"home {home}" if home else f"child {child_id}"),
            )
            hints.setdefault(parent, hint)
            pairs[child_id, parent] = None
    known = _known_parents(hints)
    for some in _batches([parent for parent in hints if parent not in known]):
        ids = register_people(people=[_contact(hints[parent]) for parent in some], actor=actor, at=at)
        _touch(run, ids)
        known |= dict(zip(some, ids, strict=True))
        run.added += len(ids)
    guarded = {child_id for child_id, _parent in pairs}
    wanted = [
        NewGuardian(person_id=child_id, guardian_id=known[parent])
        for child_id, parent in pairs
        # A list in which a child answers for another has got its columns wrong somewhere.
        if known[parent] not in guarded
    ]
    there = Guardian.objects.filter(association_id=run.association_id, person_id__in=guarded)
    before = set(there.values_list("id", flat=True))
    made = set(set_guardians(guardians=wanted, actor=actor, at=at)) - before
    _remember(run, Made.Kind.GUARDIAN, sorted(made))
    return len(made)


def _known_parents(hints: dict[_Parent, GuardianHint]) -> dict[_Parent, UUID]:
    """Those of the parents who are in the register, by name and by the way they are reached."""
    ways = {way for hint in hints.values() for way in (hint.email, hint.phone) if way}
    if not ways:
        return {}
    there: dict[tuple[str, str], UUID] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.normalised, p.id, p.given_name, p.family_name_prefix, p.family_name"
            " FROM people_contactpoint c"
            " JOIN people_person p ON p.association_id = c.association_id AND p.id = c.person_id"
            " WHERE c.association_id = %s AND c.kind IN ('EMAIL', 'PHONE') AND c.normalised = ANY (%s)"
            " ORDER BY p.id",
            [current_association(), list(ways)],
        )
        for way, person_id, given, prefix, family in cursor.fetchall():
            there.setdefault((fold(f"{given} {prefix} {family}"), way), person_id)
    return {
        parent: there[parent.name, way]
        for parent, hint in hints.items()
        for way in (hint.phone, hint.email)
        if (parent.name, way) in there
    }


def _contact(hint: GuardianHint) -> NewPerson:
    points = []
    if hint.email:
        points.append(
            NewContactPoint(
                kind="EMAIL", value=hint.email, normalised=hint.email, is_preferred=True, source="IMPORT"
            )
        )
    if hint.phone:
        written = hint.phone_written or hint.phone
        points.append(
            NewContactPoint(
                kind="PHONE", value=written, normalised=hint.phone, is_preferred=True, source="IMPORT"
            )
        )
    core = PersonCore(given_name=hint.given_name, family_name=hint.family_name)
    return NewPerson(core=core, contact_points=points, wants_number=False)


def _touch(run: Run, ids: Sequence[UUID]) -> None:
    """Let undoing know of people who came by no row of their own; they go with the last chunk, the first to go."""
    last = Chunk.objects.filter(association_id=run.association_id, run_id=run.id).order_by("-number").first()
    Touched.objects.bulk_create(
        Touched(
            id=new_id(),
            association_id=run.association_id,
            run_id=run.id,
            person_id=person_id,
            chunk_number=last.number if last else 0,
            row=0,
            how=Touched.How.ADDED,
            version=1,
            sealed_before=b"",
        )
        for person_id in ids
    )


def _remember(run: Run, kind: Made.Kind, targets: Sequence[UUID]) -> None:
    Made.objects.bulk_create(
        Made(id=new_id(), association_id=run.association_id, run_id=run.id, kind=kind, target=target)
        for target in targets
    )


def _batches(found: Sequence[T]) -> Iterator[Sequence[T]]:
    for place in range(0, len(found), _AT_ONCE):
        yield found[place : place + _AT_ONCE]
