"""Which letters are due, across the installation: ids of associations and nothing else."""

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
