"""End memberships, each for a reason; the row stays as the fact that it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.models import Membership
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person


class EndingRefused(Refusal):
    """A membership cannot end as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A membership, the first day on which it is over, and why (`Membership.EndReason`)."""

    membership_id: UUID
    ends_on: date
    reason: str


@action
def end_memberships(*, endings: Sequence[Ending], actor: Actor, at: datetime) -> None:
    """
    End memberships on their dates.

    :raises EndingRefused: the reason is unknown, the membership is over already, it would end before it
        begins, or run into another of its type.
    :raises NotFound: a membership is not of this association.
    """
    association_id = current_association()
    today = get_association().day_of(at)
    wanted = {ending.membership_id: ending for ending in endings}
    memberships = list(
        Membership.objects.select_for_update()
        .filter(association_id=association_id, id__in=wanted)
        .order_by("id")
    )
    if len(memberships) != len(wanted):
        raise NotFound
    subjects = dict(
        Person.objects.filter(
            association_id=association_id, id__in={membership.person_id for membership in memberships}
        ).values_list("id", "audit_subject")
    )
    acts = []
    for membership in memberships:
        ending = wanted[membership.id]
        if ending.reason not in Membership.EndReason.values:
            raise EndingRefused(_("Choose why the membership ends."))
        if membership.ends_on is not None and membership.ends_on <= today:
            raise EndingRefused(_("The membership is over already."))
        if ending.ends_on <= membership.starts_on:
            raise EndingRefused(_("A membership ends after it begins."))
        before = membership.ends_on
        membership.during = Range(membership.starts_on, ending.ends_on, "[)")
        membership.end_reason, membership.ended_by = ending.reason, actor.id
        acts.append(
            Act(
                action="memberships.ended",
                subjects=[subjects[membership.person_id]],
                header={"membership": str(membership.id), "reason": ending.reason},
                changes=[
                    Change(
                        subject=subjects[membership.person_id], values={"ends_on": (before, ending.ends_on)}
                    )
                ],
            )
        )
    try:
        Membership.objects.bulk_update(memberships, ["during", "end_reason", "ended_by"])
    except IntegrityError as error:
        if "memberships_no_overlap_of_type" in str(error):
            raise EndingRefused(_("There is a membership of that type at that time already.")) from error
        raise
    record(acts=acts, actor=actor, at=at)
