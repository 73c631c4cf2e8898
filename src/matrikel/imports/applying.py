"""Applies one chunk of a confirmed run: people are registered or changed and memberships admitted, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.fields.actions.set_values import NewValue, set_values
from matrikel.fields.queries import held_fields, list_fields
from matrikel.imports.changing import (
    Stored,
    change_of,
    packed_before,
    stored_people,
    with_gaps,
    without_membership,
)
from matrikel.imports.matching import find_matches, taken_member_numbers
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import (
    DROP_MEMBER_NUMBER,
    DROP_NATIONAL_NUMBER,
    Action,
    Meets,
    OnDoubt,
    OnMatch,
    RowPlan,
    decided,
    merged,
    without_dropped,
)
from matrikel.imports.rules.problems import Effect, Problem, Reason
from matrikel.imports.staging import Review, keep_review, review_of
from matrikel.imports.translating import admission_of, new_person
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.models import MembershipType
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import Person
from matrikel.people.rules.names import fold
from matrikel.people.rules.records import PersonChange
from matrikel.privacy.actions.note_consents import note_consents
from matrikel.privacy.models import ConsentEvent
from matrikel.privacy.rules import EXPLICIT_CONSENT, NewConsent

BEFORE = "imports_touched.sealed_before"
MEMBERSHIP = "membership"
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
    # Rows that stay out because somebody came into the register after they were checked.
    late: list[ImportedPerson] = field(default_factory=list)


def apply_chunk(run: Run, chunk: Chunk, *, actor: Actor, at: datetime) -> None:
    """Write a chunk's people and memberships; the caller holds the run and moves it on."""
    association = get_association()
    work = _sort_out(run, chunk, association)
    types, default = _membership_types(run)
    added = _add(run, chunk, work, types, default, association, actor=actor, at=at)
    updated = _change(run, chunk, work, types, default, association, actor=actor, at=at)
    _note_consents(run, chunk, work, actor=actor, at=at)
    _fill_own_fields(run, chunk, work, actor=actor, at=at)
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
    chosen: set[int] = set()
    for person in review.people:
        plan = review.plans[person.row]
        if plan.action is Action.SKIP and plan.into_row is None:
            continue
        person = without_dropped(person, plan.drops)
        if plan.action is Action.SKIP:
            repeated.append((plan, person))
        elif plan.action is Action.UPDATE:
            work.update[person.row] = (UUID(plan.means[0]), person)
        else:
            work.add[person.row] = person
            # What was decided about whom the register knew then is not asked again.
            if plan.meets in (Meets.KNOWN, Meets.PERHAPS_KNOWN):
                chosen.add(person.row)
    _add_those_who_have_gone(work)
    _match_again(run, work, chosen, association)
    _merge_repeated(run, chunk, work, repeated)
    if work.late:
        _tell_late(run, chunk, review, work.late)
    return work


def _add_those_who_have_gone(work: _Work) -> None:
    """Whoever was to be updated and has been removed since, as by undoing another import, is somebody new."""
    ids = {person_id for person_id, _person in work.update.values()}
    there = set(
        Person.objects.filter(association_id=current_association(), id__in=ids).values_list("id", flat=True)
    )
    for row, (person_id, person) in list(work.update.items()):
        if person_id not in there:
            del work.update[row]
            work.add[row] = person


def _match_again(run: Run, work: _Work, chosen: set[int], association: AssociationDetails) -> None:
    # The register may have changed since the review: whoever is there now is not added a second time.
    people = list(work.add.values())
    matches = find_matches(people, country=association.country, language=association.sorting_language)
    taken = taken_member_numbers([person.member_number for person in people if person.member_number])
    claimed = {person_id for person_id, _person in work.update.values()}
    # People whom this run has added are not matched: repeated rows were settled when the file was checked.
    own = _added_by(run, [UUID(ref) for match in matches.values() for ref in match.refs])
    for row, match in matches.items():
        refs = tuple(ref for ref in match.refs if UUID(ref) not in own)
        if not refs:
            continue
        if row in chosen:
            if match.by_number:
                work.add[row] = without_dropped(work.add[row], DROP_NATIONAL_NUMBER)
            continue
        meets = Meets.PERHAPS_KNOWN if match.is_unsure and len(match.refs) == len(refs) else Meets.KNOWN
        plan = decided(
            RowPlan(row, Action.ADD, meets=meets, means=refs),
            on_match=OnMatch(run.on_match),
            on_doubt=OnDoubt(run.on_doubt),
            choice=None,
        )
        if plan.action is Action.ADD:
            continue
        person = work.add.pop(row)
        person_id = UUID(refs[0])
        if plan.action is Action.UPDATE and person_id not in claimed:
            claimed.add(person_id)
            work.update[row] = (person_id, person)
        elif meets is Meets.PERHAPS_KNOWN:
            work.late.append(person)
    for row, person in work.add.items():
        if person.member_number in taken:
            work.add[row] = without_dropped(person, DROP_MEMBER_NUMBER)


def _tell_late(run: Run, chunk: Chunk, review: Review, late: Sequence[ImportedPerson]) -> None:
    """Write down which rows stay out because somebody came into the register after the rows were checked."""
    review.problems += [
        Problem(
            row=person.row,
            column="",
            value=f"{person.given_name} {person.family_name}".strip(),
            reason=Reason.PERHAPS_KNOWN,
            effect=Effect.ROW_SKIPPED,
        )
        for person in late
    ]
    review.problems.sort(key=lambda problem: problem.row)
    keep_review(chunk, review)
    reason = Reason.PERHAPS_KNOWN.value
    run.problems = {**run.problems, reason: run.problems.get(reason, 0) + len(late)}


