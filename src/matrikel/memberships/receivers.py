"""Gives a new association its usual membership types, and hides the branches of people who become protected."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.memberships import rules
from matrikel.memberships.models import Membership, MembershipType
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created
from matrikel.people.rules.names import fold
from matrikel.people.signals import whereabouts_hidden


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


@receiver(whereabouts_hidden)
def hide_branches(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Take the branch out of the memberships of people who became protected: it tells where they are."""
    Membership.objects.filter(association_id=current_association(), person_id__in=person_ids).update(
        unit=None
    )
