"""Seals what tells where people are as soon as they become protected, and puts it back when that is over."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.dispatch import receiver

from matrikel.fields import storage
from matrikel.people.signals import whereabouts_hidden, whereabouts_shown


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