def _added_by(run: Run, ids: Sequence[UUID]) -> set[UUID]:
    return set(
        Touched.objects.filter(
            association_id=run.association_id, run_id=run.id, person_id__in=ids, how=Touched.How.ADDED
        ).values_list("person_id", flat=True)
    )


def _merge_repeated(
    run: Run, chunk: Chunk, work: _Work, repeated: Sequence[tuple[RowPlan, ImportedPerson]]
) -> None:
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
    rows = {plan.into_row for plan, _ in elsewhere if plan.into_row is not None}
    ids = dict(
        Touched.objects.filter(association_id=run.association_id, run_id=run.id, row__in=rows).values_list(
            "row", "person_id"
        )
    )
    ids |= _meant_by(run, chunk, rows - set(ids))
    updated = {person_id: row for row, (person_id, _person) in work.update.items()}
    filled: dict[UUID, int] = {}
    for plan, person in elsewhere:
        found = ids.get(plan.into_row or 0)
        if found is None:
            continue
        if found in updated:
            # Another row of this chunk updates the same person: the two are one change.
            row = updated[found]
            work.update[row] = (found, merged(work.update[row][1], person))
            continue
        row = filled.setdefault(found, plan.row)
        earlier = work.fill.get(row)
        work.fill[row] = (found, merged(earlier[1], person) if earlier else person)


def _meant_by(run: Run, chunk: Chunk, rows: set[int]) -> dict[int, UUID]:
    """Row → whom it meant, for rows of earlier chunks that found their person as it was and touched nothing."""
    if not rows:
        return {}
    found: dict[int, UUID] = {}
    for number in range(chunk.number):
        earlier = Chunk.objects.get(association_id=run.association_id, run_id=run.id, number=number)
        plans = review_of(earlier).plans
        for row in rows & set(plans):
            if plans[row].action is Action.UPDATE:
                found[row] = UUID(plans[row].means[0])
        if len(found) == len(rows):
            break
    return found


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
    stored = stored_people([person_id for _row, person_id, _person, _fill in wanted])
    admitted = _admit_known(wanted, types, default, actor=actor, at=at)
    fills = with_gaps([(person_id, person) for _row, person_id, person, _fill in wanted])
    plans: list[tuple[int, Stored, PersonChange | None]] = []
    for row, person_id, person, is_fill in wanted:
        known = stored.pop(person_id, None)
        if known is None:
            continue
        change = change_of(known, person, association.country, only_empty=is_fill)
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


def _admit_known(
    wanted: Sequence[tuple[int, UUID, ImportedPerson, bool]],
    types: dict[str, UUID],
    default: UUID | None,
    *,
    actor: Actor,
    at: datetime,
) -> dict[UUID, tuple[UUID, date | None]]:
    """Memberships for people who were in the register without one; who is a member stays what they are."""
    updates = {person_id: person for _row, person_id, person, is_fill in wanted if not is_fill}
    new_members = without_membership(list(updates))
    without = [(person_id, person) for person_id, person in updates.items() if person_id in new_members]
    admissions = _admissions(without, types, default, today=get_association().day_of(at))
    ids = admit_members(admissions=admissions, actor=actor, at=at)
    return {
        admission.person_id: (membership_id, admission.ends_on)
        for membership_id, admission in zip(ids, admissions, strict=True)
    }


# --- Own fields -------------------------------------------------------------------------------------------


def _fill_own_fields(run: Run, chunk: Chunk, work: _Work, *, actor: Actor, at: datetime) -> None:
    """What rows say of the association's own fields, where nothing stands yet: a list replaces nothing there."""
    rows = {row: person for row, person in work.add.items() if person.own}
    added = Touched.objects.filter(
        association_id=run.association_id, run_id=run.id, chunk_number=chunk.number, row__in=list(rows)
    ).values_list("row", "person_id")
    said = [(person_id, rows[row]) for row, person_id in added]
    said += [(person_id, person) for person_id, person in work.update.values() if person.own]
    said += [(person_id, person) for person_id, person in work.fill.values() if person.own]
    if not said:
        return
    asked = {field.id for field in list_fields()}
    held = held_fields(person_ids=[person_id for person_id, _person in said])
    values = [
        NewValue(person_id=person_id, field_id=UUID(label), texts=texts)
        for person_id, person in said
        for label, texts in person.own
        if UUID(label) in asked and (person_id, UUID(label)) not in held
    ]
    set_values(values=values, source="IMPORT", source_run=run.id, actor=actor, at=at)


# --- Consents ---------------------------------------------------------------------------------------------


def _note_consents(run: Run, chunk: Chunk, work: _Work, *, actor: Actor, at: datetime) -> None:
    """Where the ground is explicit consent: one row for each person of whom none is written yet."""
    if run.ground != EXPLICIT_CONSENT or run.consent_on is None:
        return
    added = Touched.objects.filter(
        association_id=run.association_id, run_id=run.id, chunk_number=chunk.number, row__in=list(work.add)
    ).values_list("row", "person_id")
    people = {person_id: work.add[row] for row, person_id in added}
    people |= dict(work.update.values())
    written = ConsentEvent.objects.filter(
        association_id=run.association_id, person_id__in=people, purpose=MEMBERSHIP, kind="GIVEN"
    )
    known = set(written.values_list("person_id", flat=True))
    note_consents(
        consents=[
            NewConsent(
                person_id=person_id,
                purpose=MEMBERSHIP,
                happened_on=person.consented.on if person.consented else run.consent_on,
                how=run.consent_how,
                evidence=run.consent_evidence,
                condition=EXPLICIT_CONSENT,
            )
            for person_id, person in people.items()
            if person_id not in known
        ],
        source_run=run.id,
        actor=actor,
        at=at,
    )
