"""Gives a new association its purposes."""

from datetime import datetime

from django.dispatch import receiver

from matrikel.kernel.ids import new_id
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created, association_recast
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


@receiver(association_recast)
def move_condition(sender: object, association: AssociationDetails, **kwargs: object) -> None:
    """Let the purpose of membership stand on the condition that the association's profile asks for."""
    Purpose.objects.filter(association_id=association.id, code="membership").update(
        art9_condition=rules.ART9_CONDITION[association.profile]
    )
