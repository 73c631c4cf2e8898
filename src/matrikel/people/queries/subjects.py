"""Whom the log means: persons by the random id under which it knows them."""

from collections.abc import Sequence
from uuid import UUID

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.models import Person


def find_people_of_subjects(
    *, subjects: Sequence[UUID], viewer: Viewer, without_protected: bool = False
) -> dict[UUID, UUID]:
    """Return the persons whom a viewer sees by their audit subjects, as subject to person."""
    found = Person.objects.filter(association_id=current_association(), audit_subject__in=list(subjects))
    if without_protected:
        found = found.filter(protection="NONE")
    if viewer.unit_ids is not None:
        found = found.filter(unit_id__in=viewer.unit_ids)
    return dict(found.values_list("audit_subject", "id"))
