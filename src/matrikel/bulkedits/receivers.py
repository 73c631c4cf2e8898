"""What the bulk edits do when the people room announces."""

from collections.abc import Sequence
from uuid import UUID

from django.dispatch import receiver

from matrikel.bulkedits.models import Target
from matrikel.kernel.scope import current_association
from matrikel.people.signals import people_removed


@receiver(people_removed)
def leave_bulk_edits(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete what bulk edits know of people who are removed."""
    Target.objects.filter(association_id=current_association(), person_id__in=list(person_ids)).delete()
