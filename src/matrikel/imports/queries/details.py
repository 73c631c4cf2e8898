"""One run with everything but its rows: its columns, words for types, sheets, ground, and what it left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from matrikel.imports.checking import mapping_of
from matrikel.imports.gathering import Gathered, gathered_in
from matrikel.imports.layouts import KnownLayout, known_layouts
from matrikel.imports.mending import own_columns
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.places import consent_column, withheld_fields
from matrikel.imports.queries.history import RunRow
from matrikel.imports.rules.choices import names_are_undecided
from matrikel.imports.rules.fields import Column, Field
from matrikel.imports.rules.gathering import values_that_gather
from matrikel.imports.rules.rows import column_letters
from matrikel.imports.runs import (
    can_begin_again,
    can_choose_sheet,
    can_resume,
    find_run,
    is_stale,
    undo_until,
)
from matrikel.imports.sampling import sample_cells
from matrikel.imports.types import TypeInFile, words_for_types
from matrikel.imports.undoing import LeftOver, left_over
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association
from matrikel.privacy.rules import GROUNDS

_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


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
    # How often each of a few values comes, where they may gather people; over the first rows of the file.
    values: tuple[tuple[str, int], ...]
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
    on_couple: str
    recognised_on: date | None
    matched: int
    doubled: int
    mended: int
    is_stale: bool
    numbers_before: dict[str, int]
    names_undecided: bool
    can_resume: bool
    can_begin_again: bool
    default_type_id: UUID | None
    new_types: tuple[str, ...]
    types_in_file: tuple[TypeInFile, ...]
    sheets: tuple[SheetInFile, ...]
    can_choose_sheet: bool
    problems_by_reason: dict[str, int]
    problems_by_effect: dict[str, int]
    columns: tuple[ColumnRow, ...]
    # What no column of this association can hold, so that it is not offered.
    withheld: frozenset[Field]
    households: int
    guardians: int
    wants_households: bool
    # What columns bring beside people, and how many people got it.
    gathered: Gathered
    grouped: int
    tagged: int
    noted: int
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


def list_layouts() -> list[KnownLayout]:
    """Return the layouts whose columns are remembered, the one used last first."""
    return known_layouts()


def get_run(*, run_id: UUID, at: datetime) -> RunDetails:
    """
    Return one run.

    :raises NotFound: there is no such run in this association.
    """
    run = find_run(run_id)
    association = get_association()
    return RunDetails(
        run=RunRow.of(run, at),
        refused_reason=run.refused_reason,
        refused_params=run.refused_params,
        mends=_mended(run),
        sheet=run.sheet,
        header_row=run.header_row,
        on_match=run.on_match,
        on_doubt=run.on_doubt,
        on_couple=run.on_couple,
        recognised_on=run.recognised_on,
        matched=run.matched,
        doubled=run.doubled,
        mended=run.mended,
        is_stale=is_stale(run),
        numbers_before=run.numbers_before,
        names_undecided=run.state == Run.State.REVIEW and names_are_undecided(mapping_of(run)),
        can_resume=can_resume(run),
        can_begin_again=can_begin_again(run),
        default_type_id=run.default_type_id,
        new_types=tuple(run.new_types),
        types_in_file=words_for_types(run),
        sheets=tuple(SheetInFile(**sheet) for sheet in run.sheets),
        can_choose_sheet=can_choose_sheet(run),
        problems_by_reason=run.problems,
        problems_by_effect=run.effects,
        columns=_columns(run),
        withheld=frozenset(withheld_fields(association, on=association.day_of(at))),
        households=run.households,
        guardians=run.guardians,
        wants_households=run.wants_households,
        gathered=gathered_in(run, on=association.day_of(at)),
        grouped=run.grouped,
        tagged=run.tagged,
        noted=run.noted,
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


def find_run_of_batch(*, batch_id: UUID, at: datetime) -> RunDetails | None:
    """Return the current association's run that came of a file of several clubs, if there is one."""
    run = (
        Run.objects.filter(association_id=current_association(), batch_id=batch_id)
        .exclude(id=batch_id)
        .values_list("id", flat=True)
        .first()
    )
    return get_run(run_id=run, at=at) if run else None


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
            values=values_that_gather(column, sample),
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


def _undone_rows(run: Run) -> int:
    if run.state not in (Run.State.UNDOING, Run.State.UNDONE):
        return 0
    undone = Chunk.objects.filter(
        association_id=run.association_id, run_id=run.id, state=Chunk.State.UNDONE
    ).aggregate(rows=Sum("row_count"))
    return undone["rows"] or 0
