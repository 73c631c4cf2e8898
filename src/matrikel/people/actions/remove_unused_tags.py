"""Remove tags that nobody carries, as when the import for which they were made is taken back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.actions.remove_tags import remove_tags
from matrikel.people.models import PersonTag, Tag


@action
def remove_unused_tags(*, tag_ids: Sequence[UUID], actor: Actor, at: datetime) -> list[UUID]:
    """Remove those of the tags that nobody carries, and return which; tags that are gone already are passed over."""
    mine = {"association_id": current_association()}
    # Locked before it is asked who carries them, so that nobody is given one while it goes.
    tags = Tag.objects.select_for_update().filter(**mine, id__in=set(tag_ids)).order_by("id")
    found = set(tags.values_list("id", flat=True))
    carried = PersonTag.objects.filter(**mine, tag_id__in=found).values_list("tag_id", flat=True)
    unused = sorted(found - set(carried.distinct()))
    if unused:
        remove_tags(tag_ids=unused, actor=actor, at=at)
    return unused
