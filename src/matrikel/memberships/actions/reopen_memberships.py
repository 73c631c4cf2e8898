"""Take the ending of memberships back, where it still stands as it was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.end_memberships import EndingRefused
from matrikel.memberships.models import Membership
from matrikel.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A membership that was ended for `ended_on` and shall end on `ends_on` again, or not at all."""

    membership_id: UUID
    ended_on: date
    ends_on: date | None


@action
def reopen_memberships(*, reopenings: Sequence[Reopening], actor: Actor, at: datetime) -> set[UUID]:
    """
    Let memberships go on as before their ending, and return which; one that was changed since is left alone.

    :raises EndingRefused: somebody has been admitted to the same type again meanwhile.
    """
    association_id = current_association()
    wanted = {reopening.membership_id: reopening for reopening in reopenings}
    memberships = [
        membership
        for membership in Membership.objects.select_for_update()
        .filter(association_id=association_id, id__in=wanted)
        .order_by("id")
        if membership.ends_on == wanted[membership.id].ended_on
    ]
    subjects = dict(
        Person.objects.filter(
            association_id=association_id, id__in={membership.person_id for membership in memberships}
        ).values_list("id", "audit_subject")
    )
    changes = []
    for membership in memberships:
        before, after = membership.ends_on, wanted[membership.id].ends_on
        membership.during = Range(membership.starts_on, after, "[)")
        membership.end_reason, membership.ended_by = "", None
        changes.append(
            Change(subject=subjects[membership.person_id], values={"ends_on": (before, after)}),
        )
    try:
        Membership.objects.bulk_update(memberships, ["during", "end_reason", "ended_by"])
    except IntegrityError as error:
        if "memberships_no_overlap_of_type" in str(error):
            raise EndingRefused(_("There is a membership of that type at that time already.")) from error
        raise
    if memberships:
        act = Act(
            action="memberships.reopened",
            subjects=[subjects[membership.person_id] for membership in memberships],
            header={"memberships": len(memberships)},
            changes=changes,
        )
        record(acts=[act], actor=actor, at=at)
    return {membership.id for membership in memberships}
