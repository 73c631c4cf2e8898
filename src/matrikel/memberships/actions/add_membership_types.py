"""Add membership types by name."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.memberships.models import MembershipType
from matrikel.people.rules.names import fold

LONGEST_NAME = 80
LONGEST_KEY = 160


class MembershipTypeRefused(Refusal):
    """A membership type cannot be added as asked."""


@action
def add_membership_types(*, names: Sequence[str], actor: Actor, at: datetime) -> list[UUID]:
    """
    Add the types that are not there yet and return the ids for all names, in the same order.

    :raises MembershipTypeRefused: a name is empty or too long.
    """
    association_id = current_association()
    keys = [fold(name) for name in names]
    if not all(keys):
        raise MembershipTypeRefused(_("A membership type has a name."))
    if not all(is_line(name.strip(), LONGEST_NAME) for name in names):
        raise MembershipTypeRefused(
            _("The name of a membership type is one line of at most %(longest)s characters.")
            % {"longest": LONGEST_NAME}
        )
    # One letter of some scripts unfolds into eighteen.
    keys = [key[:LONGEST_KEY] for key in keys]
    one_at_a_time("membership types")
    known = dict(
        MembershipType.objects.filter(association_id=association_id, name_key__in=keys).values_list(
            "name_key", "id"
        )
    )
    fresh = {}
    for name, key in zip(names, keys, strict=True):
        if key not in known and key not in fresh:
            fresh[key] = MembershipType(
                id=new_id(), association_id=association_id, name=name.strip(), name_key=key
            )
    MembershipType.objects.bulk_create(fresh.values())
    if fresh:
        header = {"types": [str(added.id) for added in fresh.values()]}
        record(acts=[Act(action="memberships.types_added", header=header)], actor=actor, at=at)
    return [known[key] if key in known else fresh[key].id for key in keys]
