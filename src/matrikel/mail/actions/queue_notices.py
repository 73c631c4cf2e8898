"""Queue letters of the installation: sign-in codes, invitations, news about a sign-in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id, new_opaque_id
from matrikel.kernel.jobs import defer_for_installation
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_letters import CHUNK_LETTERS, LetterRefused
from matrikel.mail.frames import frame_of_installation
from matrikel.mail.kinds import kind_named
from matrikel.mail.models import Notice
from matrikel.mail.rules.content import NewNotice, Written, is_header_line, one_line, what_is_wrong
from matrikel.mail.storage import seal_notices
from matrikel.people.rules import emails

_COLUMNS = (
    "id", "kind", "account", "language", "sealed", "message_id", "queued_at", "next_try_at", "expires_at",
    "attempts", "went_by", "reason", "answer",
)  # fmt: skip


@action
def queue_notices(*, notices: Sequence[NewNotice], at: datetime) -> list[UUID]:
    """
    Queue notices and return their ids in the same order; works in any scope, and in none.

    They leave when the transaction in which this is called has committed. Whoever causes them records why.

    :raises LetterRefused: an address is not one, or something in a notice could break out of its place.
    """
    if not notices:
        return []
    for notice in notices:
        kind_named(notice.kind)
        if emails.normalise(notice.to) is None or not is_header_line(notice.to.strip(), 320):
            raise LetterRefused("to")
        if wrong := what_is_wrong(notice.content):
            raise LetterRefused(wrong)
    ids = [new_id() for _notice in notices]
    written = [
        Written(
            to=notice.to.strip(),
            name=one_line(notice.name),
            content=notice.content,
            frame=frame_of_installation(notice.language, sender_name=notice.sender_name),
        )
        for notice in notices
    ]
    insert_many(
        Notice,
        _COLUMNS,
        [
            (
                notice_id, notice.kind, notice.account_id, notice.language, sealed, new_opaque_id(), at, at,
                notice.expires_at, 0, "", "", "",
            )
            for notice_id, notice, sealed in zip(
                ids, notices, seal_notices(list(zip(ids, written, strict=True))), strict=True
            )
        ],
    )  # fmt: skip
    for _chunk in range(0, len(ids), CHUNK_LETTERS):
        defer_for_installation("mail.deliver_notices")
    return ids
