"""What selections do when others announce."""

import json
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from matrikel.access.signals import access_ended
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.people.rules.names import fold
from matrikel.people.signals import names_going, people_removed, whereabouts_hidden, whereabouts_shown
from matrikel.selections.models import ListColumns, Segment, SegmentPerson
from matrikel.selections.rules import LONGEST_NAME


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


@receiver(names_going)
def keep_what_selections_ask_for(sender: object, ids: Sequence[UUID], **kwargs: object) -> set[UUID]:
    """Return those of the groups, tags and own fields for which a saved selection asks: without them it finds others."""
    questions = Segment.objects.filter(association_id=current_association()).values_list(
        "question", flat=True
    )
    # An own field stands in the code of its filter, all others among the values.
    asked = "\n".join(map(json.dumps, questions.iterator()))
    return {found for found in ids if str(found) in asked}


@receiver(access_ended)
def hand_on_shared_selections(
    sender: object, account_ids: Sequence[UUID], actor: Actor, **kwargs: object
) -> None:
    """Give the shared selections of whoever has to go to whoever sees to it; what was their own is forgotten."""
    mine = {"association_id": current_association()}
    theirs = Segment.objects.filter(**mine, owner__in=list(account_ids))
    own = theirs.filter(is_shared=False)
    SegmentPerson.objects.filter(**mine, segment__in=own).delete()
    own.delete()
    ListColumns.objects.filter(**mine, account__in=list(account_ids)).delete()
    if actor.id is None:
        return
    shared = list(theirs.order_by("name_key", "id"))
    taken = set(Segment.objects.filter(**mine, owner=actor.id).values_list("name_key", flat=True))
    for segment in shared:
        segment.owner = actor.id
        segment.name = _free_name(segment.name, taken)
        segment.name_key = fold(segment.name)
        taken.add(segment.name_key)
    Segment.objects.bulk_update(shared, ["owner", "name", "name_key"])


def _free_name(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name[: LONGEST_NAME - 4]} {number}" for number in count(2))
    return next(each for each in chain((name,), numbered) if fold(each) not in taken)
