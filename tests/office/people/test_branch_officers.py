"""Whoever holds a role in a branch acts on that branch and those below it, whatever the request says."""

from datetime import date

import pytest
from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.queries import find_account
from matrikel.people.queries import get_person
from tests.conftest import ACTOR, AT
from tests.factories.people import a_person, admit, branches, register, type_of

NEW = "/klubben/people/new/"


@pytest.fixture
def north_and_south(association):
    north, south = branches("Norr", "Söder")
    return north, south


@pytest.fixture
def northerner(north_and_south):
    """Return a browser in which the secretary of the northern branch is signed in."""
    north, _south = north_and_south
    term = NewTerm(
        email="norr@example.se", role="membership_secretary", starts_on=date(2020, 1, 1), unit_id=north
    )
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    account = find_account(account_id=account_id)
    assert account is not None
    client = Client()
    client.force_login(account)
    return client


def typed(unit):
    return {"given_name": "Signe", "family_name": "Dahl", "type": "", "unit": str(unit or "")}


def test_people_are_entered_in_the_own_branch_and_in_no_other(northerner, north_and_south, viewer):
    north, south = north_and_south
    offered = [value for value, _label in northerner.get(NEW).context["form"].fields["unit"].choices]
    assert offered == [str(north)]
    for elsewhere in (south, None):
        refused = northerner.post(NEW, typed(elsewhere))
        assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"unit"})
    person_id = northerner.post(NEW, typed(north))["Location"].rstrip("/").rpartition("/")[2]
    assert get_person(person_id=person_id, viewer=viewer).core.unit_id == north


def test_nobody_is_moved_out_of_reach(northerner, north_and_south, viewer):
    north, south = north_and_south
    (anna,) = register(a_person(unit_id=north))
    url = f"/klubben/people/{anna}/edit/"
    draft = northerner.get(url).context["draft"]
    refused = northerner.post(url, {**typed(south), "draft": draft})
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"unit"})
    assert get_person(person_id=anna, viewer=viewer).core.unit_id == north


def test_people_of_other_branches_do_not_exist(northerner, north_and_south):
    _north, south = north_and_south
    bosse, nobodys = register(a_person("Bosse", unit_id=south), a_person("Siv"))
    membership = admit(bosse, date(2020, 1, 1))
    for person_id in (bosse, nobodys):
        base = f"/klubben/people/{person_id}/"
        for part in ("", "memberships/", "history/", "edit/", "memberships/new/"):
            assert (part, northerner.get(base + part).status_code) == (part, 404)
        for part in ("opened/", "edit/", "memberships/new/", f"memberships/{membership}/end/"):
            answer = northerner.post(base + part, {"reason": "LETTER", "type": str(type_of())})
            assert (part, answer.status_code) == (part, 404)
    assert "Bosse" not in northerner.post("/klubben/people/", {"q": "bosse"}, follow=True).content.decode()
    assert [northerner.get(f"/klubben/{part}/").status_code for part in ("import", "settings", "jobs")] == [
        403,
        403,
        403,
    ]
