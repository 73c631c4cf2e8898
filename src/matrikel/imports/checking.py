"""Goes through a run's rows before anything is changed: what will be added, what updated, what is wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from matrikel.imports.analysis import open_file
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.table import Row
from matrikel.imports.matching import Match, find_matches, taken_member_numbers
from matrikel.imports.models import Chunk, Run
from matrikel.imports.rules.fields import Mapping, column_as_json, column_from_json
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import (
    DROP_MEMBER_NUMBER,
    Action,
    OnMatch,
    RowPlan,
)
from matrikel.imports.rules.problems import Effect, Problem, Reason
from matrikel.imports.rules.repeats import SameInFile
from matrikel.imports.rules.rows import RowReader
from matrikel.imports.staging import (
    CHUNK_ROWS,
    Review,
    chunks_of,
    keep_review,
    keep_rows,
    opened_file,
    rows_of,
)
from matrikel.kernel.scope import current_association
from matrikel.memberships.models import MembershipType
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.people.rules.names import fold


def mapping_of(run: Run) -> Mapping:
    """What was decided about the run's columns."""
    return tuple(column_from_json(kept) for kept in run.columns)


def reader_of(run: Run, association: AssociationDetails, today: date) -> RowReader:
    """A reader for the run's rows."""
    return RowReader(mapping_of(run), country=association.country, language=association.language, today=today)


def read_file(run: Run, *, at: datetime) -> None:
    """Open the run's file, keep its rows and check them; a file that cannot be read is refused with its reason."""
    association = get_association()
    today = association.day_of(at)
    try:
        with opened_file(run.id) as path:
            opened = open_file(path, country=association.country, today=today)
            table = opened.table
            run.sheet, run.header_row = table.sheet[:120], table.header_row
            run.columns = [column_as_json(column) for column in table.mapping]
            count = 0
            for number, rows in enumerate(_in_chunks(opened.rows())):
                keep_rows(run.id, number, rows)
                count += len(rows)
            if not count:
                raise FileRefused(FileReason.NO_PEOPLE_FOUND)
    except FileRefused as refused:
        Chunk.objects.filter(association_id=run.association_id, run_id=run.id).delete()
        run.state, run.refused_reason = Run.State.REFUSED, refused.reason.value
        run.refused_params, run.finished_at = dict(refused.params), at
        run.save()
        return
    check_rows(run, at=at)


def check_rows(run: Run, *, at: datetime) -> None:
    """Read every row under the run's mapping and write down plan, problems and counts."""
    association = get_association()
    reader = reader_of(run, association, association.day_of(at))
    same = SameInFile()
    actions: Counter[Action] = Counter()
    reasons: Counter[str] = Counter()
    types: dict[str, str] = {}
    rows = 0
    for chunk in chunks_of(run):
        raw = rows_of(chunk)
        rows += len(raw)
        review = _review(raw, reader, same, OnMatch(run.on_match), association, types)
        keep_review(chunk, review)
        actions.update(plan.action for plan in review.plans.values())
        reasons.update(problem.reason.value for problem in review.problems)
    run.rows = rows
    run.to_add, run.to_update = actions[Action.ADD], actions[Action.UPDATE]
    run.to_skip = rows - run.to_add - run.to_update
    run.problems = dict(reasons)
    run.new_types = _new_types(types)
    run.state = Run.State.REVIEW
    run.save()


def _review(
    raw: Sequence[Row],
    reader: RowReader,
    same: SameInFile,
    on_match: OnMatch,
    association: AssociationDetails,
    types: dict[str, str],
) -> Review:
    plans: dict[int, RowPlan] = {}
    problems: list[Problem] = []
    people: list[ImportedPerson] = []
    kept: list[ImportedPerson] = []
    for number, cells in raw:
        person, found = reader.read_row(number, cells)
        problems += found
        if person is None:
            continue
        person, plan, more = same.decide(person)
        problems += more
        plans[number] = plan
        kept.append(person)
        if plan.action is Action.ADD:
            people.append(person)
        if person.membership_type:
            types.setdefault(fold(person.membership_type), person.membership_type)
    matches = find_matches(people, country=association.country, language=association.sorting_language)
    taken = taken_member_numbers([person.member_number for person in people if person.member_number])
    claimed: dict[object, int] = {}
    for person in people:
        match = matches.get(person.row)
        if match is not None:
            plans[person.row], more = _planned_match(person, match, plans[person.row], on_match, claimed)
            problems += more
        elif person.member_number in taken:
            problems.append(_about(person, Reason.MEMBER_NUMBER_TWICE, Effect.VALUE_LEFT_OUT))
            plans[person.row] = replace(plans[person.row], drops=plans[person.row].drops + DROP_MEMBER_NUMBER)
    problems.sort(key=lambda problem: problem.row)
    return Review(kept, plans, problems)


def _planned_match(
    person: ImportedPerson, match: Match, plan: RowPlan, on_match: OnMatch, claimed: dict[object, int]
) -> tuple[RowPlan, list[Problem]]:
    if match.is_unsure:
        return (
            replace(plan, action=Action.SKIP),
            [_about(person, Reason.PERHAPS_KNOWN, Effect.ROW_SKIPPED)],
        )
    first = claimed.setdefault(match.person_id, person.row)
    if first != person.row:
        # Two rows of the file mean the same person of the register: the first one counts.
        return (
            replace(plan, action=Action.SKIP),
            [_about(person, Reason.SAME_AS_ROW, Effect.ROW_SKIPPED, first)],
        )
    action = Action.UPDATE if on_match is OnMatch.UPDATE else Action.SKIP
    return replace(plan, action=action), []


def _about(person: ImportedPerson, reason: Reason, effect: Effect, other_row: int | None = None) -> Problem:
    return Problem(
        row=person.row,
        column="",
        value=f"{person.given_name} {person.family_name}".strip(),
        reason=reason,
        effect=effect,
        other_row=other_row,
    )


def _new_types(types: dict[str, str]) -> list[str]:
    known = set(
        MembershipType.objects.filter(
            association_id=current_association(), name_key__in=[key for key in types if key]
        ).values_list("name_key", flat=True)
    )
    return [name for key, name in types.items() if key and key not in known]


def _in_chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) >= CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
