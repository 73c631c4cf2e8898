"""Which membership a row of the file asks for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from matrikel.imports.models import Run
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.translating import admission_of
from matrikel.imports.types import types_by_word
from matrikel.memberships.actions.admit_members import Admission
from matrikel.memberships.models import MembershipType
from matrikel.people.rules.names import fold


def admissions_of(
    people: Sequence[tuple[UUID, ImportedPerson]],
    types: dict[str, UUID],
    default: UUID | None,
    *,
    today: date,
) -> list[Admission]:
    """The memberships of people (id, row); none for whom neither the row nor the association knows a type."""
    admissions = []
    for person_id, person in people:
        type_id = types.get(fold(person.membership_type)) if person.membership_type else None
        type_id = type_id or default
        if type_id is not None:
            admissions.append(admission_of(person, person_id, type_id, today=today))
    return admissions


def membership_types(run: Run) -> tuple[dict[str, UUID], UUID | None]:
    """The types by the words of the file, and the one for rows that name none."""
    known = list(MembershipType.objects.filter(association_id=run.association_id).order_by("id"))
    default = run.default_type_id
    if default is None:
        offered = [found for found in known if found.is_offered]
        usual = [found for found in offered if found.kind == MembershipType.Kind.ADULT] or offered
        default = usual[0].id if usual else None
    return types_by_word(run), default
