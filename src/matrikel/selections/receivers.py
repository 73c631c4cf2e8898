"""What selections do when others announce."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.people.signals import people_removed, whereabouts_hidden, whereabouts_shown
from matrikel.selections.models import Segment, SegmentPerson


@receiver(people_removed)
def leave_frozen_selections(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Take people who are removed out of frozen selections."""
    SegmentPerson.objects.filter(
        association_id=current_association(), person_id__in=list(person_ids)
    ).delete()


@receiver(whereabouts_hidden)
def hide_from_frozen_selections(
    sender: object, person_ids: Sequence[UUID], **kwargs: object
) -> dict[UUID, dict[str, Any]]:
    """Take people who become protected out of frozen selections: what one is called may tell where they are."""
    rows = SegmentPerson.objects.filter(association_id=current_association(), person_id__in=list(person_ids))
    hidden: dict[UUID, list[str]] = {}
    for person_id, segment_id in rows.values_list("person_id", "segment_id"):
        hidden.setdefault(person_id, []).append(str(segment_id))
    rows.delete()
    return {person_id: {"selections": segments} for person_id, segments in hidden.items()}


@receiver(whereabouts_shown)
def show_in_frozen_selections(
    sender: object, elsewhere: Mapping[UUID, Mapping[str, Any]], **kwargs: object
) -> None:
    """Put people whose protection was lifted back into those of their frozen selections that are still there."""
    association_id = current_association()
    wanted = {
        (UUID(segment), person_id)
        for person_id, given in elsewhere.items()
        for segment in given.get("selections", ())
    }
    there = set(
        Segment.objects.filter(
            association_id=association_id, id__in={segment for segment, _person in wanted}
        ).values_list("id", flat=True)
    )
    insert_many(
        SegmentPerson,
        ("id", "association_id", "segment_id", "person_id"),
        [
            (new_id(), association_id, segment, person)
            for segment, person in sorted(wanted)
            if segment in there
        ],
        on_conflict="ON CONFLICT DO NOTHING",
    )
