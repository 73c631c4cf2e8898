"""What stands in the register against an older list: it was written by hand, or after the list was made."""

import hashlib
import json
from collections.abc import Collection, Sequence
from uuid import UUID

from matrikel.imports.changing import Stored
from matrikel.imports.formats.table import Row
from matrikel.imports.models import Run, Touched
from matrikel.imports.translating import CORE_NAMES, point_code
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import blind_index

_FINGERPRINT = "imports_run.fingerprint"


class Cells:
    """The cells of a list as they are read, for its fingerprint: saved anew or in another format it stays the same."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, rows: Sequence[Row]) -> None:
        """Take the next rows in."""
        self._digest.update(json.dumps([cells for _number, cells in rows], ensure_ascii=False).encode())

    def fingerprint(self) -> bytes:
        """The keyed hash of all that was taken in."""
        (found,) = blind_index(_FINGERPRINT, [self._digest.hexdigest()])
        return found


def made_with(run: Run) -> UUID:
    """
    The run by which the list of a run came for the first time; itself for a list that is new.

    Ids rise with time, so whatever has a higher one was written after the list was made.
    """
    if not run.fingerprint:
        return run.id
    same = Run.objects.filter(association_id=run.association_id, fingerprint=bytes(run.fingerprint))
    return same.order_by("id").values_list("id", flat=True).first() or run.id


def newer_than_list(stored: Collection[Stored], *, since: UUID) -> dict[UUID, frozenset[str]]:
    """
    Person → what of them a list does not replace unasked: codes of `translating`, nobody of whom there is nothing.

    It was written by an officer or the member, or confirmed by one, or it came by an import that is newer than the list
    of the run `since`. Of a person's own columns nobody knows who wrote which: they count as written by hand where the
    person was changed after the last import, or has nothing that an import brought.
    """
    last: dict[UUID, tuple[int, UUID]] = {}
    ids = [known.person.id for known in stored]
    touched = Touched.objects.filter(association_id=current_association(), person_id__in=ids).order_by("id")
    for person_id, version, run_id in touched.values_list("person_id", "version", "run_id"):
        last[person_id] = (version, run_id)
    found = {known.person.id: _newer(known, last.get(known.person.id), since) for known in stored}
    return {person_id: codes for person_id, codes in found.items() if codes}


def _newer(known: Stored, last: tuple[int, UUID] | None, since: UUID) -> frozenset[str]:
    codes = {
        point_code(point)
        for point in known.points
        if point.kind == "POSTAL"
        and (point.source != "IMPORT" or point.verified_at is not None or (point.id and point.id > since))
    }
    if last is None:
        is_newer = known.person.version > 1 or all(point.source != "IMPORT" for point in known.points)
    else:
        version, run_id = last
        is_newer = known.person.version > version or run_id > since
    return frozenset(codes | set(CORE_NAMES)) if is_newer else frozenset(codes)
