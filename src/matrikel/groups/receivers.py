"""What the groups room does when the people room announces."""

from collections.abc import Sequence
from uuid import UUID

from django.dispatch import receiver

from matrikel.groups.models import Participation
from matrikel.kernel.scope import current_association
from matrikel.people.signals import people_removed


@receiver(people_removed)
def leave_groups(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete the participations of people who are removed."""
    Participation.objects.filter(
        association_id=current_association(), person_id__in=list(person_ids)
    ).delete()
