"""Applies one chunk of a confirmed run: people are registered or changed and memberships admitted, all or nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.imports.matching import find_matches, taken_member_numbers
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import Action, OnMatch, RowPlan, merged, without_dropped
from matrikel.imports.staging import review_of
from matrikel.imports.translating import (
    admission_of,
    changed_points,
    changed_values,
    identity_number_of,
    new_person,
)
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.keys.sealing import Place, seal
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.models import MembershipType
from matrikel.memberships.queries import facts_of, list_memberships
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.people import storage
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import ContactPoint, ExternalNumber, IdentityNumber, Person
from matrikel.people.rules.names import fold
from matrikel.people.rules.records import NewContactPoint, PersonChange, PersonCore, point_to_json

BEFORE = "imports_touched.sealed_before"
_TOUCHED_COLUMNS = (
    "id", "association_id", "run_id", "person_id", "chunk_number", "row", "how", "version", "membership_id",
    "membership_ends_on", "sealed_before", "is_kept",
)  # fmt: skip


@dataclass(slots=True)
class _Work:
    """What a chunk comes to."""

    add: dict[int, ImportedPerson] = field(default_factory=dict)
    update: dict[int, tuple[UUID, ImportedPerson]] = field(default_factory=dict)
    # Rows that repeat a person of an earlier chunk or of the register: only gaps are filled.
    fill: dict[int, tuple[UUID, ImportedPerson]] = field(default_factory=dict)


def apply_chunk(run: Run, chunk: Chunk, *, actor: Actor, at: datetime) -> None:
    """Write a chunk's people and memberships; the caller holds the run and moves it on."""
    association = get_association()
    work = _sort_out(run, chunk, association)
    types, default = _membership_types(run)
    added = _add(run, chunk, work, types, default, association, actor=actor, at=at)
    updated = _change(run, chunk, work, types, default, association, actor=actor, at=at)
    run.added += added
    run.updated += updated
    run.applied_rows += chunk.row_count
    chunk.state = Chunk.State.APPLIED
    chunk.save(update_fields=["state"])
    record(
        acts=[
            Act(
                action="imports.chunk_applied",
                header={"run": str(run.id), "chunk": chunk.number, "added": added, "updated": updated},
            )
        ],
        actor=actor,
        at=at,
    )


def _sort_out(run: Run, chunk: Chunk, association: AssociationDetails) -> _Work:
    review = review_of(chunk, with_people=True)
    work = _Work()
    repeated: list[tuple[RowPlan, ImportedPerson]] = []
    for person in review.people:
        plan = review.plans[person.row]
        if plan.action is Action.SKIP and plan.into_row is None:
            continue
        person = without_dropped(person, plan.drops)
        if plan.action is Action.SKIP:
            repeated.append((plan, person))
        else:
            work.add[person.row] = person
    _match_again(run, work, association)
    _merge_repeated(run, work, repeated)
    return work


def _match_again(run: Run, work: _Work, association: AssociationDetails) -> None:
    # The register may have changed since the review: whoever is there now is not added a second time.
    people = list(work.add.values())
    matches = find_matches(people, country=association.country, language=association.sorting_language)
    taken = taken_member_numbers([person.member_number for person in people if person.member_number])
    claimed: set[UUID] = set()
    # People whom this run has added are not matched: repeated rows were settled when the file was checked.
    own = _added_by(run, [match.person_id for match in matches.values() if match.person_id])
    for row, match in matches.items():
        if match.person_id in own:
            continue
        person = work.add.pop(row)
        if match.person_id is None or match.person_id in claimed or run.on_match == OnMatch.SKIP:
            continue
        claimed.add(match.person_id)
        work.update[row] = (match.person_id, person)
    for row, person in work.add.items():
        if person.member_number in taken:
            work.add[row] = without_dropped(person, "m")


def _added_by(run: Run, ids: Sequence[UUID]) -> set[UUID]:
    return set(
        Touched.objects.filter(
            association_id=run.association_id, run_id=run.id, person_id__in=ids, how=Touched.How.ADDED
        ).values_list("person_id", flat=True)
    )


