"""What an association has switched off is not made by an import either."""

from uuid import UUID

from matrikel.imports.queries import get_run
from matrikel.organisations.models import Association
from matrikel.people.models import Person
from matrikel.relations.models import Guardian, Household
from tests.conftest import AT
from tests.imports.test_beside_people import FAMILIES, PARENTS
from tests.imports.test_story import imported


def test_no_households_and_no_guardians_are_made_where_nobody_would_see_them(association: UUID) -> None:
    Association.objects.filter(id=association).update(modules=["groups"])
    families = imported(FAMILIES.encode())
    parents = imported(PARENTS.encode())
    for run_id in (families, parents):
        details = get_run(run_id=run_id, at=AT)
        assert (details.run.state, details.households, details.guardians) == ("DONE", 0, 0)
    assert (Household.objects.count(), Guardian.objects.count()) == (0, 0)
    assert not Person.objects.filter(given_name__in=("Karin", "Siv")).exists()
