"""What is wrong in a run, and its rows as a file that can be mended."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from uuid import UUID

from matrikel.imports.checking import mapping_of
from matrikel.imports.formats.csv.write import csv_of
from matrikel.imports.formats.xlsx.write import xlsx_of
from matrikel.imports.mending import mark_of, own_columns
from matrikel.imports.models import Chunk
from matrikel.imports.rules.fields import Field, Mapping
from matrikel.imports.rules.parts import row_of
from matrikel.imports.rules.problems import Problem, Reason
from matrikel.imports.rules.reading.draft import column_name
from matrikel.imports.rules.rows import column_letters
from matrikel.imports.runs import find_run
from matrikel.imports.staging import chunks_of, mended_in, review_of, rows_of
from matrikel.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem: where, what, why, and what will be done."""

    row: int
    column: str
    value: str
    reason: str
    effect: str
    other_row: int | None
    # In which of the parts of the file the row is kept.
    chunk: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MendableCell:
    """A cell of a row with a problem, and what stands in it; `column` counts from zero."""

    row: int
    column: int
    heading: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage:
    """Some problems in the order of the file, and the mark after which the next ones follow."""

    problems: tuple[ProblemRow, ...]
    next: str


def list_problems(
    *, run_id: UUID, after: str = "", limit: int = 50, reason: str = "", search: str = ""
) -> ProblemPage:
    """
    Return problems in the order of the file; `after` is the mark of the page before.

    `search` is a row's number, or a part of the column's heading or of the value.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
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
            found.append(_problem(problem, chunk.number))
    return ProblemPage(problems=tuple(found), next="")


_NAMES = (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME)
# Where a problem of a whole row is mended: in the columns of what it lacks, or has twice.
_MENDED_IN: Lookup[str, tuple[Field, ...]] = {
    Reason.NO_NAME.value: _NAMES,
    Reason.NO_PERSON.value: _NAMES,
    Reason.MEMBER_NUMBER_TWICE.value: (Field.MEMBER_NUMBER,),
    Reason.NATIONAL_NUMBER_TWICE.value: (Field.NATIONAL_NUMBER,),
}


def list_mendable(*, run_id: UUID, problems: Sequence[ProblemRow]) -> list[tuple[MendableCell, ...]]:
    """
    Return for each problem the cells in which it can be mended, each cell once; none where it is no cell's matter.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
    mapping = mapping_of(run)
    rows = {problem.row for problem in problems}
    kept = Chunk.objects.filter(
        association_id=run.association_id,
        run_id=run.id,
        number__in={problem.chunk for problem in problems},
    )
    cells = {number: found for chunk in kept for number, found in rows_of(chunk) if number in rows}
    shown: set[tuple[int, int]] = set()
    found = []
    for problem in problems:
        mine = []
        for index, heading in _places(problem, mapping):
            if (problem.row, index) in shown or problem.row not in cells:
                continue
            shown.add((problem.row, index))
            row = cells[problem.row]
            value = row[index] if index < len(row) else ""
            mine.append(MendableCell(row=problem.row, column=index, heading=heading, value=value))
        found.append(tuple(mine))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedCell:
    """A cell that somebody has mended: what stands there, and what came with the file."""

    row: int
    column: int
    heading: str
    value: str
    original: str


def list_mended(*, run_id: UUID, limit: int = 50) -> list[MendedCell]:
    """
    Return the first cells that somebody has mended, in the order of the file.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
    if not run.mended:
        return []
    mapping = mapping_of(run)
    found: list[MendedCell] = []
    for chunk in chunks_of(run):
        before = mended_in(chunk)
        cells = dict(rows_of(chunk)) if before else {}
        found += [
            MendedCell(
                row=row,
                column=column,
                heading=column_name(mapping[column]),
                value=cells[row][column],
                original=original,
            )
            for row, columns in before.items()
            for column, original in columns.items()
            if column < len(mapping)
        ]
        if len(found) >= limit:
            break
    return found[:limit]


def _places(problem: ProblemRow, mapping: Mapping) -> list[tuple[int, str]]:
    if problem.column:
        named = [column for column in mapping if column_name(column) == problem.column]
        named = [column for column in named if column.is_mapped] or named
        return [(column.index, problem.column) for column in named[:1]]
    fields = _MENDED_IN.get(problem.reason, ())
    return [
        (column.index, column_name(column))
        for column in mapping
        if column.is_mapped and column.field in fields
    ]


def list_problem_rows(
    *,
    run_id: UUID,
    mended: str = "",
    heading: str = "!",
    say: Callable[[ProblemRow], str] = lambda problem: f"{problem.reason}: {problem.effect}",
) -> Iterator[list[str]]:
    """
    Yield the rows with problems as they came, below their headings, with two columns more.

    The first says what is wrong; the second which row it was, so that the file can be mended and brought in again.
    With `mended`, rows in which somebody has mended a cell come too, with that word and the headings of the cells.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
    mapping = own_columns(mapping_of(run))
    width = len(mapping)
    yield [*(column.header or column_letters(column.index) for column in mapping), heading, mark_of(run_id)]
    for chunk in chunks_of(run):
        reasons: dict[int, list[str]] = {}
        for problem in review_of(chunk).problems:
            row = _problem(problem)
            where = f"{row.column}: " if row.column else ""
            reasons.setdefault(row.row, []).append(f"{where}{say(row)}")
        for number, before in mended_in(chunk).items() if mended else ():
            names = ", ".join(column_name(mapping[index]) for index in sorted(before) if index < width)
            reasons.setdefault(number, []).append(f"{mended}: {names}")
        for number, cells in rows_of(chunk):
            if number in reasons:
                padded = [*cells, *[""] * (width - len(cells))]
                yield [*padded[:width], "; ".join(reasons[number]), str(number)]


def write_problem_rows(
    *,
    run_id: UUID,
    kind: str,
    mended: str = "",
    heading: str = "!",
    say: Callable[[ProblemRow], str] = lambda problem: f"{problem.reason}: {problem.effect}",
) -> bytes:
    """
    Return the rows of `list_problem_rows` as a file: `csv` or `xlsx`, of which no cell is computed.

    :raises NotFound: there is no such run in this association, or no such kind of file.
    """
    rows = list_problem_rows(run_id=run_id, mended=mended, heading=heading, say=say)
    if kind == "xlsx":
        return xlsx_of(rows)
    if kind == "csv":
        return "".join(csv_of(rows)).encode()
    raise NotFound


def _is_about(problem: Problem, search: str) -> bool:
    wanted = search.casefold()
    return (
        wanted == str(row_of(problem.row))
        or wanted in problem.column.casefold()
        or wanted in problem.value.casefold()
    )


def _problem(problem: Problem, chunk: int = 0) -> ProblemRow:
    return ProblemRow(
        row=row_of(problem.row),
        column=problem.column,
        value=problem.value,
        reason=problem.reason.value,
        effect=problem.effect.value,
        other_row=None if problem.other_row is None else row_of(problem.other_row),
        chunk=chunk,
    )
