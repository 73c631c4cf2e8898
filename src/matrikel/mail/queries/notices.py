"""The notices of an installation, for the letter box of a demonstration and for whoever runs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from matrikel.mail.models import DUE_NOTICE, Notice
from matrikel.mail.rules.content import Written
from matrikel.mail.storage import open_notices
from matrikel.organisations.queries import is_demo_database

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeInBox:
    """A notice with its words, as the demonstration's letter box shows it."""

    id: UUID
    queued_at: datetime
    expires_at: datetime
    language: str
    written: Written


def list_box(*, notice_id: UUID | None = None) -> Sequence[NoticeInBox]:
    """
    Return the newest notices with their words, in a demonstration; anywhere else there is nothing to return.

    Whoever reads these can sign in as anybody. So it takes both: that the installation was started as a
    demonstration, and that its database is marked as one. Needs the scope of the installation.
    """
    if not is_demonstration():
        return []
    found = Notice.objects.exclude(sealed=None).order_by("-queued_at", "-id")
    if notice_id is not None:
        found = found.filter(id=notice_id)
    rows = list(found[:MOST_SHOWN])
    opened = open_notices(rows)
    return [
        NoticeInBox(
            id=row.id,
            queued_at=row.queued_at,
            expires_at=row.expires_at,
            language=row.language,
            written=opened[row.id],
        )
        for row in rows
        if row.id in opened
    ]


def is_demonstration() -> bool:
    """Say whether this is a demonstration: started as one, on a database that is marked as one."""
    return bool(settings.IS_DEMO) and is_demo_database()


def letters_leave() -> bool:
    """Say whether whoever a letter is for can read it: by mail, or in a demonstration's letter box."""
    return settings.MAIL_SERVER is not None or is_demonstration()


def count_waiting_notices() -> int:
    """Return how many notices wait to leave, up to a hundred."""
    return len(Notice.objects.filter(DUE_NOTICE).values_list("id")[:100])
