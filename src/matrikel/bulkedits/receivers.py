"""What the bulk edits do when others announce."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from matrikel.access.signals import access_ended
from matrikel.bulkedits.actions.cancel_bulk_edit import RUNNING, cancel_bulk_edit
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.people.signals import people_removed


@receiver(people_removed)
def leave_bulk_edits(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete what bulk edits know of people who are removed."""
    Target.objects.filter(association_id=current_association(), person_id__in=list(person_ids)).delete()


@receiver(access_ended)
def stop_bulk_edits_of_ended(
    sender: object, account_ids: Sequence[UUID], actor: Actor, at: datetime, **kwargs: object
) -> None:
    """Stop what those began whose access has ended: no job goes on in their name."""
    begun = BulkEdit.objects.filter(
        association_id=current_association(), actor_id__in=list(account_ids), state__in=RUNNING
    )
    # Held all at once and in order, so that a step that is at work finishes first and none is met half way.
    for edit_id in begun.select_for_update().order_by("id").values_list("id", flat=True):
        cancel_bulk_edit(edit_id=edit_id, actor=actor, at=at)
