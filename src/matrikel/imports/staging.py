"""Keeps the uploaded file and its rows sealed in the database, and opens them again."""

import json
import os
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from matrikel.imports.formats.table import Row
from matrikel.imports.models import Chunk, FilePart, Run
from matrikel.imports.rules.packing import pack, unpack
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import Action, Meets, RowPlan
from matrikel.imports.rules.problems import Effect, Problem, Reason
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal, unseal

CHUNK_ROWS = 5_000
LONGEST_CELL = 20_000
_PART_BYTES = 1024 * 1024
_ROWS = "imports_chunk.sealed_rows"
_REVIEW = "imports_chunk.sealed_review"
_PART = "imports_filepart.sealed"


# --- The file ---------------------------------------------------------------------------------------------


def keep_file(run_id: UUID, file: BinaryIO) -> None:
    """Seal the file piece by piece; no more than a piece is in memory at once."""
    number = 0
    while piece := file.read(_PART_BYTES):
        row = new_id()
        (sealed,) = seal([(Place(column=_PART, row=row), piece)])
        FilePart.objects.create(
            id=row, association_id=current_association(), run_id=run_id, number=number, sealed=sealed
        )
        number += 1


@contextmanager
def opened_file(run_id: UUID) -> Iterator[Path]:
    """The file in the clear, readable by this process's user alone and gone when the block ends."""
    parts = FilePart.objects.filter(association_id=current_association(), run_id=run_id).order_by("number")
    with _unsealed_place() as (descriptor, path):
        with os.fdopen(descriptor, "wb", closefd=False) as out:
            for part in parts:
                out.write(unseal([(Place(column=_PART, row=part.id), bytes(part.sealed))])[0])
        yield path


@contextmanager
def _unsealed_place() -> Iterator[tuple[int, Path]]:
    # In memory where the system can: what is in the clear then dies with the process, however it dies.
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("matrikel-import")
        try:
            yield descriptor, Path(f"/proc/{os.getpid()}/fd/{descriptor}")
        finally:
            os.close(descriptor)
        return
    with tempfile.NamedTemporaryFile(prefix="matrikel-import-") as file:
        yield file.fileno(), Path(file.name)


# --- The rows ---------------------------------------------------------------------------------------------


def keep_rows(run_id: UUID, number: int, rows: Sequence[Row]) -> Chunk:
    """Seal some rows as they were read."""
    chunk_id = new_id()
    (sealed,) = seal([(Place(column=_ROWS, row=chunk_id), _packed(rows))])
    return Chunk.objects.create(
        id=chunk_id,
        association_id=current_association(),
        run_id=run_id,
        number=number,
        row_count=len(rows),
        sealed_rows=sealed,
        sealed_review=b"",
    )


def rows_of(chunk: Chunk) -> list[Row]:
    """The rows of a chunk, with what somebody has mended in them; none once they are forgotten."""
    return [(number, cells) for number, cells, *_before in _kept_rows(chunk)]


def mended_in(chunk: Chunk) -> dict[int, dict[int, str]]:
    """Row → column → what stood in the cell before somebody mended it."""
    return {
        number: {int(column): value for column, value in before[0].items()}
        for number, _cells, *before in _kept_rows(chunk)
        if before
    }


def mend_rows(chunk: Chunk, wanted: dict[int, dict[int, str]]) -> tuple[int, int]:
    """
    Write cells (row → column → value) into a chunk and take its rows out of `wanted`.

    Returns how many cells are other than they were, and how many more of them are mended than before. What came with
    the file stays beside what was mended, and is forgotten where a cell gets it back.
    """
    kept, changed, more = _kept_rows(chunk), 0, 0
    for place, (number, cells, *rest) in enumerate(kept):
        if number not in wanted:
            continue
        before = {**rest[0]} if rest else {}
        more -= len(before)
        for column, value in wanted.pop(number).items():
            cells += [""] * (column + 1 - len(cells))
            # A field of one line gives blanks back as one: that is nobody's change.
            if " ".join(cells[column].split()) == value:
                continue
            first = before.setdefault(str(column), cells[column])
            cells[column] = value
            changed += 1
            if " ".join(first.split()) == value:
                cells[column] = before.pop(str(column))
        more += len(before)
        kept[place] = [number, cells, before] if before else [number, cells]
    if changed:
        (chunk.sealed_rows,) = seal([(Place(column=_ROWS, row=chunk.id), _packed(kept))])
        chunk.save(update_fields=["sealed_rows"])
    return changed, more


