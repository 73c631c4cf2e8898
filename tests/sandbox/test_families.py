"""The families of the demonstration: always the same, some with two homes, some left to be proposed."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import find_association_id
from matrikel.people.models import Person
from matrikel.relations.models import Guardian, Household, HouseholdMember, Payer
from matrikel.relations.queries.likely import count_suggestions
from matrikel.sandbox.actions.load_demo import load_demo
from matrikel.sandbox.families import plan_families
from matrikel.sandbox.federation import CLUBS, SHARED, people_of

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
ON = timezone.localdate(AT)


def test_the_same_crowd_has_the_same_families_and_nobody_is_in_two() -> None:
    crowd = list(people_of(CLUBS[0], on=ON))
    people, families = plan_families(crowd, on=ON, first=SHARED)
    assert (people, families) == plan_families(crowd, on=ON, first=SHARED)
    places = [place for family in families for place in (*family.parents, *family.children)]
    assert len(places) == len(set(places))
    assert len(places) > len(crowd) / 6
    assert people[:SHARED] == crowd[:SHARED]
    assert sum(family.apart for family in families) > 2
    for family in families:
        for child in family.children:
            assert people[child].street == people[family.parents[0]].street


@pytest.mark.django_db
def test_the_demo_has_homes_guardians_and_something_to_propose() -> None:
    load_demo(at=AT)
    association_id = find_association_id(slug="blandaren")
    assert association_id is not None
    viewer = Viewer(association_id=association_id, account_id=None, rights=frozenset(Right))
    with association_scope(association_id):
        assert Household.objects.count() > 20
        two = [
            person_id
            for person_id in Person.objects.values_list("id", flat=True)
            if HouseholdMember.objects.filter(person_id=person_id).count() == 2
        ]
        assert len(two) > 2
        assert (Guardian.objects.exists(), Payer.objects.exists()) == (True, True)
        assert count_suggestions(on=ON, viewer=viewer) > 2
