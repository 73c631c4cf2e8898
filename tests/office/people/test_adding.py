"""Add member: one form enters the person and admits the member, and asks before entering somebody twice."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.memberships.actions.add_membership_types import add_membership_types
from matrikel.memberships.queries import list_memberships
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question

NEW = "/klubben/people/new/"
SIMILAR = "/klubben/people/new/similar/"


@pytest.fixture
def adult(association, actor, at):
    (type_id,) = add_membership_types(names=["Adult"], actor=actor, at=at)
    return type_id


def typed(adult, **changes):
    return {
        "given_name": "Signe",
        "family_name": "Dahl",
        "birth_date": "1990-02-28",
        "email": "Signe.Dahl@Example.se",
        "phone": "070-174 06 05",
        "street": "Storgatan 4",
        "postcode": "113 20",
        "place": "Stockholm",
        "country": "SE",
        "type": str(adult),
        "starts_on": "2026-11-01",
        **changes,
    }


def everybody(viewer):
    return list_people(question=Question(), on=date(2026, 11, 21), viewer=viewer).rows


def test_one_form_makes_a_member_who_can_be_reached(secretary, adult, viewer):
    response = secretary.post(NEW, typed(adult))
    (row,) = everybody(viewer)
    assert response["Location"] == f"/klubben/people/{row.id}/"
    person = get_person(person_id=row.id, viewer=viewer)
    points = {point.kind: (point.value, point.normalised, point.postcode) for point in person.contact_points}
    assert points == {
        "EMAIL": ("Signe.Dahl@Example.se", "signe.dahl@example.se", ""),
        "PHONE": ("070-174 06 05", "+46701740605", ""),
        "POSTAL": ("", "", "11320"),
    }
    assert person.core.member_number == "1"
    (membership,) = list_memberships(person_ids=[row.id])[row.id]
    assert (membership.type_name, membership.starts_on) == ("Adult", date(2026, 11, 1))


def test_a_contact_without_membership_gets_no_member_number(secretary, adult, viewer):
    secretary.post(NEW, typed(adult, type="", starts_on=""))
    (row,) = everybody(viewer)
    assert (row.member_number, row.type_names) == ("", "")


def test_what_is_wrong_is_told_at_its_field_and_the_input_is_kept(secretary, adult, viewer):
    wrong = typed(
        adult, email="not an address", phone="12", postcode="1", birth_date="2090-01-01", starts_on=""
    )
    response = secretary.post(NEW, wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"email", "phone", "postcode", "birth_date"}
    assert set(response.context["membership"].errors) == {"starts_on"}
    assert 'value="not an address"' in page
    assert 'aria-describedby="id_email-why id_email-error"' in page
    assert everybody(viewer) == []


def test_a_taken_member_number_enters_neither_person_nor_membership(secretary, adult, viewer, actor, at):
    register_people(
        people=[NewPerson(core=PersonCore(given_name="Bo", member_number="7"))], actor=actor, at=at
    )
    response = secretary.post(NEW, typed(adult, member_number="7"))
    assert response.status_code == 422
    assert "That member number belongs to somebody else." in response.content.decode()
    assert [row.display_name for row in everybody(viewer)] == ["Bo"]


def test_somebody_alike_is_shown_while_one_types(secretary, adult):
    secretary.post(NEW, typed(adult))
    page = secretary.post(
        SIMILAR, typed(adult, given_name="S", email="signe.dahl@example.se")
    ).content.decode()
    assert "Signe Dahl" in page
    assert "has the same e-mail address" in page


def test_somebody_alike_is_entered_only_once_told_apart(secretary, adult, viewer):
    secretary.post(NEW, typed(adult))
    (signe,) = everybody(viewer)
    response = secretary.post(NEW, typed(adult))
    assert response.status_code == 422
    assert "Is it one of these?" in response.content.decode()
    assert len(everybody(viewer)) == 1
    assert secretary.post(NEW, typed(adult, not_the_same=str(signe.id))).status_code == 302
    assert len(everybody(viewer)) == 2


def test_the_neighbours_people_are_nobodys_doubles(secretary, adult, intruder, actor, at):
    secretary.post(NEW, typed(adult))
    assert intruder.post(NEW, typed(adult)).status_code == 404
    page = intruder.post("/grannen/people/new/similar/", typed(adult)).content.decode()
    assert "Signe" not in page


def test_a_type_of_another_association_cannot_be_chosen(secretary, adult, association):
    response = secretary.post(NEW, typed(adult, type=str(association)))
    assert response.status_code == 422
    assert set(response.context["membership"].errors) == {"type"}


def test_the_number_of_queries_does_not_grow_with_doubles(secretary, adult, actor, at):
    def double(number):
        return NewPerson(
            core=PersonCore(given_name=f"Double{number}"),
            contact_points=[
                NewContactPoint(
                    kind="EMAIL", value="signe.dahl@example.se", normalised="signe.dahl@example.se"
                )
            ],
        )

    counts = []
    for people in ([double(1)], [double(2), double(3)]):
        register_people(people=people, actor=actor, at=at)
        with CaptureQueriesContext(connection) as caught:
            secretary.post(SIMILAR, typed(adult))
        counts.append(len(caught))
    assert counts[0] == counts[1]
