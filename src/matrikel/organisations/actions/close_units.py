"""Close branches, so that nobody is put into them any more, or open them again."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.models import Unit
from matrikel.organisations.queries import list_units


@action
def close_units(
    *, unit_ids: Sequence[UUID], closed_on: date | None, actor: Actor, at: datetime
) -> list[UUID]:
    """
    Close branches with all below them on a day, or open them again with all above them (`closed_on` of None).

    Who is in a closed branch stays there. Returns the branches that were changed.

    :raises NotFound: a branch does not exist in this association.
    """
    known = list_units()
    if not set(unit_ids) <= {unit.id for unit in known}:
        raise NotFound
    touched = set(unit_ids)
    # Parents come before their children; seen from the other end, children before their parents.
    for unit in known if closed_on else reversed(known):
        if closed_on and unit.parent_id in touched:
            touched.add(unit.id)
        if not closed_on and unit.id in touched and unit.parent_id:
            touched.add(unit.parent_id)
    changed = [unit.id for unit in known if unit.id in touched and bool(unit.closed_on) != bool(closed_on)]
    if changed:
        Unit.objects.filter(association_id=current_association(), id__in=changed).update(closed_on=closed_on)
        verb = "organisations.units_closed" if closed_on else "organisations.units_opened"
        header = {"units": [str(unit_id) for unit_id in changed]}
        record(acts=[Act(action=verb, header=header)], actor=actor, at=at)
    return changed
