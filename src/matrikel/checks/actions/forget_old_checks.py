"""Delete checks that serve nobody any more: long run out, long withdrawn, or of somebody of whom none is asked."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from matrikel.audit.actions.record import Act, record
from matrikel.checks.filters import NEEDED
from matrikel.checks.rules import KEPT_DAYS
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association


@action
def forget_old_checks(*, actor: Actor, at: datetime) -> int:
    """
    Delete what ran out or was withdrawn over a year ago, and criminal records that are asked for no longer.

    The law lets such a note stand only while it serves its purpose (politiregisterforskriften § 37-2, laki
    148/2014 § 8); a year lets an auditor and a leader's season off pass. Returns how many were deleted.
    """
    today = get_association().day_of(at)
    values: dict[str, Any] = {
        "association": current_association(),
        "on": today,
        "before": today - timedelta(KEPT_DAYS),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH needed AS MATERIALIZED ({NEEDED})"  # noqa: S608 - our own words only
            " DELETE FROM checks_check c USING checks_checkkind k"
            " WHERE c.association_id = %(association)s AND k.association_id = c.association_id AND k.id = c.kind_id"
            " AND (c.valid_until < %(before)s OR c.withdrawn_on < %(before)s OR k.nature = 'POLICE'"
            "  AND c.seen_on < %(before)s AND NOT EXISTS (SELECT 1 FROM needed n"
            "   WHERE n.person_id = c.person_id AND n.kind_id = c.kind_id))",
            values,
        )
        forgotten: int = cursor.rowcount
    if forgotten:
        record(acts=[Act(action="checks.forgotten", header={"checks": forgotten})], actor=actor, at=at)
    return forgotten
