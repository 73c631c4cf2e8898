"""One at a time, where there is no row to lock."""

from django.db import connection

from matrikel.kernel.scope import current_association


def one_at_a_time(*what: object) -> None:
    """Wait until no other transaction of this association holds the same lock, and hold it until this one ends."""
    key = "|".join(str(part) for part in (current_association(), *what))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
