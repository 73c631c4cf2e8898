"""How a person's row stood in the list, for the thirty days that it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from matrikel.imports.models import Chunk, Touched
from matrikel.imports.rules.parts import row_of
from matrikel.imports.rules.rows import column_letters
from matrikel.imports.runs import UNDO_DAYS
from matrikel.imports.staging import mended_in, rows_of
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A person's row in the file, as it came."""

    header: tuple[str, ...]
    cells: tuple[str, ...]
    # Column → what somebody wrote instead in the preview.
    mended: Mapping[int, str]
    row: int
    run_id: UUID
    file_name: str
    at: datetime


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
            return RowPlace(file_name=file_name, row=row_of(row), at=at, until=at + timedelta(days=UNDO_DAYS))
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
    row = row_of(touched.row)
    cells = next((cells for number, cells in rows_of(chunk) if number == row), None) if chunk else None
    if cells is None or chunk is None:
        return None
    before = mended_in(chunk).get(row, {})
    return RawRow(
        header=tuple(column["header"] or column_letters(column["index"]) for column in touched.run.columns),
        cells=tuple(before.get(index, cell) for index, cell in enumerate(cells)),
        mended={index: cells[index] for index in before},
        row=row,
        run_id=touched.run_id,
        file_name=touched.run.file_name,
        at=touched.run.created_at,
    )
