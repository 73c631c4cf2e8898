"""Merge membership types into one: their memberships are of that type from then on."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.models import keys_to
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.save_membership_types import TypeRefused
from matrikel.memberships.models import Membership, MembershipType


@action
def merge_membership_types(*, type_ids: Sequence[UUID], into_id: UUID, actor: Actor, at: datetime) -> int:
    """
    Give all memberships of some types another type, remove those types, and return how many memberships that were.

    :raises TypeRefused: a type would be merged into itself, or somebody holds both types at the same time.
    :raises NotFound: a type does not exist in this association.
    """
    association_id = current_association()
    one_at_a_time("membership types")
    known = set(MembershipType.objects.filter(association_id=association_id).values_list("id", flat=True))
    if not {into_id, *type_ids} <= known:
        raise NotFound
    if into_id in type_ids:
        raise TypeRefused(_("A type cannot be merged into itself."), field="into")
    try:
        with transaction.atomic():
            by_table: dict[str, int] = {
                model._meta.label: model._default_manager.filter(
                    association_id=association_id, **{f"{key.attname}__in": list(type_ids)}
                ).update(**{key.attname: into_id})
                for model, key in keys_to(MembershipType)
            }
    except IntegrityError as error:
        if "memberships_no_overlap_of_type" in str(error):
            raise TypeRefused(
                _("Somebody holds both types at the same time. End one of the two memberships first."),
                field="into",
            ) from error
        raise
    moved = by_table[Membership._meta.label]
    MembershipType.objects.filter(association_id=association_id, id__in=type_ids).delete()
    header = {"types": [str(each) for each in type_ids], "into": str(into_id), "memberships": moved}
    record(acts=[Act(action="memberships.types_merged", header=header)], actor=actor, at=at)
    return moved
