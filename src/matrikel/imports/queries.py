"""Questions about import runs: what they will do, what is wrong in them, what they did, what undoing would do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from matrikel.imports.changing import Stored, change_of, names_of, stored_people
from matrikel.imports.checking import mapping_of
from matrikel.imports.formats.csv.write import csv_of
from matrikel.imports.formats.xlsx.write import xlsx_of
from matrikel.imports.layouts import KnownLayout, known_layouts
from matrikel.imports.mending import mark_of, own_columns
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.places import consent_column, withheld_fields
from matrikel.imports.rules.choices import names_are_undecided
from matrikel.imports.rules.fields import Column, Field
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import OFFERED, Action, Meets, RowPlan, without_dropped
from matrikel.imports.rules.problems import Problem
from matrikel.imports.rules.rows import column_letters
from matrikel.imports.runs import UNDO_DAYS, can_choose_sheet, can_resume, can_undo, is_stale, undo_until
from matrikel.imports.sampling import sample_cells
from matrikel.imports.staging import chunks_of, review_of, rows_of
from matrikel.imports.types import meant_in, type_names
from matrikel.imports.undoing import LeftOver, judge, left_over
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person
from matrikel.people.rules import names as people_names
from matrikel.people.rules.names import fold
from matrikel.privacy.rules import GROUNDS

_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run in a list of runs."""

    id: UUID
    file_name: str
    state: str
    rows: int
    add: int
    update: int
    skip: int
    keep: int
    problems: int
    applied_rows: int
    added: int
    updated: int
    created_at: datetime
    finished_at: datetime | None
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage:
    """Some runs, and after which one the next page begins."""

    runs: tuple[RunRow, ...]
    next_after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedPerson:
    """Somebody of the register whom a row means or may mean, as far as the viewer may see."""

    id: UUID
    name: str
    born: str
    member_number: str
    # Whoever is out of the viewer's scope, or protected, has nothing shown but that there is somebody.
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRow:
    """One row that meets somebody: what stands in it, whom it meets, what is done and what else could be."""

    row: int
    name: str
    born: str
    contact: str
    address: str
    meets: str
    action: str
    is_same: bool
    is_chosen: bool
    # Laid together with the other row.
    is_laid: bool
    people: tuple[MatchedPerson, ...]
    other_row: int | None
    # What an update would change, by the names of the register's columns.
    changes: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedPage:
    """Some of the rows that meet somebody, in the order of the file, and where the next ones begin."""

    rows: tuple[MatchedRow, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """One column of the file, what was decided about it, and what stands in it."""

    index: int
    header: str
    letters: str
    field: str
    state: str
    reason: str
    confidence: float
    label: str
    examples: tuple[str, ...]
    # Added by Matrikel when the rows with problems were taken out: nothing of the list itself.
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGround:
    """On which ground of GDPR Art. 9(2) the people may be kept: what is offered, and what was said."""

    offered: tuple[str, ...]
    ground: str
    how: str
    on: date | None
    evidence: str
    has_column: bool

    @property
    def is_needed(self) -> bool:
        """Say whether nothing can be brought in before somebody has said it."""
        return bool(self.offered)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubShare:
    """One club of a file of several: how the file names it, and how many rows it has there."""

    key: str
    name: str
    rows: int
    # The association to which the rows went on, once somebody has said so.
    association: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeInFile:
    """A word of the file that is no membership type's own name, and what is taken for it."""

    key: str
    name: str
    rows: int
    # The type that is taken; None for a new one.
    type_id: UUID | None
    type_name: str
    # The other word of the file whose new type this one shares.
    like: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInFile:
    """A sheet of the workbook that holds anything; `rows` are counted up to a thousand."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDetails:
    """One run with everything but its rows."""

    run: RunRow
    refused_reason: str
    refused_params: dict[str, int | str]
    # The name of the file and the day of the import whose mended rows these are.
    mends: tuple[str, datetime] | None
    sheet: str
    header_row: int | None
    on_match: str
    on_doubt: str
    recognised_on: date | None
    matched: int
    is_stale: bool
    numbers_before: dict[str, int]
    names_undecided: bool
    can_resume: bool
    default_type_id: UUID | None
    new_types: tuple[str, ...]
    types_in_file: tuple[TypeInFile, ...]
    sheets: tuple[SheetInFile, ...]
    can_choose_sheet: bool
    problems_by_reason: dict[str, int]
    columns: tuple[ColumnRow, ...]
    # What no column of this association can hold, so that it is not offered.
    withheld: frozenset[Field]
    households: int
    guardians: int
    wants_households: bool
    consent: ConsentGround
    clubs: tuple[ClubShare, ...]
    batch_id: UUID | None
    kept: int
    confirmed_at: datetime | None
    undone_rows: int
    undo_until: datetime | None
    undone_at: datetime | None
    # What somebody has taken over of what an undone run made.
    left_over: LeftOver


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem: where, what, why, and what will be done."""

    row: int
    column: str
    value: str
    reason: str
    effect: str
    other_row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage:
    """Some problems in the order of the file, and the mark after which the next ones follow."""

    problems: tuple[ProblemRow, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One row as it will be understood."""

    row: int
    action: str
    name: str
    born: str
    contact: str
    address: str
    membership_type: str
    joined: date | None
    joined_precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPreview:
    """What undoing would do now."""

    removed: int
    restored: int
    stays: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A person's row in the file, as it came."""

    header: tuple[str, ...]
    cells: tuple[str, ...]
    row: int
    run_id: UUID
    file_name: str
    at: datetime


def list_runs(*, at: datetime, limit: int = 50) -> list[RunRow]:
    """Return the newest runs first."""
    return list(page_of_runs(at=at, limit=limit).runs)


def page_of_runs(*, at: datetime, limit: int = 50, after: UUID | None = None, search: str = "") -> RunPage:
    """
    Return runs, the newest first; `after` is the last one of the page before.

    `search` is a part of the file's name; a name that is forgotten is not found.
    """
    runs = Run.objects.filter(association_id=current_association())
    if search:
        runs = runs.filter(file_name__icontains=search)
    if after is not None:
        last = runs.model.objects.filter(association_id=current_association(), id=after)
        found = last.values_list("created_at", "id").first()
        if found is None:
            raise NotFound
        runs = runs.filter(Q(created_at__lt=found[0]) | Q(created_at=found[0], id__lt=found[1]))
    rows = list(runs.order_by("-created_at", "-id")[: limit + 1])
    return RunPage(
        runs=tuple(_row(run, at) for run in rows[:limit]),
        next_after=rows[limit - 1].id if len(rows) > limit else None,
    )


def list_layouts() -> list[KnownLayout]:
    """Return the layouts whose columns are remembered, the one used last first."""
    return known_layouts()


def get_run(*, run_id: UUID, at: datetime) -> RunDetails:
    """
    Return one run.

    :raises NotFound: there is no such run in this association.
    """
    run = _run(run_id)
    association = get_association()
    return RunDetails(
        run=_row(run, at),
        refused_reason=run.refused_reason,
        refused_params=run.refused_params,
        mends=_mended(run),
        sheet=run.sheet,
        header_row=run.header_row,
        on_match=run.on_match,
        on_doubt=run.on_doubt,
        recognised_on=run.recognised_on,
        matched=run.matched,
        is_stale=is_stale(run),
        numbers_before=run.numbers_before,
        names_undecided=run.state == Run.State.REVIEW and names_are_undecided(mapping_of(run)),
        can_resume=can_resume(run),
        default_type_id=run.default_type_id,
        new_types=tuple(run.new_types),
        types_in_file=_types_in_file(run),
        sheets=tuple(SheetInFile(**sheet) for sheet in run.sheets),
        can_choose_sheet=can_choose_sheet(run),
        problems_by_reason=run.problems,
        columns=_columns(run),
        withheld=frozenset(withheld_fields(association, on=association.day_of(at))),
        households=run.households,
        guardians=run.guardians,
        wants_households=run.wants_households,
        consent=ConsentGround(
            offered=GROUNDS.get(association.profile, ()),
            ground=run.ground,
            how=run.consent_how,
            on=run.consent_on,
            evidence=run.consent_evidence,
            has_column=consent_column(mapping_of(run)) is not None,
        ),
        clubs=tuple(ClubShare(**club) for club in run.clubs),
        batch_id=run.batch_id,
        kept=Touched.objects.filter(association_id=run.association_id, run_id=run.id, is_kept=True).count(),
        confirmed_at=run.confirmed_at,
        undone_rows=_undone_rows(run),
        undo_until=undo_until(run),
        undone_at=run.undone_at,
        left_over=left_over(run),
    )


def list_problems(
    *, run_id: UUID, after: str = "", limit: int = 50, reason: str = "", search: str = ""
) -> ProblemPage:
    """
    Return problems in the order of the file; `after` is the mark of the page before.

    `search` is a row's number, or a part of the column's heading or of the value.

    :raises NotFound: there is no such run in this association.
    """
    run = _run(run_id)
    chunk_from, _, place = after.partition(".")
    first, skip = (int(chunk_from), int(place)) if chunk_from.isdigit() and place.isdigit() else (0, 0)
    found: list[ProblemRow] = []
    for chunk in Chunk.objects.filter(
        association_id=run.association_id, run_id=run.id, number__gte=first, problem_count__gt=0
    ).order_by("number"):
        start = skip if chunk.number == first else 0
        for index, problem in enumerate(review_of(chunk).problems[start:], start=start):
            if (reason and problem.reason != reason) or not _is_about(problem, search):
                continue
            if len(found) == limit:
                return ProblemPage(problems=tuple(found), next=f"{chunk.number}.{index}")
            found.append(_problem(problem))
    return ProblemPage(problems=tuple(found), next="")


def list_matched(
    *, run_id: UUID, viewer: Viewer, after: str = "", limit: int = 50, meets: str = ""
) -> MatchedPage:
    """
    Return the rows that mean or may mean somebody; `after` is the mark of the page before.

    `meets` narrows to one kind (`known`, `perhaps`, `row`, `perhaps_row`).

    :raises NotFound: there is no such run in this association.
    """
    run = _run(run_id)
    chunk_from, _, place = after.partition(".")
    first, skip = (int(chunk_from), int(place)) if chunk_from.isdigit() and place.isdigit() else (0, 0)
    found: list[tuple[ImportedPerson, RowPlan, int | None]] = []
    mark = ""
    for chunk in Chunk.objects.filter(
        association_id=run.association_id, run_id=run.id, number__gte=first
    ).order_by("number"):
        review = review_of(chunk)
        wanted = [
            plan
            for plan in sorted(review.plans.values(), key=lambda plan: plan.row)
            if plan.meets is not Meets.NOBODY and (not meets or plan.meets == meets)
        ]
        start = skip if chunk.number == first else 0
        taken = wanted[start : start + limit - len(found)]
        if taken:
            people = {person.row: person for person in review_of(chunk, with_people=True).people}
            others = {problem.row: problem.other_row for problem in review.problems if problem.other_row}
            found += [(people[plan.row], plan, others.get(plan.row)) for plan in taken]
        if len(found) == limit:
            mark = f"{chunk.number}.{start + len(taken)}"
            break
    return MatchedPage(rows=tuple(_matched(found, viewer)), next=mark)


def list_preview(*, run_id: UUID, limit: int = 20) -> list[PreviewRow]:
    """
    Return the first rows as they will be understood.

    :raises NotFound: there is no such run in this association.
    """
    run = _run(run_id)
    rows: list[PreviewRow] = []
    names = {each.key: each.type_name or each.like for each in _types_in_file(run)}
    for chunk in chunks_of(run):
        review = review_of(chunk, with_people=True)
        for person in review.people[: limit - len(rows)]:
            plan = review.plans[person.row]
            row = _preview(without_dropped(person, plan.drops), plan.action)
            wanted = names.get(fold(row.membership_type), "")
            rows.append(replace(row, membership_type=wanted or row.membership_type))
        if len(rows) >= limit:
            break
    return rows


def get_undo_preview(*, run_id: UUID) -> UndoPreview:
    """
    Return what undoing would take back and whom it would leave alone.

    :raises NotFound: there is no such run in this association.
    """
    run = _run(run_id)
    removed = restored = 0
    stays: list[UUID] = []
    numbers = Chunk.objects.filter(
        association_id=run.association_id, run_id=run.id, state=Chunk.State.APPLIED
    ).values_list("number", flat=True)
    for number in numbers.order_by("number"):
        touched = list(
            Touched.objects.filter(association_id=run.association_id, run_id=run.id, chunk_number=number)
        )
        verdict = judge(touched)
        added = sum(1 for each in verdict.free if each.how == Touched.How.ADDED)
        removed, restored = removed + added, restored + len(verdict.free) - added
        stays += [each.person_id for each in verdict.stays]
    return UndoPreview(removed=removed, restored=restored, stays=_named(stays))


def find_run_of_batch(*, batch_id: UUID, at: datetime) -> RunDetails | None:
    """Return the current association's run that came of a file of several clubs, if there is one."""
    run = (
        Run.objects.filter(association_id=current_association(), batch_id=batch_id)
        .exclude(id=batch_id)
        .values_list("id", flat=True)
        .first()
    )
    return get_run(run_id=run, at=at) if run else None


def list_kept(*, run_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return the people whom undoing left alone because somebody had changed them since."""
    run = _run(run_id)
    ids = Touched.objects.filter(association_id=run.association_id, run_id=run.id, is_kept=True)
    return _named(list(ids.values_list("person_id", flat=True)))


def list_problem_rows(
    *,
    run_id: UUID,
    heading: str = "!",
    say: Callable[[ProblemRow], str] = lambda problem: f"{problem.reason}: {problem.effect}",
) -> Iterator[list[str]]:
    """
    Yield the rows with problems as they came, below their headings, with two columns more.

    The first says what is wrong; the second which row it was, so that the file can be mended and brought in again.

    :raises NotFound: there is no such run in this association.
    """
    run = _run(run_id)
    mapping = own_columns(mapping_of(run))
    width = len(mapping)
    yield [*(column.header or column_letters(column.index) for column in mapping), heading, mark_of(run_id)]
    for chunk in chunks_of(run):
        reasons: dict[int, list[str]] = {}
        for problem in review_of(chunk).problems:
            row = _problem(problem)
            where = f"{row.column}: " if row.column else ""
            reasons.setdefault(row.row, []).append(f"{where}{say(row)}")
        for number, cells in rows_of(chunk):
            if number in reasons:
                padded = [*cells, *[""] * (width - len(cells))]
                yield [*padded[:width], "; ".join(reasons[number]), str(number)]


def write_problem_rows(
    *,
    run_id: UUID,
    kind: str,
    heading: str = "!",
    say: Callable[[ProblemRow], str] = lambda problem: f"{problem.reason}: {problem.effect}",
) -> bytes:
    """
    Return the rows of `list_problem_rows` as a file: `csv` or `xlsx`, of which no cell is computed.

    :raises NotFound: there is no such run in this association, or no such kind of file.
    """
    rows = list_problem_rows(run_id=run_id, heading=heading, say=say)
    if kind == "xlsx":
        return xlsx_of(rows)
    if kind == "csv":
        return "".join(csv_of(rows)).encode()
    raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace:
    """From which row of which file a person came, and until when that row is kept."""

    file_name: str
    row: int
    at: datetime
    until: datetime


def row_place_of(*, person_id: UUID, viewer: Viewer) -> Ask[RowPlace | None]:
    """Ask whether the row from which a person was taken can be shown; never for whoever is protected or out of scope."""

    def read(rows: Rows) -> RowPlace | None:
        for row, file_name, at in rows:
            return RowPlace(file_name=file_name, row=row, at=at, until=at + timedelta(days=UNDO_DAYS))
        return None

    touches = _touches(person_id, viewer)
    return asked_by(touches.values_list("row", "run__file_name", "run__created_at")[:1], read)


def _newest_touch(person_id: UUID, viewer: Viewer) -> Touched | None:
    return _touches(person_id, viewer).select_related("run").first()


def _touches(person_id: UUID, viewer: Viewer) -> QuerySet[Touched]:
    found = Touched.objects.filter(
        association_id=current_association(), person_id=person_id, person__protection="NONE"
    )
    if not viewer.may(Right.PEOPLE_IMPORT):
        found = found.none()
    if viewer.unit_ids is not None:
        found = found.filter(person__unit_id__in=viewer.unit_ids)
    return found.order_by("-id")


def find_raw_row(*, person_id: UUID, viewer: Viewer) -> RawRow | None:
    """
    Return the newest row from which a person was taken, as long as it is kept.

    The row of whoever is protected tells where they are, and is not shown to anybody.
    """
    touched = _newest_touch(person_id, viewer)
    if touched is None:
        return None
    chunk = Chunk.objects.filter(
        association_id=current_association(), run_id=touched.run_id, number=touched.chunk_number
    ).first()
    cells = (
        next((cells for number, cells in rows_of(chunk) if number == touched.row), None) if chunk else None
    )
    if cells is None:
        return None
    return RawRow(
        header=tuple(column["header"] or column_letters(column["index"]) for column in touched.run.columns),
        cells=tuple(cells),
        row=touched.row,
        run_id=touched.run_id,
        file_name=touched.run.file_name,
        at=touched.run.created_at,
    )


def _matched(
    found: Sequence[tuple[ImportedPerson, RowPlan, int | None]], viewer: Viewer
) -> Iterator[MatchedRow]:
    ids = {UUID(ref) for _person, plan, _other in found for ref in plan.means}
    stored = stored_people(list(ids))
    country = get_association().country
    for person, plan, other in found:
        means = [stored[UUID(ref)] for ref in plan.means if UUID(ref) in stored]
        kept = without_dropped(person, plan.drops)
        shown = _preview(kept, plan.action)
        change = change_of(means[0], kept, country, only_empty=False) if len(means) == 1 else None
        yield MatchedRow(
            row=person.row,
            name=shown.name,
            born=shown.born,
            contact=shown.contact,
            address=shown.address,
            meets=plan.meets.value,
            action=plan.action.value,
            is_same=plan.is_same,
            is_chosen=plan.is_chosen,
            is_laid=plan.action is Action.SKIP and plan.into_row is not None,
            people=tuple(_known(each, viewer) for each in means),
            other_row=other,
            changes=names_of(change) if change else (),
            offered=tuple(choice.value for choice in OFFERED[plan.meets]),
        )


def _known(known: Stored, viewer: Viewer) -> MatchedPerson:
    person = known.person
    is_out = viewer.unit_ids is not None and person.unit_id not in viewer.unit_ids
    is_hidden = is_out or (person.protection != "NONE" and not viewer.may(Right.PROTECTED_SEE))
    name = people_names.display_name(
        person.given_name, person.family_name_prefix, person.family_name, person.preferred_name
    )
    born = person.birth_date.isoformat() if person.birth_date else str(person.birth_year or "")
    return MatchedPerson(
        id=person.id,
        name="" if is_out else name,
        born="" if is_hidden else born,
        member_number="" if is_hidden else person.member_number or "",
        is_hidden=is_out,
    )


# --- Shaping ----------------------------------------------------------------------------------------------


def _run(run_id: UUID) -> Run:
    run = Run.objects.filter(association_id=current_association(), id=run_id).first()
    if run is None:
        raise NotFound
    return run


def _row(run: Run, at: datetime) -> RunRow:
    return RunRow(
        id=run.id,
        file_name=run.file_name,
        state=run.state,
        rows=run.rows,
        add=run.to_add,
        update=run.to_update,
        skip=run.to_skip,
        keep=run.to_keep,
        problems=sum(run.problems.values()),
        applied_rows=run.applied_rows,
        added=run.added,
        updated=run.updated,
        created_at=run.created_at,
        finished_at=run.finished_at,
        can_undo=can_undo(run, at),
    )


def _types_in_file(run: Run) -> tuple[TypeInFile, ...]:
    meant = meant_in(run)
    names = type_names(run) if meant else {}
    words = {each.key: each.name for each in meant}
    return tuple(
        TypeInFile(
            key=each.key,
            name=each.name,
            rows=each.rows,
            type_id=UUID(each.type_id) if each.type_id in names else None,
            type_name=names.get(each.type_id, ""),
            like=words.get(each.like, ""),
            is_chosen=each.is_chosen,
        )
        for each in meant
    )


def _mended(run: Run) -> tuple[str, datetime] | None:
    if run.mends_id is None:
        return None
    first = Run.objects.filter(association_id=run.association_id, id=run.mends_id)
    return first.values_list("file_name", "created_at").first()


def _columns(run: Run) -> tuple[ColumnRow, ...]:
    sample, mapping = sample_cells(run), mapping_of(run)
    own = {column.index for column in (own_columns(mapping) if run.mends_id else mapping)}
    return tuple(
        ColumnRow(
            index=column.index,
            header=column.header,
            letters=column_letters(column.index),
            field=column.field.value,
            state=column.state.value,
            reason=column.reason.value,
            confidence=column.confidence,
            label=column.label,
            examples=_examples(column, sample),
            is_ours=column.index not in own,
        )
        for column in mapping
    )


def _examples(column: Column, sample: Sequence[Sequence[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for row in sample:
        cell = row[column.index].strip()[:_LONGEST_EXAMPLE] if column.index < len(row) else ""
        if cell and cell not in found:
            found.append(cell)
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def _is_about(problem: Problem, search: str) -> bool:
    wanted = search.casefold()
    return (
        wanted == str(problem.row)
        or wanted in problem.column.casefold()
        or wanted in problem.value.casefold()
    )


def _undone_rows(run: Run) -> int:
    if run.state not in (Run.State.UNDOING, Run.State.UNDONE):
        return 0
    undone = Chunk.objects.filter(
        association_id=run.association_id, run_id=run.id, state=Chunk.State.UNDONE
    ).aggregate(rows=Sum("row_count"))
    return undone["rows"] or 0


def _problem(problem: Problem) -> ProblemRow:
    return ProblemRow(
        row=problem.row,
        column=problem.column,
        value=problem.value,
        reason=problem.reason.value,
        effect=problem.effect.value,
        other_row=problem.other_row,
    )


def _preview(person: ImportedPerson, action: Action) -> PreviewRow:
    address = person.addresses[0].address if person.addresses else None
    return PreviewRow(
        row=person.row,
        action=action.value,
        name=people_names.display_name(person.given_name, person.name_prefix, person.family_name, ""),
        born=person.birth_date.isoformat() if person.birth_date else str(person.birth_year or ""),
        contact=", ".join(point.written or point.value for point in person.contact_points),
        address=f"{address.street}, {address.postcode} {address.place}".strip(", ") if address else "",
        membership_type=person.membership_type,
        joined=person.joined.on if person.joined else None,
        joined_precision=person.joined.precision.value if person.joined else "",
    )


def _named(ids: Sequence[UUID]) -> tuple[tuple[UUID, str], ...]:
    people = Person.objects.filter(association_id=current_association(), id__in=ids).order_by(
        "sort_key", "id"
    )
    return tuple(
        (
            person.id,
            people_names.display_name(
                person.given_name, person.family_name_prefix, person.family_name, person.preferred_name
            ),
        )
        for person in people
    )
