"""Gives a new association the membership types that are usual in its country."""

from datetime import datetime

from django.dispatch import receiver

from matrikel.kernel.ids import new_id
from matrikel.memberships import rules
from matrikel.memberships.models import MembershipType
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created
from matrikel.people.rules.names import fold


@receiver(association_created)
def give_membership_types(
    sender: object, association: AssociationDetails, at: datetime, **kwargs: object
) -> None:
    """Write the country's usual membership types in the association's language."""
    types = []
    for default in rules.default_types(association.country):
        name = default.names.get(association.language, default.names["en"])
        types.append(
            MembershipType(
                id=new_id(),
                association_id=association.id,
                name=name,
                name_key=fold(name),
                kind=default.key.value,
                from_age=default.from_age,
                to_age=default.to_age,
                may_vote=default.may_vote,
                counted_upward=default.is_counted_above,
            )
        )
    MembershipType.objects.bulk_create(types)
