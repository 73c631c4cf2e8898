"""Gives a new association its purposes."""

from datetime import datetime

from django.dispatch import receiver

from matrikel.kernel.ids import new_id
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created
from matrikel.privacy import rules
from matrikel.privacy.models import Purpose


@receiver(association_created)
def give_purposes(sender: object, association: AssociationDetails, at: datetime, **kwargs: object) -> None:
    """Write the purposes that every association starts with."""
    Purpose.objects.bulk_create(
        Purpose(
            id=new_id(),
            association_id=association.id,
            code=purpose.code,
            basis=purpose.basis,
            art9_condition=rules.ART9_CONDITION[association.profile] if purpose.code == "membership" else "",
            source=purpose.source,
            active_from=at.date(),
        )
        for purpose in rules.STARTING_PURPOSES
    )
