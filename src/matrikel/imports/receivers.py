"""What the imports do when rooms below announce."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from matrikel.access.signals import access_ended
from matrikel.imports.actions.cancel_import import RUNNING, cancel_import
from matrikel.imports.actions.follow_versions import follow_versions
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Run
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.people.signals import changes_taken_back


@receiver(access_ended)
def stop_imports(
    sender: object, account_ids: Sequence[UUID], actor: Actor, at: datetime, **kwargs: object
) -> None:
    """Stop what somebody has brought whose access has ended; what was applied so far can be taken back."""
    running = Run.objects.filter(
        association_id=current_association(), actor_id__in=list(account_ids), state__in=RUNNING
    )
    for run_id in list(running.order_by("id").values_list("id", flat=True)):
        # One that ends at this very moment holds up nobody's leaving.
        with suppress(ImportRefused):
            cancel_import(run_id=run_id, actor=actor, at=at)


@receiver(changes_taken_back)
def follow(sender: object, versions: Mapping[UUID, tuple[int, int]], **kwargs: object) -> None:
    """Know people again who are what they were when the import had done with them."""
    follow_versions(versions=versions)
