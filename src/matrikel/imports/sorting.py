"""Sorts the rows of a chunk before they are written: who is added, who updated, and which rows are one person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from matrikel.imports.matching import find_matches, taken_member_numbers
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.rules.parts import in_file_order
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
    takes_all,
    without_dropped,
)
from matrikel.imports.rules.problems import Effect, Problem, Reason
from matrikel.imports.staging import Review, keep_review, review_of
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import AssociationDetails
from matrikel.people.models import Person


@dataclass(slots=True)
class Work:
    """What a chunk comes to."""

    add: dict[int, ImportedPerson] = field(default_factory=dict)
    update: dict[int, tuple[UUID, ImportedPerson]] = field(default_factory=dict)
    # Rows of which somebody has said that they are right, whatever stands in the register.
    takes_all: set[int] = field(default_factory=set)
    # Rows that repeat a person of an earlier chunk or of the register: only gaps are filled.
    fill: dict[int, tuple[UUID, ImportedPerson]] = field(default_factory=dict)
    # Rows that stay out because somebody came into the register after they were checked.
    late: list[ImportedPerson] = field(default_factory=list)
    # Rows that went into another row of the chunk, and that row.
    laid: dict[int, int] = field(default_factory=dict)

    def row_of(self, row: int) -> int:
        """The row into which a row went, or itself."""
        while row in self.laid:
            row = self.laid[row]
        return row


def sort_out(run: Run, chunk: Chunk, association: AssociationDetails) -> Work:
    """What the rows of a chunk come to, asked of the register as it is now."""
    review = review_of(chunk, with_people=True)
    work = Work()
    repeated: list[tuple[RowPlan, ImportedPerson]] = []
    chosen: set[int] = set()
    for person in review.people:
        plan = review.plans[person.row]
        if plan.action is Action.SKIP and plan.into_row is None:
            continue
        person = without_dropped(person, plan.drops)
        if plan.action is Action.SKIP:
            repeated.append((plan, person))
            assert plan.into_row is not None
            work.laid[plan.row] = plan.into_row
        elif plan.action is Action.UPDATE:
            work.update[person.row] = (UUID(plan.means[0]), person)
            if takes_all(plan, OnMatch(run.on_match)):
                work.takes_all.add(person.row)
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


def _add_those_who_have_gone(work: Work) -> None:
    """Whoever was to be updated and has been removed since, as by undoing another import, is somebody new."""
    ids = {person_id for person_id, _person in work.update.values()}
    there = set(
        Person.objects.filter(association_id=current_association(), id__in=ids).values_list("id", flat=True)
    )
    for row, (person_id, person) in list(work.update.items()):
        if person_id not in there:
            del work.update[row]
            work.add[row] = person


def _match_again(run: Run, work: Work, chosen: set[int], association: AssociationDetails) -> None:
    # The register may have changed since the review: whoever is there now is not added a second time.
    people = list(work.add.values())
    matches = find_matches(people, country=association.country, language=association.sorting_language)
    taken = taken_member_numbers([person.member_number for person in people if person.member_number])
    claimed = {person_id: row for row, (person_id, _person) in work.update.items()}
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
            claimed[person_id] = row
            work.update[row] = (person_id, person)
            if takes_all(plan, OnMatch(run.on_match)):
                work.takes_all.add(row)
        elif plan.action is Action.UPDATE:
            first = claimed[person_id]
            work.laid[row] = first
            work.update[first] = (person_id, merged(work.update[first][1], person))
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
    review.problems.sort(key=lambda problem: in_file_order(problem.row))
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
    run: Run, chunk: Chunk, work: Work, repeated: Sequence[tuple[RowPlan, ImportedPerson]]
) -> None:
    elsewhere: list[tuple[int, ImportedPerson]] = []
    late = {person.row for person in work.late}
    for plan, person in repeated:
        into = work.row_of(plan.row)
        if into in late:
            work.late.append(person)
        elif into in work.add:
            work.add[into] = merged(work.add[into], person)
        elif into in work.update:
            person_id, kept = work.update[into]
            work.update[into] = (person_id, merged(kept, person))
        else:
            elsewhere.append((into, person))
    if not elsewhere:
        return
    rows = {into for into, _person in elsewhere}
    ids = dict(
        Touched.objects.filter(association_id=run.association_id, run_id=run.id, row__in=rows).values_list(
            "row", "person_id"
        )
    )
    ids |= _meant_by(run, chunk, rows - set(ids))
    updated = {person_id: row for row, (person_id, _person) in work.update.items()}
    filled: dict[UUID, int] = {}
    for into, person in elsewhere:
        found = ids.get(into)
        if found is None:
            continue
        if found in updated:
            # Another row of this chunk updates the same person: the two are one change.
            row = updated[found]
            work.update[row] = (found, merged(work.update[row][1], person))
            continue
        row = filled.setdefault(found, person.row)
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
            plan = plans[row]
            is_laid = plan.action is Action.SKIP and plan.into_row is not None
            if plan.means and (is_laid or plan.action is Action.UPDATE):
                found[row] = UUID(plan.means[0])
        if len(found) == len(rows):
            break
    return found
