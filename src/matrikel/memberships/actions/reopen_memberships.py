"""Take the ending of memberships back, where it still stands as it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.models import Membership
from matrikel.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A membership that was ended for `ended_on` and shall end on `ends_on` for `reason` again, or not at all."""

    membership_id: UUID
    ended_on: date
    ends_on: date | None
    reason: str = ""


@action
def reopen_memberships(*, reopenings: Sequence[Reopening], actor: Actor, at: datetime) -> set[UUID]:
    """
    Let memberships go on as before their ending, and return which.

    One that was changed since is left alone, and so is one whose person was admitted to the same type again.
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
    memberships = _without_successors(memberships, wanted)
    subjects = dict(
        Person.objects.filter(
            association_id=association_id, id__in={membership.person_id for membership in memberships}
        ).values_list("id", "audit_subject")
    )
    changes = []
    for membership in memberships:
        before, after = membership.ends_on, wanted[membership.id].ends_on
        membership.during = Range(membership.starts_on, after, "[)")
        membership.end_reason, membership.ended_by = wanted[membership.id].reason, None
        changes.append(
            Change(subject=subjects[membership.person_id], values={"ends_on": (before, after)}),
        )
    Membership.objects.bulk_update(memberships, ["during", "end_reason", "ended_by"])
    if memberships:
        act = Act(
            action="memberships.reopened",
            subjects=[subjects[membership.person_id] for membership in memberships],
            header={"memberships": len(memberships)},
            changes=changes,
        )
        record(acts=[act], actor=actor, at=at)
    return {membership.id for membership in memberships}


def _without_successors(
    memberships: Sequence[Membership], wanted: Mapping[UUID, Reopening]
) -> list[Membership]:
    """Leave out whoever has another membership of the type in the time that would come back."""
    begins: dict[tuple[UUID, UUID], list[date]] = {}
    for person_id, type_id, starts_on in Membership.objects.filter(
        association_id=current_association(),
        person_id__in={membership.person_id for membership in memberships},
    ).values_list("person_id", "type_id", "starts_on"):
        begins.setdefault((person_id, type_id), []).append(starts_on)
    return [
        membership
        for membership in memberships
        if not any(
            wanted[membership.id].ended_on <= starts_on < (wanted[membership.id].ends_on or date.max)
            for starts_on in begins.get((membership.person_id, membership.type_id), ())
        )
    ]
