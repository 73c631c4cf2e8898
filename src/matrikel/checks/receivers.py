"""Gives a new association the checks that its country's law knows, and deletes those of people who are removed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from matrikel.checks import rules
from matrikel.checks.models import Check, CheckKind
from matrikel.groups.rules import Part
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.signals import association_created
from matrikel.people.rules.names import fold
from matrikel.people.signals import people_removed


@receiver(association_created)
def give_check_kinds(sender: object, association: AssociationDetails, at: datetime, **kwargs: object) -> None:
    """Write the usual kinds in the association's language; only the criminal record is asked of anybody."""
    kinds = []
    for default in rules.default_kinds(association.country):
        name = rules.default_name(default, association.language)
        is_police = default.nature is rules.Nature.POLICE
        kinds.append(
            CheckKind(
                id=new_id(),
                association_id=association.id,
                name=name,
                name_key=fold(name),
                nature=default.nature.value,
                validity_months=default.validity_months,
                from_age=default.from_age,
                minor_age=default.minor_age,
                needed_for_parts=[Part.LEADER.value] if is_police else [],
                only_with_minors=is_police,
            )
        )
    CheckKind.objects.bulk_create(kinds)


@receiver(people_removed)
def forget_what_they_showed(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete the checks of people who are removed."""
    Check.objects.filter(association_id=current_association(), person_id__in=list(person_ids)).delete()
