"""Let checks count no longer, from today on; why is asked of nobody and stands nowhere."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, Change, record
from matrikel.checks.models import Check
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person


@action
def withdraw_checks(*, check_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """
    Withdraw checks and return how many; one that was withdrawn before stays as it is.

    :raises NotFound: a check does not exist in this association.
    """
    association_id, today = current_association(), get_association().day_of(at)
    mine = Check.objects.filter(association_id=association_id, id__in=check_ids)
    found = list(mine.select_for_update().order_by("id"))
    if len(found) != len(set(check_ids)):
        raise NotFound
    counting = [check for check in found if check.withdrawn_on is None]
    mine.filter(withdrawn_on=None).update(withdrawn_on=today)
    subjects = dict(
        Person.objects.filter(
            association_id=association_id, id__in={check.person_id for check in counting}
        ).values_list("id", "audit_subject")
    )
    if counting:
        act = Act(
            action="checks.withdrawn",
            subjects=list(subjects.values()),
            header={"checks": len(counting)},
            changes=[
                Change(subject=subjects[check.person_id], values={"withdrawn_on": (None, today)})
                for check in counting
            ],
        )
        record(acts=[act], actor=actor, at=at)
    return len(counting)
