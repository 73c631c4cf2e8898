"""Keeps an association in its country as long as it has people there."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from matrikel.kernel.errors import Refusal
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_recast
from matrikel.people.models import Person


class CountryIsSettled(Refusal):
    """Numbers, addresses and what the law allows were read by the country's rules."""


@receiver(association_recast)
def refuse_another_country(
    sender: object, association: AssociationDetails, before: AssociationDetails, **kwargs: object
) -> None:
    """
    Let the country change only while nobody is in the register.

    :raises CountryIsSettled: somebody is.
    """
    if association.country == before.country:
        return
    if Person.objects.filter(association_id=association.id).exists():
        raise CountryIsSettled(
            _(
                "The country is settled as soon as people are in the register: their numbers and addresses follow it."
            )
        )
