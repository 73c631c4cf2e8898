"""The day since when somebody is a member stands beside the memberships, whatever comes, changes, goes, at once too."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from matrikel.kernel.scope import association_scope
from matrikel.memberships import rules
from matrikel.memberships.models import Joining, Membership
from matrikel.memberships.queries import facts_of, list_membership_types, list_memberships
from matrikel.people.models import Person
from tests.conftest import make_association
from tests.factories.people import a_person, admit, register


def stored(person_id: UUID) -> list[date | None]:
    return list(Joining.objects.filter(person_id=person_id).values_list("joined_on", flat=True))


def computed(person_id: UUID) -> list[date | None]:
    """As the rules say, from all memberships of the person."""
    own = list_memberships(person_ids=[person_id]).get(person_id, [])
    found = next(reversed(rules.stretches_of(facts_of(own))), None)
    return [found[0]] if found else []


def test_a_change_of_type_is_no_joining_and_a_pause_is_one(association: UUID) -> None:
    (anna,) = register(a_person("Anna"))
    assert stored(anna) == []
    admit(anna, date(2010, 1, 1), date(2015, 1, 1), kind="YOUTH")
    admit(anna, date(2015, 1, 1), date(2020, 1, 1))
    assert stored(anna) == [date(2010, 1, 1)]
    later = admit(anna, date(2024, 5, 1))
    assert stored(anna) == [date(2024, 5, 1)]
    Membership.objects.filter(id=later).update(end_reason="MISTAKE")
    assert stored(anna) == [date(2010, 1, 1)]
    Membership.objects.filter(person_id=anna).delete()
    assert stored(anna) == []


def test_of_a_joining_that_nobody_remembers_no_day_stands_there(association: UUID) -> None:
    (anna,) = register(a_person("Anna"))
    admit(anna, date(2026, 11, 21))
    Membership.objects.filter(person_id=anna).update(starts_precision="UNKNOWN")
    assert stored(anna) == [None]


def test_whoever_goes_leaves_no_joining_behind(association: UUID) -> None:
    (anna,) = register(a_person("Anna"))
    admit(anna, date(2020, 1, 1))
    with transaction.atomic():
        Membership.objects.filter(person_id=anna).delete()
        Person.objects.filter(id=anna).delete()
    assert list(Joining.objects.all()) == []


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20) | st.none(), st.booleans()), min_size=1, max_size=3
)


class TestGeneratedFacts(TestCase):
    """Over generated memberships, the database counts as the rules do."""

    databases = {"default", "owner"}

    @settings(max_examples=25)
    @given(SPANS)
    def test_the_database_counts_as_the_rules_do(self, spans: list[tuple[int, int | None, bool]]) -> None:
        with association_scope(make_association()), transaction.atomic():
            (anna,) = register(a_person("Anna"))
            for kind, (first, days, is_mistake) in zip(list_membership_types(), spans, strict=False):
                start = date(2020, 1, 1) + timedelta(first)
                admit(
                    anna,
                    start,
                    None if days is None else start + timedelta(days + 1),
                    type_id=kind.id,
                    end_reason="MISTAKE" if is_mistake and days is not None else "",
                )
                assert stored(anna) == computed(anna)


def test_of_two_memberships_that_come_at_once_the_last_joining_stands(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        new, known = register(a_person("Anna"), a_person("Bo"))
        admit(known, date(2000, 1, 1), date(2001, 1, 1))

    def join(start: date, kind: str, meet: Callable[[], None]) -> None:
        with association_scope(association_id), transaction.atomic():
            meet()
            for person_id in (new, known):
                admit(person_id, start, start + timedelta(30), kind=kind)

    in_threads(
        lambda meet: join(date(2010, 1, 1), "ADULT", meet),
        lambda meet: join(date(2012, 1, 1), "YOUTH", meet),
    )
    with association_scope(association_id), transaction.atomic():
        assert [stored(new), stored(known)] == [[date(2012, 1, 1)]] * 2
