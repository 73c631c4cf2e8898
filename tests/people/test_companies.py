"""A company or association is a person with one name and a number, and without a body."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from matrikel.kernel.actors import Viewer
from matrikel.people.actions.change_people import change_people
from matrikel.people.queries import get_person
from matrikel.people.queries.similar import Sought, list_similar_people
from matrikel.people.rules.records import NewPerson, PersonChange, PersonCore
from matrikel.people.storage import PersonRefused
from tests.conftest import ACTOR, AT
from tests.factories.people import a_person, register

COMPANY = PersonCore(kind="LEGAL", family_name="Arvika Fotohandel AB", organisation_number="5560160680")


def test_its_name_is_one_and_it_is_found_by_name_and_number(association: UUID, viewer: Viewer) -> None:
    (company,) = register(NewPerson(core=COMPANY))
    person = get_person(person_id=company, viewer=viewer)
    assert (person.display_name, person.core) == ("Arvika Fotohandel AB", COMPANY)
    same = Sought(organisation_number="5560160680")
    (found,) = list_similar_people(sought=same, viewer=viewer, language="sv")
    assert (found.id, found.because) == (company, "organisation_number")


@pytest.mark.parametrize(
    "body",
    [{"birth_date": date(1980, 1, 1)}, {"birth_year": 1980}, {"gender": "F"}, {"is_deceased": True}],
)
def test_it_has_no_body(association: UUID, body: dict[str, object]) -> None:
    with pytest.raises(PersonRefused):
        register(NewPerson(core=replace(COMPANY, **body)))


def test_a_person_cannot_become_one_with_a_birth_date(association: UUID) -> None:
    (anna,) = register(a_person(birth_date=date(1980, 1, 1)))
    change = PersonChange(person_id=anna, version=1, values={"kind": "LEGAL"})
    with pytest.raises(PersonRefused):
        change_people(changes=[change], actor=ACTOR, at=AT)
