"""Gives a new association its roles."""

from datetime import datetime

from django.dispatch import receiver

from matrikel.access import rules
from matrikel.access.models import Role
from matrikel.kernel.ids import new_id
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created


@receiver(association_created)
def give_roles(sender: object, association: AssociationDetails, at: datetime, **kwargs: object) -> None:
    """Write the roles that every association starts with."""
    Role.objects.bulk_create(
        Role(id=new_id(), association_id=association.id, code=code, rights=[right.value for right in rights])
        for code, rights in rules.STARTING_ROLES.items()
    )
