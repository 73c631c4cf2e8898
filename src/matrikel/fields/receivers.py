"""Seals what tells where people are as long as they are protected, and forgets what was held about removed ones."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.dispatch import receiver

from matrikel.fields import storage
from matrikel.fields.models import FieldValue, SealedFieldValue
from matrikel.kernel.scope import current_association
from matrikel.people.signals import people_removed, whereabouts_hidden, whereabouts_shown


@receiver(whereabouts_hidden)
def seal_whereabouts(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Move what tells where these persons are under their keys, and take the hashes by which they could be found."""
    fields = [row for row in storage.load_fields(with_retired=True) if row.tells_where]
    storage.seal_where_people_are(fields, person_ids)


@receiver(whereabouts_shown)
def show_whereabouts(sender: object, elsewhere: Collection[UUID], **kwargs: object) -> None:
    """Open it again; this room kept it sealed itself, so nothing of `elsewhere` is needed but whose it is."""
    fields = [row for row in storage.load_fields(with_retired=True) if row.tells_where]
    storage.show_where_people_are(fields, list(elsewhere))


@receiver(people_removed)
def forget_removed(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete what is held about persons who are about to be deleted themselves."""
    for model in (FieldValue, SealedFieldValue):
        model.objects.filter(association_id=current_association(), person_id__in=person_ids).delete()
