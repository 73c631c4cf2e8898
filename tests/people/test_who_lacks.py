"""Whoever lacks a way to be reached, or a membership, always stands in people_lack, whatever comes and goes at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction

from matrikel.kernel.scope import association_scope
from matrikel.memberships.models import Membership
from matrikel.people.models import ContactPoint, Lack, Person
from matrikel.people.rules.records import NewContactPoint
from tests.conftest import TODAY, make_association
from tests.factories.people import a_person, admit, at_home, register

MAIL = NewContactPoint(kind="EMAIL", value="a@example.se", normalised="a@example.se")


def lacking(person_id: UUID) -> set[str]:
    """Return what a person may lack."""
    return set(Lack.objects.filter(person_id=person_id).values_list("what", flat=True))


def settle() -> None:
    """Check deferred constraints, as every action does at its end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_somebody_new_lacks_what_did_not_come_along(association: UUID) -> None:
    none, some, soon_over = register(
        a_person("Anna"),
        replace(a_person("Bo"), contact_points=[MAIL, at_home("67131")]),
        replace(a_person("Cia"), contact_points=[replace(MAIL, valid_to=TODAY)]),
    )
    settle()
    assert lacking(none) == {"EMAIL", "PHONE", "POSTAL", "ANY", "MEMBERSHIP"}
    assert lacking(some) == {"PHONE", "MEMBERSHIP"}
    assert lacking(soon_over) == {"EMAIL", "PHONE", "POSTAL", "ANY", "MEMBERSHIP"}


def test_what_comes_takes_the_lack_away_and_what_goes_brings_it_back(association: UUID) -> None:
    (anna,) = register(replace(a_person("Anna"), contact_points=[MAIL]))
    settle()
    assert lacking(anna) == {"PHONE", "POSTAL", "MEMBERSHIP"}
    admit(anna, date(2020, 1, 1))
    assert lacking(anna) == {"PHONE", "POSTAL"}
    ContactPoint.objects.filter(person_id=anna).update(valid_to=TODAY + timedelta(1))
    assert lacking(anna) == {"PHONE", "POSTAL", "EMAIL", "ANY"}
    Membership.objects.filter(person_id=anna).update(end_reason="MISTAKE")
    assert "MEMBERSHIP" in lacking(anna)
    ContactPoint.objects.filter(person_id=anna).delete()
    Membership.objects.filter(person_id=anna).delete()
    assert lacking(anna) == {"EMAIL", "PHONE", "POSTAL", "ANY", "MEMBERSHIP"}


def test_whoever_goes_leaves_no_lack_behind(association: UUID) -> None:
    (anna,) = register(replace(a_person("Anna"), contact_points=[MAIL]))
    settle()
    ContactPoint.objects.filter(person_id=anna).delete()
    Person.objects.filter(id=anna).delete()
    assert list(Lack.objects.all()) == []
    # Nor does somebody who came and went in one transaction.
    (bo,) = register(a_person("Bo"))
    Person.objects.filter(id=bo).delete()
    settle()
    assert list(Lack.objects.all()) == []


def test_two_who_take_away_the_last_two_addresses_at_once_leave_a_lack(in_threads) -> None:
    association_id = make_association()
    other = replace(MAIL, value="b@example.se", normalised="b@example.se")
    with association_scope(association_id), transaction.atomic():
        (anna,) = register(replace(a_person("Anna"), contact_points=[MAIL, other]))
    with association_scope(association_id), transaction.atomic():
        first, second = ContactPoint.objects.filter(person_id=anna).values_list("id", flat=True)
        assert lacking(anna) == {"PHONE", "POSTAL", "MEMBERSHIP"}

    def remove(point_id: UUID, meet: Callable[[], None]) -> None:
        with association_scope(association_id), transaction.atomic():
            meet()
            ContactPoint.objects.filter(id=point_id).delete()

    in_threads(lambda meet: remove(first, meet), lambda meet: remove(second, meet))
    with association_scope(association_id), transaction.atomic():
        assert lacking(anna) == {"EMAIL", "ANY", "PHONE", "POSTAL", "MEMBERSHIP"}
