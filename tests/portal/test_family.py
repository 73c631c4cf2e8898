"""A member sees the family that the association has written down, and nobody who is protected."""

from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.queries import find_account
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.rules.records import NewGuardian
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.families import OLD_HOME, a_family, household_of


def member(person_id, email="maria@example.se"):
    term = NewTerm(email=email, role="member", starts_on=TODAY, person_id=person_id)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    browser = Client()
    browser.force_login(find_account(account_id=account_id))
    return browser


def test_a_member_sees_home_and_children(association):
    mother, father, child = a_family()
    household_of([mother, father, child])
    set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=mother)], actor=ACTOR, at=AT)
    page = member(mother).get("/klubben/me/").content.decode()
    assert "with Erik Sköld, Live Sköld" in page
    assert "Guardian of" in page


def test_whoever_is_protected_is_not_named_to_the_family(association):
    mother, father, child = a_family(protection="STRICT")
    household_of([mother, father, child], address=OLD_HOME)
    set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=father)], actor=ACTOR, at=AT)
    page = member(father, "erik@example.se").get("/klubben/me/").content.decode()
    assert ("Live Sköld" in page, "Guardian of" in page) == (False, False)
