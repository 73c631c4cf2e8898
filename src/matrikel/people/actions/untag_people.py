"""Take tags off many persons."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person, PersonTag, Tag


@action
def untag_people(
    *, person_ids: Sequence[UUID], tag_ids: Sequence[UUID], actor: Actor, at: datetime
) -> list[UUID]:
    """
    Take every tag off every person, and return those who carried one.

    :raises NotFound: a person or a tag does not exist in this association.
    """
    association_id = current_association()
    people, tags = list(dict.fromkeys(person_ids)), list(dict.fromkeys(tag_ids))
    if not people or not tags:
        return []
    subjects = dict(
        Person.objects.filter(association_id=association_id, id__in=people).values_list("id", "audit_subject")
    )
    known = Tag.objects.filter(association_id=association_id, id__in=tags).count()
    if len(subjects) != len(people) or known != len(tags):
        raise NotFound
    carried = PersonTag.objects.filter(
        association_id=association_id, person_id__in=people, tag_id__in=tags
    ).select_for_update()
    rows = list(carried.order_by("id").values_list("id", "person_id"))
    if not rows:
        return []
    PersonTag.objects.filter(association_id=association_id, id__in=[row for row, _person in rows]).delete()
    changed = list(dict.fromkeys(person for _row, person in rows))
    header = {"tags": [str(tag) for tag in tags], "persons": len(changed)}
    act = Act(action="people.untagged", subjects=[subjects[person] for person in changed], header=header)
    record(acts=[act], actor=actor, at=at)
    return changed
