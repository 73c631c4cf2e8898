"""Gives a new association its purposes."""

from collections.abc import Sequence
from datetime import datetime

from django.dispatch import receiver

from matrikel.kernel.actors import automatic
from matrikel.kernel.ids import new_id
from matrikel.mail.rules import Reason
from matrikel.mail.signals import addresses_failed
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created, association_recast
from matrikel.privacy import rules
from matrikel.privacy.actions.suppress_addresses import suppress_addresses
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


@receiver(addresses_failed)
def suppress_dead_addresses(
    sender: object, failed: Sequence[tuple[bytes, Reason]], at: datetime, **kwargs: object
) -> None:
    """Send nothing more to addresses that do not exist, and no mailings to whoever called one unwanted."""
    reasons = {key: "COMPLAINT" if reason is Reason.COMPLAINT else "CAME_BACK" for key, reason in failed}
    suppress_addresses(
        suppressions=[rules.NewSuppression(address_key=key, reason=reasons[key]) for key in sorted(reasons)],
        actor=automatic("mail"),
        at=at,
    )
