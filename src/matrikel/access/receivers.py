"""Gives a new association its roles, and lets go of what waits about people who are removed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from matrikel.access import rules
from matrikel.access.models import PendingAct, Role
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created
from matrikel.people.signals import people_removed


@receiver(association_created)
def give_roles(sender: object, association: AssociationDetails, at: datetime, **kwargs: object) -> None:
    """Write the roles that every association starts with."""
    Role.objects.bulk_create(
        Role(id=new_id(), association_id=association.id, code=code, rights=[right.value for right in rights])
        for code, rights in rules.STARTING_ROLES.items()
    )


@receiver(people_removed)
def forget_acts(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete what two were to do about people who are removed, settled or not."""
    PendingAct.objects.filter(association_id=current_association(), person_id__in=list(person_ids)).delete()
