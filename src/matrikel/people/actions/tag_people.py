"""Give many persons tags from the association's list."""

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
def tag_people(
    *, person_ids: Sequence[UUID], tag_ids: Sequence[UUID], actor: Actor, at: datetime
) -> list[UUID]:
    """
    Give every person every tag, and return those who lacked one: whom `untag_people` would take back.

    :raises NotFound: a person or a tag does not exist in this association.
    """
    association_id = current_association()
    people, tags = list(dict.fromkeys(person_ids)), list(dict.fromkeys(tag_ids))
    if not people or not tags:
        return []
    subjects = dict(
        Person.objects.filter(association_id=association_id, id__in=people).values_list("id", "audit_subject")
    )
    # Shared, so that a tag is not removed while it is given.
    known = Tag.objects.select_for_update(no_key=True).filter(association_id=association_id, id__in=tags)
    if len(subjects) != len(people) or len(known) != len(tags):
        raise NotFound
    there = set(
        PersonTag.objects.filter(
            association_id=association_id, person_id__in=people, tag_id__in=tags
        ).values_list("person_id", "tag_id")
    )
    lacking = [(person, tag) for person in people for tag in tags if (person, tag) not in there]
    if not lacking:
        return []
    insert_many(
        PersonTag,
        ["id", "association_id", "tag_id", "person_id"],
        [(new_id(), association_id, tag, person) for person, tag in lacking],
        on_conflict="ON CONFLICT DO NOTHING",
    )
    changed = list(dict.fromkeys(person for person, _tag in lacking))
    header = {"tags": [str(tag) for tag in tags], "persons": len(changed)}
    act = Act(action="people.tagged", subjects=[subjects[person] for person in changed], header=header)
    record(acts=[act], actor=actor, at=at)
    return changed
