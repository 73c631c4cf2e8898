"""Two officers at once never lose each other's work, never take one number twice, and never wait in a circle."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import association_scope
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import IdentityNumber, Person
from matrikel.people.queries import get_person
from matrikel.people.rules.records import NewIdentityNumber, PersonChange
from tests.conftest import ACTOR, AT, make_association
from tests.factories.people import a_person, register

NUMBER = NewIdentityNumber(country="SE", kind="personnummer", normalised="194603239957")


def kinds(results: list[object]) -> list[str]:
    return sorted(type(found).__name__ for found in results)


def test_of_two_changes_at_once_the_second_officer_is_told(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        (anna,) = register(a_person())

    def rename(name: str, meet) -> int:
        change = PersonChange(person_id=anna, version=1, values={"family_name": name})
        with association_scope(association_id):
            meet()
            return change_people(changes=[change], actor=ACTOR, at=AT)

    results = in_threads(lambda meet: rename("Berg", meet), lambda meet: rename("Dahl", meet))
    assert kinds(results) == ["PersonOvertaken", "int"]
    viewer = Viewer(association_id=association_id, account_id=None, rights=frozenset(Right))
    with association_scope(association_id), transaction.atomic():
        person = get_person(person_id=anna, viewer=viewer)
    assert (person.version, person.core.family_name in ("Berg", "Dahl")) == (2, True)


def test_two_bulk_changes_in_opposite_orders_do_not_wait_for_each_other_for_ever(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        people = register(*[a_person(given=str(number)) for number in range(20)])

    def change(order: list[UUID], meet) -> int:
        changes = [PersonChange(person_id=found, version=1, values={"language": "nb"}) for found in order]
        with association_scope(association_id):
            meet()
            return change_people(changes=changes, actor=ACTOR, at=AT)

    results = in_threads(lambda meet: change(people, meet), lambda meet: change(people[::-1], meet))
    assert kinds(results) == ["PersonOvertaken", "int"]


def test_numbers_taken_at_once_are_all_different(in_threads) -> None:
    association_id = make_association()

    def enter(meet) -> list[UUID]:
        people = [replace(a_person(), wants_number=True) for _number in range(10)]
        with association_scope(association_id):
            meet()
            return register_people(people=people, actor=ACTOR, at=AT)

    assert kinds(in_threads(enter, enter, enter)) == ["list"] * 3
    with association_scope(association_id), transaction.atomic():
        numbers = sorted(int(number) for number in Person.objects.values_list("member_number", flat=True))
    assert numbers == list(range(1, 31))


def test_one_identity_number_entered_twice_at_once_belongs_to_one_person(in_threads) -> None:
    association_id = make_association()

    def enter(meet) -> list[UUID]:
        with association_scope(association_id):
            meet()
            return register_people(people=[replace(a_person(), identity_number=NUMBER)], actor=ACTOR, at=AT)

    assert kinds(in_threads(enter, enter)) == ["PersonRefused", "list"]
    with association_scope(association_id), transaction.atomic():
        assert (IdentityNumber.objects.count(), Person.objects.count()) == (1, 1)


def test_one_identity_number_may_stand_in_two_associations(committed: None) -> None:
    for slug in ("forsta", "andra"):
        with association_scope(make_association(slug)), transaction.atomic():
            register(replace(a_person(), identity_number=NUMBER))
            assert IdentityNumber.objects.count() == 1
