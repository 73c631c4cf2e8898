"""How participations are read to be changed: locked, in one order, with the persons' audit subjects."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from matrikel.groups.models import Group, Participation
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.models import Person

COLUMNS = ("id", "association_id", "person_id", "group_id", "part", "during", "source_run")


def lock_participations(ids: Iterable[UUID]) -> dict[UUID, Participation]:
    """
    Return participations by id, locked.

    :raises NotFound: one is not of this association.
    """
    wanted = set(ids)
    found = {
        row.id: row
        for row in Participation.objects.select_for_update()
        .filter(association_id=current_association(), id__in=wanted)
        .order_by("id")
    }
    if len(found) != len(wanted):
        raise NotFound
    return found


def subjects_of(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """
    Return the audit subjects of persons.

    :raises NotFound: somebody is not of this association.
    """
    wanted = set(person_ids)
    found = dict(
        Person.objects.filter(association_id=current_association(), id__in=wanted).values_list(
            "id", "audit_subject"
        )
    )
    if len(found) != len(wanted):
        raise NotFound
    return found


def groups_by_id(ids: Sequence[UUID]) -> dict[UUID, Group]:
    """
    Return groups by id, locked so that nobody closes them meanwhile.

    :raises NotFound: one is not of this association.
    """
    found = {
        row.id: row
        for row in Group.objects.select_for_update()
        .filter(association_id=current_association(), id__in=set(ids))
        .order_by("id")
    }
    if len(found) != len(set(ids)):
        raise NotFound
    return found
