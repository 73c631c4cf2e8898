"""Remove membership types that nobody has or ever had."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.models import keys_to
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.save_membership_types import TypeRefused
from matrikel.memberships.models import MembershipType


@action
def remove_membership_types(*, type_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """
    Remove types.

    :raises TypeRefused: somebody has or had one of them.
    :raises NotFound: a type does not exist in this association.
    """
    own = MembershipType.objects.filter(association_id=current_association(), id__in=list(set(type_ids)))
    if own.count() != len(set(type_ids)):
        raise NotFound
    try:
        with transaction.atomic():
            for model, key in keys_to(MembershipType):
                # An import that proposed the type, or was told to use it, does well without.
                if key.null:
                    named = model._default_manager.filter(association_id=current_association())
                    named.filter(**{f"{key.attname}__in": list(type_ids)}).update(**{key.attname: None})
            own.delete()
    except IntegrityError as error:
        raise TypeRefused(
            _(
                "Somebody has or had this type, so it stays. You can stop offering it, or merge it into another."
            )
        ) from error
    header = {"types": [str(each) for each in type_ids]}
    record(acts=[Act(action="memberships.types_removed", header=header)], actor=actor, at=at)
