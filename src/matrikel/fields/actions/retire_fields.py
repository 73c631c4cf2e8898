"""Stop asking own fields; what they hold is erased on a day that is said beforehand."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.fields.models import Field
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association

LONGEST_WAIT_DAYS = 366


class RetirementRefused(Refusal):
    """A field cannot be retired as asked."""


@action
def retire_fields(*, field_ids: Sequence[UUID], erase_on: date, actor: Actor, at: datetime) -> int:
    """
    Retire fields and return how many were asked until now; the night of `erase_on` erases what they hold.

    Until then values can be seen and taken out, and none can be written. A value whose own time ends earlier
    goes earlier.

    :raises RetirementRefused: the day is past, or more than a year ahead.
    :raises NotFound: a field is not of this association.
    """
    on = get_association().day_of(at)
    if erase_on < on:
        raise RetirementRefused(_("That day is past."))
    if (erase_on - on).days > LONGEST_WAIT_DAYS:
        raise RetirementRefused(_("What is no longer asked is kept for a year at most."))
    wanted = set(field_ids)
    fields = Field.objects.select_for_update().filter(association_id=current_association(), id__in=wanted)
    found = list(fields.order_by("id"))
    if len(found) != len(wanted):
        raise NotFound
    asked = [field for field in found if field.retired_on is None]
    for field in found:
        field.retired_on, field.erase_on = field.retired_on or on, erase_on
        field.version += 1
    Field.objects.bulk_update(found, ["retired_on", "erase_on", "version"])
    header = {"fields": [str(field.id) for field in found], "erase_on": erase_on.isoformat()}
    record(acts=[Act(action="fields.fields_retired", header=header)], actor=actor, at=at)
    return len(asked)
