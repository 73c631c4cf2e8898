"""Give persons tags, each of them their own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person, PersonTag, Tag


@action
def give_tags(
    *, gifts: Sequence[tuple[UUID, UUID]], source_run: UUID | None = None, actor: Actor, at: datetime
) -> list[UUID]:
    """
    Give tags (person, tag), and return the persons who lacked one.

    `source_run` is the import that asks for it: `forget_what_came_along` finds by it what it gave.

    :raises NotFound: a person or a tag does not exist in this association.
    """
    mine = {"association_id": current_association()}
    wanted = list(dict.fromkeys(gifts))
    people, tags = {person for person, _tag in wanted}, {tag for _person, tag in wanted}
    if not wanted:
        return []
    subjects = dict(Person.objects.filter(**mine, id__in=people).values_list("id", "audit_subject"))
    # Held, so that a tag is not removed while it is given; in one order, so that two who give do not wait for each other.
    known = Tag.objects.select_for_update(no_key=True).filter(**mine, id__in=tags).order_by("id")
    if len(subjects) != len(people) or len(known) != len(tags):
        raise NotFound
    held = PersonTag.objects.filter(**mine, person_id__in=people, tag_id__in=tags)
    there = set(held.values_list("person_id", "tag_id"))
    lacking = [gift for gift in wanted if gift not in there]
    if not lacking:
        return []
    insert_many(
        PersonTag,
        ["id", "association_id", "tag_id", "person_id", "source_run"],
        [(new_id(), mine["association_id"], tag, person, source_run) for person, tag in lacking],
        on_conflict="ON CONFLICT DO NOTHING",
    )
    changed = list(dict.fromkeys(person for person, _tag in lacking))
    header = {"tags": sorted({str(tag) for _person, tag in lacking}), "persons": len(changed)}
    act = Act(action="people.tagged", subjects=[subjects[person] for person in changed], header=header)
    record(acts=[act], actor=actor, at=at)
    return changed
