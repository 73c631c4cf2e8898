"""Admit somebody who is there already, and end a membership."""

from datetime import date

import pytest

from matrikel.memberships.actions.add_membership_types import add_membership_types
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_memberships
from matrikel.people.actions.register_people import register_people
from matrikel.people.rules.records import NewPerson, PersonCore


@pytest.fixture
def adult(association, actor, at):
    (type_id,) = add_membership_types(names=["Adult"], actor=actor, at=at)
    return type_id


@pytest.fixture
def bo(association, actor, at):
    (person_id,) = register_people(people=[NewPerson(core=PersonCore(given_name="Bo"))], actor=actor, at=at)
    return person_id


@pytest.fixture
def membership(bo, adult, actor, at):
    admission = Admission(person_id=bo, type_id=adult, starts_on=date(2020, 1, 1))
    (membership_id,) = admit_members(admissions=[admission], actor=actor, at=at)
    return membership_id


def admit_url(person_id):
    return f"/klubben/people/{person_id}/memberships/new/"


def end_url(person_id, membership_id):
    return f"/klubben/people/{person_id}/memberships/{membership_id}/end/"


def test_a_contact_becomes_a_member(secretary, bo, adult):
    response = secretary.post(admit_url(bo), {"type": str(adult), "starts_on": "2026-11-21"})
    assert response.status_code == 302
    (row,) = list_memberships(person_ids=[bo])[bo]
    assert row.starts_on == date(2026, 11, 21)


def test_the_same_type_twice_at_the_same_time_is_refused(secretary, bo, adult, membership):
    response = secretary.post(admit_url(bo), {"type": str(adult), "starts_on": "2026-11-21"})
    assert response.status_code == 422
    assert "There is a membership of that type at that time already." in response.content.decode()
    assert len(list_memberships(person_ids=[bo])[bo]) == 1


def test_a_membership_ends_after_its_last_day(secretary, bo, membership):
    data = {"last_day": "2099-12-31", "reason": "RESIGNED"}
    assert secretary.post(end_url(bo, membership), data).status_code == 302
    (row,) = list_memberships(person_ids=[bo])[bo]
    assert (row.ends_on, row.end_reason) == (date(2100, 1, 1), "RESIGNED")


def test_a_membership_cannot_end_before_it_begins_nor_without_a_reason(secretary, bo, membership):
    before = secretary.post(end_url(bo, membership), {"last_day": "2019-01-01", "reason": "RESIGNED"})
    without = secretary.post(end_url(bo, membership), {"last_day": "2099-12-31", "reason": ""})
    assert [before.status_code, without.status_code] == [422, 422]
    (row,) = list_memberships(person_ids=[bo])[bo]
    assert row.ends_on is None


def test_the_membership_of_one_person_is_not_found_at_another(secretary, bo, membership, actor, at):
    (ann,) = register_people(people=[NewPerson(core=PersonCore(given_name="Ann"))], actor=actor, at=at)
    assert secretary.get(end_url(ann, membership)).status_code == 404


def test_the_neighbours_secretary_ends_nothing_here(intruder, bo, membership):
    data = {"last_day": "2099-12-31", "reason": "RESIGNED"}
    assert intruder.post(end_url(bo, membership), data).status_code == 404
    assert intruder.post(f"/grannen/people/{bo}/memberships/{membership}/end/", data).status_code == 404
    (row,) = list_memberships(person_ids=[bo])[bo]
    assert row.ends_on is None
