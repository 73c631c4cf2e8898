"""Note down that somebody used a right today: once a day, whatever the number of pages."""

from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Right
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action

SQL = """
INSERT INTO access_rightuse AS used (id, association_id, account, "right", last_on)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (association_id, account, "right") DO UPDATE SET last_on = excluded.last_on
WHERE used.last_on < excluded.last_on
"""


@action
def note_use(*, account_id: UUID, right: Right, on: date) -> None:
    """Keep the last day on which an account used a right; what was noted already is not written again."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [new_id(), current_association(), account_id, right.value, on])