def _merge_repeated(run: Run, work: _Work, repeated: Sequence[tuple[RowPlan, ImportedPerson]]) -> None:
    elsewhere: list[tuple[RowPlan, ImportedPerson]] = []
    for plan, person in repeated:
        into = plan.into_row
        assert into is not None
        if into in work.add:
            work.add[into] = merged(work.add[into], person)
        elif into in work.update:
            person_id, kept = work.update[into]
            work.update[into] = (person_id, merged(kept, person))
        else:
            elsewhere.append((plan, person))
    if not elsewhere:
        return
    ids = dict(
        Touched.objects.filter(
            association_id=run.association_id, run_id=run.id, row__in={plan.into_row for plan, _ in elsewhere}
        ).values_list("row", "person_id")
    )
    rows: dict[UUID, int] = {}
    for plan, person in elsewhere:
        if plan.into_row not in ids:
            continue
        person_id = ids[plan.into_row]
        row = rows.setdefault(person_id, plan.row)
        earlier = work.fill.get(row)
        work.fill[row] = (person_id, merged(earlier[1], person) if earlier else person)


# --- Adding -----------------------------------------------------------------------------------------------


def _add(
    run: Run,
    chunk: Chunk,
    work: _Work,
    types: dict[str, UUID],
    default: UUID | None,
    association: AssociationDetails,
    *,
    actor: Actor,
    at: datetime,
) -> int:
    rows, people = list(work.add), list(work.add.values())
    if not people:
        return 0
    ids = register_people(
        people=[
            new_person(person, country=association.country, wants_number=not person.has_left)
            for person in people
        ],
        actor=actor,
        at=at,
    )
    admissions = _admissions(
        list(zip(ids, people, strict=True)), types, default, today=association.day_of(at)
    )
    memberships = dict(
        zip(
            [admission.person_id for admission in admissions],
            zip(admit_members(admissions=admissions, actor=actor, at=at), admissions, strict=True),
            strict=True,
        )
    )
    touched = []
    for row, person_id in zip(rows, ids, strict=True):
        membership_id, admission = memberships.get(person_id, (None, None))
        ends_on = admission.ends_on if admission else None
        touched.append(
            (
                new_id(), run.association_id, run.id, person_id, chunk.number, row, Touched.How.ADDED.value, 1,
                membership_id, ends_on, b"", False,
            )
        )  # fmt: skip
    insert_many(Touched, _TOUCHED_COLUMNS, touched)
    return len(ids)


def _admissions(
    people: Sequence[tuple[UUID, ImportedPerson]],
    types: dict[str, UUID],
    default: UUID | None,
    *,
    today: date,
) -> list[Admission]:
    admissions = []
    for person_id, person in people:
        type_id = types.get(fold(person.membership_type)) if person.membership_type else None
        type_id = type_id or default
        if type_id is not None:
            admissions.append(admission_of(person, person_id, type_id, today=today))
    return admissions


def _membership_types(run: Run) -> tuple[dict[str, UUID], UUID | None]:
    known = list(MembershipType.objects.filter(association_id=run.association_id).order_by("id"))
    default = run.default_type_id
    if default is None:
        offered = [found for found in known if found.is_offered]
        usual = [found for found in offered if found.kind == MembershipType.Kind.ADULT] or offered
        default = usual[0].id if usual else None
    return {found.name_key: found.id for found in known}, default


# --- Updating ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stored:
    person: Person
    core: PersonCore
    points: list[NewContactPoint]
    external: list[tuple[str, str]]
    has_number: bool


def _change(
    run: Run,
    chunk: Chunk,
    work: _Work,
    types: dict[str, UUID],
    default: UUID | None,
    association: AssociationDetails,
    *,
    actor: Actor,
    at: datetime,
) -> int:
    wanted = [(row, person_id, person, False) for row, (person_id, person) in work.update.items()]
    wanted += [(row, person_id, person, True) for row, (person_id, person) in work.fill.items()]
    if not wanted:
        return 0
    stored = _stored(run, [person_id for _row, person_id, _person, _fill in wanted])
    admitted = _admit_known(wanted, types, default, actor=actor, at=at)
    plans: list[tuple[int, _Stored, PersonChange | None]] = []
    for row, person_id, person, is_fill in wanted:
        known = stored.pop(person_id, None)
        if known is None:
            continue
        change = _change_of(known, person, association.country, only_empty=is_fill)
        if change is not None or person_id in admitted:
            plans.append((row, known, change))
    change_people(
        changes=[change for _row, _known, change in plans if change is not None], actor=actor, at=at
    )
    versions = dict(
        Person.objects.filter(
            association_id=run.association_id, id__in=[known.person.id for _row, known, _change in plans]
        ).values_list("id", "version")
    )
    touched: list[tuple[object, ...]] = []
    before: list[tuple[Place, bytes]] = []
    for row, known, change in plans:
        touched_id, person_id = new_id(), known.person.id
        membership_id, ends_on = admitted.get(person_id, (None, None))
        before.append(
            (
                Place(column=BEFORE, row=touched_id, subject=known.person.audit_subject),
                _packed_before(known, change) if change is not None else b"{}",
            )
        )
        touched.append(
            (
                touched_id, run.association_id, run.id, person_id, chunk.number, row, Touched.How.UPDATED.value,
                versions[person_id], membership_id, ends_on,
            )
        )  # fmt: skip
    sealed = seal(before) if before else []
    insert_many(
        Touched,
        _TOUCHED_COLUMNS,
        [(*columns, value, False) for columns, value in zip(touched, sealed, strict=True)],
    )
    return sum(1 for columns in touched if columns[5] in work.update)


