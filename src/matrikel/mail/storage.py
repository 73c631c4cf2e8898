"""How letters lie in their tables: the one place that seals and opens them, for one or for thousands."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import (
    CannotOpen,
    Place,
    blind_index,
    seal,
    seal_for_installation,
    unseal,
    unseal_for_installation,
)
from matrikel.mail.models import Attachment, Letter, Notice
from matrikel.mail.rules.content import NewAttachment, Written, from_json, to_json

LETTER_COLUMN = "mail_letter.sealed"
ATTACHMENT_COLUMN = "mail_attachment.sealed"
NOTICE_COLUMN = "mail_notice.sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealable:
    """A letter with the id of its row and the subject of its person, if it has one."""

    id: UUID
    subject: UUID | None
    written: Written


def address_keys(addresses: Iterable[str]) -> list[bytes]:
    """Return the keyed hash of each address, whatever its case, for the current association."""
    return blind_index("mail.address", [address.strip().lower() for address in addresses])


def seal_letters(letters: Sequence[Sealable]) -> list[bytes]:
    """Seal letters, each under its person's key or the association's."""
    return seal(
        [
            (Place(column=LETTER_COLUMN, row=letter.id, subject=letter.subject), _dump(letter.written))
            for letter in letters
        ]
    )


def open_letters(letters: Sequence[Letter]) -> dict[UUID, Written]:
    """Open letters, by id; one whose words are forgotten or whose key is gone is left out."""
    return _open(
        letters,
        lambda letter: Place(
            column=LETTER_COLUMN,
            row=letter.id,
            subject=letter.person.audit_subject if letter.person is not None else None,
        ),
        unseal,
    )


def seal_notices(notices: Sequence[tuple[UUID, Written]]) -> list[bytes]:
    """Seal notices under the installation's key."""
    return seal_for_installation(
        [(Place(column=NOTICE_COLUMN, row=row), _dump(written)) for row, written in notices]
    )


def open_notices(notices: Sequence[Notice]) -> dict[UUID, Written]:
    """Open notices, by id; one whose words are forgotten is left out."""
    return _open(notices, lambda notice: Place(column=NOTICE_COLUMN, row=notice.id), unseal_for_installation)


def seal_attachments(files: Sequence[tuple[UUID, UUID | None, NewAttachment]]) -> list[bytes]:
    """Seal files, each given as the id of its row, the subject of the letter's person, and the file."""
    values = []
    for row, subject, file in files:
        head = json.dumps({"name": file.name, "media_type": file.media_type}).encode()
        values.append(
            (Place(column=ATTACHMENT_COLUMN, row=row, subject=subject), head + b"\n" + file.content)
        )
    return seal(values)


def attachments_of(letters: Sequence[Letter]) -> dict[UUID, list[NewAttachment]]:
    """Open the files of letters, in order, by the letter's id."""
    subjects = {letter.id: letter.person.audit_subject if letter.person else None for letter in letters}
    rows = list(
        Attachment.objects.filter(
            association_id=current_association(), letter_id__in=list(subjects)
        ).order_by("letter", "position")
    )
    places = [
        (
            Place(column=ATTACHMENT_COLUMN, row=row.id, subject=subjects[row.letter_id]),
            bytes(row.sealed),
        )
        for row in rows
    ]
    found: dict[UUID, list[NewAttachment]] = {}
    for row, value in zip(rows, unseal(places) if places else (), strict=True):
        head, _, content = value.partition(b"\n")
        found.setdefault(row.letter_id, []).append(NewAttachment(**json.loads(head), content=content))
    return found


def _dump(written: Written) -> bytes:
    return json.dumps(to_json(written), ensure_ascii=False, separators=(",", ":")).encode()


def _open(rows: Sequence[Any], place_of: Any, opener: Any) -> dict[UUID, Written]:
    kept = [row for row in rows if row.sealed is not None]
    values = [(place_of(row), bytes(row.sealed)) for row in kept]
    try:
        opened: list[bytes | None] = list(opener(values)) if values else []
    except CannotOpen:
        # One of them does not open: find out which, and let the others go.
        opened = [_try(opener, value) for value in values]
    return {
        row.id: from_json(json.loads(value))
        for row, value in zip(kept, opened, strict=True)
        if value is not None
    }


def _try(opener: Any, value: Any) -> bytes | None:
    try:
        (found,) = opener([value])
    except CannotOpen:
        return None
    return bytes(found)
