"""Write down that somebody made sure of contact points: through whom, how, and when."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import ContactPoint, Person

BY_HOW = {
    "CALL": ContactPoint.Source.OFFICER,
    "MESSAGE": ContactPoint.Source.MEMBER,
    "MEETING": ContactPoint.Source.OFFICER,
    "LETTER": ContactPoint.Source.OFFICER,
    "REGISTER": ContactPoint.Source.REGISTER,
}
"""Through whom one knows, by how: an answer comes from the member, a letter that arrived was sent by an officer."""


class VerificationRefused(Refusal):
    """Nobody said how it is known."""


@action
def verify_contact_points(*, point_ids: Sequence[UUID], how: str, actor: Actor, at: datetime) -> int:
    """
    Mark contact points as verified now and return how many; `how` is a key of `BY_HOW`.

    :raises VerificationRefused: `how` is none of these.
    :raises NotFound: a contact point does not exist in this association.
    """
    by = BY_HOW.get(how)
    if by is None:
        raise VerificationRefused(_("Say how you know."))
    association_id, wanted = current_association(), set(point_ids)
    points = ContactPoint.objects.filter(association_id=association_id, id__in=wanted)
    owners = list(points.values_list("id", "person_id", "person__audit_subject"))
    if len(owners) != len(wanted):
        raise NotFound
    if not owners:
        return 0
    points.update(verified_at=at, verified_by=by, verified_how=how)
    # Whoever has the person's form open would otherwise save the earlier mark over this one.
    people = {person_id for _point, person_id, _subject in owners}
    Person.objects.filter(association_id=association_id, id__in=people).update(
        version=F("version") + 1, changed_at=at
    )
    act = Act(
        action="people.contact_verified",
        subjects=list(dict.fromkeys(subject for _point, _person, subject in owners)),
        header={"points": len(owners), "how": how},
    )
    record(acts=[act], actor=actor, at=at)
    return len(owners)