def _stored(run: Run, ids: Sequence[UUID]) -> dict[UUID, _Stored]:
    mine = {"association_id": run.association_id, "person_id__in": ids}
    points: dict[UUID, list[NewContactPoint]] = {}
    for point in ContactPoint.objects.filter(**mine).order_by("id"):
        points.setdefault(point.person_id, []).append(storage.point_of(point))
    external: dict[UUID, list[tuple[str, str]]] = {}
    for number in ExternalNumber.objects.filter(**mine).order_by("id"):
        external.setdefault(number.person_id, []).append((number.system, number.number))
    numbered = set(IdentityNumber.objects.filter(**mine).values_list("person_id", flat=True))
    return {
        person.id: _Stored(
            person,
            storage.core_of(person),
            points.get(person.id, []),
            external.get(person.id, []),
            person.id in numbered,
        )
        for person in Person.objects.filter(association_id=run.association_id, id__in=ids)
    }


def _change_of(
    known: _Stored, person: ImportedPerson, country: str, *, only_empty: bool
) -> PersonChange | None:
    values = changed_values(known.core, person, only_empty=only_empty)
    is_protected = known.core.protection != "NONE"
    # What is sealed about a protected person is neither read nor replaced by a spreadsheet.
    points = None if is_protected else changed_points(known.points, person, only_empty=only_empty)
    more = [
        (number.register, number.value)
        for number in person.external_numbers
        if (number.register, number.value) not in known.external
        and (not only_empty or all(system != number.register for system, _ in known.external))
    ]
    number = None if known.has_number else identity_number_of(person, country)
    if not values and points is None and not more and number is None:
        return None
    return PersonChange(
        person_id=known.person.id,
        version=known.person.version,
        values=values,
        contact_points=points,
        external_numbers=[*known.external, *more] if more else None,
        identity_number=number,
    )


def _packed_before(known: _Stored, change: PersonChange) -> bytes:
    """What undoing puts back: only what the update replaced."""
    kept: dict[str, object] = {"values": {name: getattr(known.core, name) for name in change.values}}
    if change.contact_points is not None or "protection" in change.values:
        kept["points"] = [point_to_json(point) for point in known.points]
    if change.external_numbers is not None:
        kept["external"] = known.external
    if change.identity_number is not None:
        kept["forget_number"] = True
    return json.dumps(kept, default=str, ensure_ascii=False).encode()


def _admit_known(
    wanted: Sequence[tuple[int, UUID, ImportedPerson, bool]],
    types: dict[str, UUID],
    default: UUID | None,
    *,
    actor: Actor,
    at: datetime,
) -> dict[UUID, tuple[UUID, date | None]]:
    """Memberships for people who were in the register without one; who is a member stays what they are."""
    updates = [(person_id, person) for _row, person_id, person, is_fill in wanted if not is_fill]
    memberships = list_memberships(person_ids=[person_id for person_id, _ in updates])
    without = [
        (person_id, person)
        for person_id, person in updates
        if not any(not fact.is_empty() for fact in facts_of(memberships.get(person_id, [])))
    ]
    admissions = _admissions(without, types, default, today=get_association().day_of(at))
    ids = admit_members(admissions=admissions, actor=actor, at=at)
    return {
        admission.person_id: (membership_id, admission.ends_on)
        for membership_id, admission in zip(ids, admissions, strict=True)
    }
