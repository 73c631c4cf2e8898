"""Where letters are due, and whose letter it was that came back: ids of associations and nothing else."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from matrikel.mail.models import DUE_NOTICE, Notice


def list_associations_with_letters_due(*, at: datetime) -> list[UUID]:
    """Return the associations with letters whose time has come and that no worker holds; needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.associations_with_letters_due(%s)", [at])
        return [found for (found,) in cursor.fetchall()]


def are_notices_due(*, at: datetime) -> bool:
    """Say whether notices of the installation wait whose time has come."""
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return Notice.objects.filter(DUE_NOTICE, unclaimed, next_try_at__lte=at).exists()


def find_associations_of_letters(*, message_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return the association of each letter that is one of ours, by its message id; needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m, found FROM unnest(%s::uuid[]) m, app.association_of_letter(m) found"
            " WHERE found IS NOT NULL",
            [list(message_ids)],
        )
        return dict(cursor.fetchall())