def _kept_rows(chunk: Chunk) -> list[Any]:
    if not chunk.sealed_rows:
        return []
    found: list[Any] = _unpacked(unseal([(Place(column=_ROWS, row=chunk.id), bytes(chunk.sealed_rows))])[0])
    return found


def copy_rows(source: Run, target: Run) -> None:
    """Keep the rows of a run, with what was mended in them, for another one of the same file."""
    for chunk in chunks_of(source):
        keep_rows(target.id, chunk.number, _kept_rows(chunk))


def copy_file(source: Run, target: Run) -> None:
    """Keep the file of a run for another one; nothing of it is in the clear but in memory."""
    with opened_file(source.id) as path, path.open("rb") as file:
        keep_file(target.id, file)


# --- What was found in them -------------------------------------------------------------------------------

_ACTIONS = (Action.ADD, Action.UPDATE, Action.SKIP)


class Review:
    """The people, plans and problems of one chunk: what somebody saw and what is applied."""

    __slots__ = ("people", "plans", "problems")

    def __init__(
        self, people: list[ImportedPerson], plans: dict[int, RowPlan], problems: list[Problem]
    ) -> None:
        self.people = people
        self.plans = plans
        self.problems = problems


def keep_review(chunk: Chunk, review: Review) -> None:
    """Seal what was found in a chunk's rows, in the place of what was found before."""
    packed = _packed(
        {
            "people": [pack(person) for person in review.people],
            "plans": [
                [
                    plan.row,
                    _ACTIONS.index(plan.action),
                    plan.into_row,
                    plan.drops,
                    plan.meets.value,
                    plan.means,
                    plan.is_chosen,
                    plan.is_same,
                    plan.home,
                    plan.asks,
                ]
                for plan in review.plans.values()
            ],
            "problems": [
                [p.row, p.column, p.value, p.reason.value, p.effect.value, p.other_row]
                for p in review.problems
            ],
        }
    )
    (chunk.sealed_review,) = seal([(Place(column=_REVIEW, row=chunk.id), packed)])
    chunk.problem_count = len(review.problems)
    chunk.save(update_fields=["sealed_review", "problem_count"])


def review_of(chunk: Chunk, *, with_people: bool = False) -> Review:
    """What was found in a chunk's rows; nothing once it is forgotten."""
    if not chunk.sealed_review:
        return Review([], {}, [])
    kept = _unpacked(unseal([(Place(column=_REVIEW, row=chunk.id), bytes(chunk.sealed_review))])[0])
    return Review(
        [unpack(person) for person in kept["people"]] if with_people else [],
        {plan.row: plan for plan in map(_plan, kept["plans"])},
        [
            Problem(
                row=row,
                column=column,
                value=value,
                reason=Reason(reason),
                effect=Effect(effect),
                other_row=other_row,
            )
            for row, column, value, reason, effect, other_row in kept["problems"]
        ],
    )


# What plans that were packed before have not got.
_LATER: tuple[Any, ...] = ("", (), False, False, 0, False)


def _plan(kept: list[Any]) -> RowPlan:
    row, action, into_row, drops, *rest = kept
    meets, means, is_chosen, is_same, home, asks = (*rest, *_LATER[len(rest) :])
    return RowPlan(
        row, _ACTIONS[action], into_row, drops, Meets(meets), tuple(means), is_chosen, is_same, home, asks
    )


def chunks_of(run: Run) -> Iterator[Chunk]:
    """The run's chunks in order, one in memory at a time."""
    numbers = list(
        Chunk.objects.filter(association_id=current_association(), run_id=run.id)
        .order_by("number")
        .values_list("number", flat=True)
    )
    for number in numbers:
        yield Chunk.objects.get(association_id=current_association(), run_id=run.id, number=number)


def _packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
