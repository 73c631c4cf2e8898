"""Applies one chunk of a confirmed run: people are registered or changed and memberships admitted, all or nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.imports.admitting import Types, admissions_of
from matrikel.imports.changing import (
    Stored,
    change_of,
    packed_before,
    stored_people,
    with_gaps,
    without_membership,
)
from matrikel.imports.gathering import gather, ungathered
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.noting import fill_own_fields, note_consents
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.sorting import Work, sort_out
from matrikel.imports.standing import made_with, newer_than_list
from matrikel.imports.translating import new_person
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id, new_ids
from matrikel.keys.sealing import Place, seal
from matrikel.memberships.actions.admit_members import admit_members
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import Person
from matrikel.people.rules.records import PersonChange

BEFORE = "imports_touched.sealed_before"
_TOUCHED_COLUMNS = (
    "id", "association_id", "run_id", "person_id", "chunk_number", "row", "how", "version", "version_before",
    "membership_id", "membership_ends_on", "sealed_before", "is_kept", "kept_why",
)  # fmt: skip


def apply_chunk(run: Run, chunk: Chunk, *, actor: Actor, at: datetime) -> None:
    """Write a chunk's people and memberships; the caller holds the run and moves it on."""
    association = get_association()
    work = sort_out(run, chunk, association)
    types = Types(run, today=association.day_of(at))
    added = _add(run, chunk, work, types, association, actor=actor, at=at)
    updated = _change(run, chunk, work, types, association, actor=actor, at=at)
    note_consents(run, chunk, work, actor=actor, at=at)
    fill_own_fields(run, chunk, work, actor=actor, at=at)
    gather(run, chunk, work, actor=actor, at=at)
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


# --- Adding -----------------------------------------------------------------------------------------------


def _add(
    run: Run,
    chunk: Chunk,
    work: Work,
    types: Types,
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
    admissions = admissions_of(list(zip(ids, people, strict=True)), types, today=association.day_of(at))
    memberships = dict(
        zip(
            [admission.person_id for admission in admissions],
            zip(admit_members(admissions=admissions, actor=actor, at=at), admissions, strict=True),
            strict=True,
        )
    )
    touched = []
    for row, person_id, touched_id in zip(rows, ids, new_ids(len(ids)), strict=True):
        membership_id, admission = memberships.get(person_id, (None, None))
        ends_on = admission.ends_on if admission else None
        touched.append(
            (
                touched_id, run.association_id, run.id, person_id, chunk.number, row, Touched.How.ADDED.value, 1,
                None, membership_id, ends_on, b"", False, "",
            )
        )  # fmt: skip
    insert_many(Touched, _TOUCHED_COLUMNS, touched)
    return len(ids)


# --- Updating ---------------------------------------------------------------------------------------------


def _change(
    run: Run,
    chunk: Chunk,
    work: Work,
    types: Types,
    association: AssociationDetails,
    *,
    actor: Actor,
    at: datetime,
) -> int:
    wanted = [(row, person_id, person, False) for row, (person_id, person) in work.update.items()]
    wanted += [(row, person_id, person, True) for row, (person_id, person) in work.fill.items()]
    if not wanted:
        return 0
    stored = stored_people([person_id for _row, person_id, _person, _fill in wanted])
    newer = newer_than_list(stored.values(), since=made_with(run))
    admitted = _admit_known(wanted, types, actor=actor, at=at)
    said = [(person_id, person) for _row, person_id, person, _fill in wanted]
    fills = with_gaps(said) | ungathered(said, on=association.day_of(at))
    plans: list[tuple[int, Stored, PersonChange | None]] = []
    for row, person_id, person, is_fill in wanted:
        known = stored.pop(person_id, None)
        if known is None:
            continue
        keeping = () if row in work.takes_all else newer.get(person_id, ())
        change = change_of(known, person, association.country, only_empty=is_fill, keeping=keeping)
        if change is not None or person_id in admitted or person_id in fills:
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
                packed_before(known, change) if change is not None else b"{}",
            )
        )
        touched.append(
            (
                touched_id, run.association_id, run.id, person_id, chunk.number, row, Touched.How.UPDATED.value,
                versions[person_id], known.person.version, membership_id, ends_on,
            )
        )  # fmt: skip
    sealed = seal(before) if before else []
    insert_many(
        Touched,
        _TOUCHED_COLUMNS,
        [(*columns, value, False, "") for columns, value in zip(touched, sealed, strict=True)],
    )
    return sum(1 for columns in touched if columns[5] in work.update)


def _admit_known(
    wanted: Sequence[tuple[int, UUID, ImportedPerson, bool]],
    types: Types,
    *,
    actor: Actor,
    at: datetime,
) -> dict[UUID, tuple[UUID, date | None]]:
    """Memberships for people who were in the register without one; who is a member stays what they are."""
    updates = {person_id: person for _row, person_id, person, is_fill in wanted if not is_fill}
    new_members = without_membership(list(updates))
    without = [(person_id, person) for person_id, person in updates.items() if person_id in new_members]
    admissions = admissions_of(without, types, today=get_association().day_of(at))
    ids = admit_members(admissions=admissions, actor=actor, at=at)
    return {
        admission.person_id: (membership_id, admission.ends_on)
        for membership_id, admission in zip(ids, admissions, strict=True)
    }
