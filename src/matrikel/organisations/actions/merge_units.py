"""Merge branches into another: everything that lies in them lies there from now on."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.models import keys_to
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations import rules
from matrikel.organisations.models import Unit
from matrikel.organisations.queries import list_units


class MergeRefused(Refusal):
    """The branches cannot be merged as asked."""


@action
def merge_units(
    *, unit_ids: Sequence[UUID], into_id: UUID, on: date, actor: Actor, at: datetime
) -> dict[str, int]:
    """
    Move everything from branches into another and close them under it; return how many rows of each table moved.

    What lies in a branch is found from the foreign keys that lead to it, so a room above that gets a new one needs
    no line here. The branches themselves stay, closed: what was sealed away with a protected person still names
    them, and lies under the right branch when it is opened.

    :raises MergeRefused: a branch would be merged into itself or into one below it, or what lies in it has the same
        name as something there.
    :raises NotFound: a branch does not exist in this association.
    """
    association_id = current_association()
    one_at_a_time("units")
    known = {unit.id: unit for unit in list_units()}
    if not {into_id, *unit_ids} <= set(known):
        raise NotFound
    above: UUID | None = into_id
    while above is not None:
        if above in unit_ids:
            raise MergeRefused(_("A branch cannot be merged into itself or into one that lies below it."))
        above = known[above].parent_id
    try:
        with transaction.atomic():
            moved = {
                model._meta.label: model._default_manager.filter(
                    association_id=association_id, **{f"{key.attname}__in": list(unit_ids)}
                ).update(**{key.attname: into_id})
                for model, key in keys_to(Unit)
            }
            _close_below(unit_ids, into_id, on)
    except IntegrityError as error:
        raise MergeRefused(
            _("Something in it has the same name as something in the other branch. Rename one of them first.")
        ) from error
    header = {
        "units": [str(unit_id) for unit_id in unit_ids],
        "into": str(into_id),
        "moved": {label: count for label, count in moved.items() if count},
    }
    record(acts=[Act(action="organisations.units_merged", header=header)], actor=actor, at=at)
    return moved


def _close_below(unit_ids: Sequence[UUID], into_id: UUID, on: date) -> None:
    taken = set(
        Unit.objects.filter(association_id=current_association(), parent_id=into_id)
        .exclude(id__in=list(unit_ids))
        .values_list("name", flat=True)
    )
    for unit in Unit.objects.filter(association_id=current_association(), id__in=list(unit_ids)):
        if unit.name in taken:
            unit.name = f"{unit.name} ({on.isoformat()})"[: rules.LONGEST_UNIT_NAME]
        taken.add(unit.name)
        unit.parent_id, unit.closed_on, unit.version = into_id, unit.closed_on or on, F("version") + 1
        unit.save(update_fields=["name", "parent_id", "closed_on", "version"])
