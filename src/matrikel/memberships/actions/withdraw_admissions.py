"""Take admissions back that one act wrote for many, where they still stand as they were written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.models import Membership
from matrikel.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A membership that was admitted for these days and shall never have been."""

    membership_id: UUID
    starts_on: date
    ends_on: date | None


@action
def withdraw_admissions(*, withdrawals: Sequence[Withdrawal], actor: Actor, at: datetime) -> set[UUID]:
    """Remove memberships as if they had never been written, and return which; one that was changed since stays."""
    association_id = current_association()
    wanted = {each.membership_id: each for each in withdrawals}
    memberships = [
        row
        for row in Membership.objects.select_for_update()
        .filter(association_id=association_id, id__in=wanted)
        .order_by("id")
        if (row.starts_on, row.ends_on) == (wanted[row.id].starts_on, wanted[row.id].ends_on)
    ]
    subjects = dict(
        Person.objects.filter(
            association_id=association_id, id__in={row.person_id for row in memberships}
        ).values_list("id", "audit_subject")
    )
    ids = {row.id for row in memberships}
    Membership.objects.filter(association_id=association_id, id__in=ids).delete()
    if memberships:
        changes = [
            Change(
                subject=subjects[row.person_id],
                values={"starts_on": (row.starts_on, None), "ends_on": (row.ends_on, None)},
            )
            for row in memberships
        ]
        act = Act(
            action="memberships.withdrawn",
            subjects=list(dict.fromkeys(subjects[row.person_id] for row in memberships)),
            header={"memberships": len(memberships)},
            changes=changes,
        )
        record(acts=[act], actor=actor, at=at)
    return ids
