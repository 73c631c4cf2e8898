"""How exports lie in their tables: files sealed piece by piece, and what was said about them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from matrikel.exports.models import Export, ExportPart
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal, unseal
from matrikel.selections.rules import Chosen, Question, read_saved_question, read_sort, write_question

PART_BYTES = 1024 * 1024
_PART = "exports_exportpart.sealed"
_SAID = "exports_export.sealed_said"


class SealedFile:
    """
    A file that is being written: no more than a piece of it is in memory, and none of it anywhere in the clear.

    It can only be written to, from its beginning to its end.
    """

    def __init__(self, export_id: UUID) -> None:
        self.size = 0
        self._export_id = export_id
        self._number = 0
        self._piece = bytearray()
        self._sum = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        self.size += len(data)
        self._sum.update(data)
        self._piece += data
        while len(self._piece) >= PART_BYTES:
            self._keep(PART_BYTES)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what writes archives wants to be able to say so."""

    def finish(self) -> str:
        """Keep what is left and return the SHA-256 of the whole file."""
        if self._piece:
            self._keep(len(self._piece))
        return self._sum.hexdigest()

    def _keep(self, size: int) -> None:
        row, piece = new_id(), bytes(self._piece[:size])
        del self._piece[:size]
        (sealed,) = seal([(Place(column=_PART, row=row), piece)])
        ExportPart.objects.create(
            id=row,
            association_id=current_association(),
            export_id=self._export_id,
            number=self._number,
            sealed=sealed,
        )
        self._number += 1


def read_file(export_id: UUID) -> bytes:
    """Return an export's file."""
    parts = ExportPart.objects.filter(association_id=current_association(), export_id=export_id)
    return b"".join(
        unseal([(Place(column=_PART, row=part.id), bytes(part.sealed))])[0]
        for part in parts.order_by("number").iterator(chunk_size=8)
    )


def remove_files(export_ids: Sequence[UUID]) -> None:
    """Delete the files of exports."""
    ExportPart.objects.filter(association_id=current_association(), export_id__in=list(export_ids)).delete()


_OPEN = (Export.State.REVIEW, Export.State.PAUSED, Export.State.MAKING, Export.State.READY)


def find_open_of(account_ids: Sequence[UUID]) -> list[UUID]:
    """Return the exports of accounts that are not over yet."""
    mine = Export.objects.filter(association_id=current_association(), state__in=_OPEN)
    return list(mine.filter(account__in=list(account_ids)).values_list("id", flat=True))


def find_open_about(subjects: Sequence[UUID]) -> list[UUID]:
    """Return the exports that persons stand in, or may stand in because they are being made."""
    if not subjects:
        return []
    mine = Export.objects.filter(association_id=current_association())
    ready = mine.filter(state=Export.State.READY, entry__subjects__subject__in=list(subjects))
    making = mine.filter(state=Export.State.MAKING)
    return [
        *ready.distinct().values_list("id", flat=True),
        *making.values_list("id", flat=True),
    ]


def withdraw(export_ids: Sequence[UUID]) -> None:
    """Delete the files of exports before their time, and let nobody make or fetch them any more."""
    mine = Export.objects.filter(association_id=current_association(), id__in=list(export_ids))
    mine.update(state=Export.State.WITHDRAWN)
    remove_files(export_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said about an export beside codes: whom it means, which words were searched, and the reason typed."""

    chosen: Chosen
    reason: str = ""


def write_question_of(chosen: Chosen) -> dict[str, object] | None:
    """Return the question of a choice as it is kept in the open: without words; None where persons were ticked."""
    return write_question(chosen.question) if chosen.question else None


def seal_said(export_id: UUID, said: Said) -> bytes:
    """Seal what was said about an export."""
    return seal_as(Place(column=_SAID, row=export_id), said)


def seal_as(place: Place, said: Said) -> bytes:
    """Seal what was said, for its place."""
    question = said.chosen.question
    plain = {
        "ids": [str(each) for each in said.chosen.ids],
        "search": question.search if question else "",
        "reason": said.reason,
        "sort": said.chosen.sort.as_text(),
    }
    return seal([(place, json.dumps(plain, ensure_ascii=False).encode())])[0]


def read_said(export: Export) -> Said:
    """Return what was said about an export; nobody and nothing once it is forgotten."""
    return open_said(Place(column=_SAID, row=export.id), bytes(export.sealed_said), export.question)


def open_said(place: Place, sealed: bytes, asked: Mapping[str, Any] | None) -> Said:
    """Return what was said, with the part of the question that is kept in the open."""
    if not sealed:
        return Said(chosen=Chosen())
    plain: Mapping[str, Any] = json.loads(unseal([(place, sealed)])[0])
    question = None
    if asked is not None:
        saved = read_saved_question(asked)
        question = Question(search=plain["search"], asked=saved.asked, on=saved.on)
    return Said(
        chosen=Chosen(
            ids=tuple(UUID(each) for each in plain["ids"]),
            question=question,
            sort=read_sort(plain.get("sort", "")),
        ),
        reason=plain["reason"],
    )
