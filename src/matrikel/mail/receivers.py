"""Lets letters go with the people to whom they went."""

from collections.abc import Sequence
from uuid import UUID

from django.dispatch import receiver

from matrikel.kernel.scope import current_association
from matrikel.mail.models import Attachment, Letter
from matrikel.people.signals import people_removed


@receiver(people_removed)
def forget_their_letters(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete the letters of people who are about to be deleted, the ones that have not left yet included."""
    mine = {"association_id": current_association()}
    Attachment.objects.filter(**mine, letter__person_id__in=person_ids).delete()
    Letter.objects.filter(**mine, person_id__in=person_ids).delete()
