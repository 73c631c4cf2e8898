"""Close a group: from a day on nobody takes part in it any more."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.groups import storage
from matrikel.groups.actions.save_groups import GroupRefused
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def close_group(*, group_id: UUID, ends_on: date, actor: Actor, at: datetime) -> int:
    """
    Close a group on a day, the first one on which it is over, and return for how many people it ended then.

    Whoever would have come later never was in it. A group that is opened again gets its people by hand.

    :raises GroupRefused: the group would end before it begins.
    :raises NotFound: there is no such group in this association.
    """
    association_id = current_association()
    group = storage.groups_by_id([group_id])[group_id]
    if group.starts_on is not None and ends_on <= group.starts_on:
        raise GroupRefused(_("A group ends after it begins."), field="ends_on")
    group.ends_on = ends_on
    group.version += 1
    group.save(update_fields=["ends_on", "version"])
    where = "association_id = %(association)s AND group_id = %(group)s"
    values: dict[str, Any] = {"association": association_id, "group": group_id, "day": ends_on}
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM groups_participation WHERE {where} AND starts_on >= %(day)s"  # noqa: S608
            " RETURNING person_id",
            values,
        )
        people = {row[0] for row in cursor.fetchall()}
        cursor.execute(
            f"UPDATE groups_participation SET during = daterange(starts_on, %(day)s), source_run = NULL WHERE {where}"  # noqa: S608
            " AND (ends_on IS NULL OR ends_on > %(day)s) RETURNING person_id",
            values,
        )
        ended = {row[0] for row in cursor.fetchall()}
    subjects = storage.subjects_of(people | ended)
    header = {"group": str(group_id), "persons": len(ended)}
    record(
        acts=[Act(action="groups.closed", subjects=list(subjects.values()), header=header)],
        actor=actor,
        at=at,
    )
    return len(ended)
