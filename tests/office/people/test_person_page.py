"""A person's page: contact with where it comes from, what happened, who looked, and what stays hidden."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.audit.queries import list_who_looked
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.memberships.actions.add_membership_types import add_membership_types
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from matrikel.people.rules.records import (
    NewContactPoint,
    NewIdentityNumber,
    NewPerson,
    PersonChange,
    PersonCore,
)
from tests.conftest import sign_in
from tests.factories.families import household_of

SECRET_STREET = "Hemliga gränd 7"


def register(actor, at, *, protection="NONE", with_number=False):
    person = NewPerson(
        core=PersonCore(
            given_name="Anna", family_name="Sköld", birth_date=date(1946, 3, 23), protection=protection
        ),
        contact_points=[
            NewContactPoint(
                kind="EMAIL", value="anna@example.se", normalised="anna@example.se", source="IMPORT"
            ),
            NewContactPoint(
                kind="POSTAL", street=SECRET_STREET, postcode="19081", place="Gävle", country="SE"
            ),
        ],
        identity_number=NewIdentityNumber(country="SE", kind="personnummer", normalised="194603239957")
        if with_number
        else None,
        wants_number=True,
    )
    (person_id,) = register_people(people=[person], actor=actor, at=at)
    return person_id


def url(person_id, part=""):
    return f"/klubben/people/{person_id}/{part}"


def test_the_page_shows_contact_details_with_where_they_come_from(secretary, actor, at):
    anna = register(actor, at)
    page = secretary.get(url(anna)).content.decode()
    assert "anna@example.se" in page
    assert "brought in from a list" in page
    assert "190 81 Gävle" in page
    assert "23 Mar 1946 (" in page


def test_an_address_writes_and_a_number_calls_unless_they_are_hidden(secretary, actor, at):
    phone = NewContactPoint(kind="PHONE", value="070-123 45 67", normalised="+46701234567")
    email = NewContactPoint(kind="EMAIL", value="Bo+x@example.se", normalised="bo+x@example.se")
    bo, cia = register_people(
        people=[
            NewPerson(
                core=PersonCore(given_name=name, family_name="Ek", protection=level),
                contact_points=[email, phone],
            )
            for name, level in (("Bo", "NONE"), ("Cia", "PROTECTED"))
        ],
        actor=actor,
        at=at,
    )
    links = ('href="tel:+46701234567"', 'href="mailto:bo+x@example.se"')
    shown, hidden = (secretary.get(url(each)).content.decode() for each in (bo, cia))
    assert [(link in shown, link in hidden) for link in links] == [(True, False), (True, False)]


def test_each_look_at_the_page_is_shown_to_the_next(secretary, actor, at):
    anna = register(actor, at)
    assert "Nobody before you." in secretary.get(url(anna)).content.decode()
    page = secretary.get(url(anna)).content.decode()
    assert "viewed the page" in page
    assert "Secretary" in page


@pytest.mark.parametrize("part", ["", "memberships/", "history/", "edit/"])
def test_a_look_at_any_part_of_a_person_is_written_down(secretary, actor, at, viewer, part):
    anna = register(actor, at)
    assert secretary.get(url(anna, part)).status_code == 200
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    assert [look.action for look in list_who_looked(subject=subject)] == ["people.person_viewed"]


def test_a_look_that_opens_nothing_is_written_down_too(secretary, actor, at, viewer):
    anna = register(actor, at)
    for what in ("whereabouts", "identity_number"):
        secretary.post(url(anna, "opened/"), {"what": what, "reason": ""})
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    assert [look.action for look in list_who_looked(subject=subject)] == ["people.person_viewed"]


def test_tabs_appear_when_they_have_something(secretary, actor, at):
    anna = register(actor, at)
    assert [tab.label for tab in secretary.get(url(anna)).context["tabs"]] == ["Overview", "History"]
    (adult,) = add_membership_types(names=["Adult"], actor=actor, at=at)
    admit_members(
        admissions=[Admission(person_id=anna, type_id=adult, starts_on=date(2014, 5, 1))], actor=actor, at=at
    )
    response = secretary.get(url(anna))
    assert [tab.label for tab in response.context["tabs"]] == ["Overview", "Memberships", "History"]
    assert "Member since 2014" in response.content.decode()
    assert "since 1 May 2014" in secretary.get(url(anna, "memberships/")).content.decode()
    assert "Admitted as a member" in secretary.get(url(anna, "history/")).content.decode()


def test_a_protected_person_stays_hidden_until_a_reason_is_given(secretary, actor, at):
    anna = register(actor, at, protection="PROTECTED")
    hidden = secretary.get(url(anna)).content.decode()
    assert [text for text in (SECRET_STREET, "Sköld", "anna@example.se", "1946") if text in hidden] == []
    opened = secretary.post(url(anna, "opened/"), {"what": "whereabouts", "reason": "LETTER"})
    assert SECRET_STREET in opened.content.decode()
    assert "opened the protected details" in secretary.get(url(anna)).content.decode()
    assert SECRET_STREET not in secretary.get(url(anna)).content.decode()


def test_without_a_reason_nothing_is_opened(secretary, actor, at):
    anna = register(actor, at, protection="STRICT", with_number=True)
    response = secretary.post(url(anna, "opened/"), {"what": "whereabouts", "reason": ""})
    assert response.status_code == 422
    assert SECRET_STREET not in response.content.decode()
    assert "Say why you need to see this." in response.content.decode()


def test_an_identity_number_is_shown_once_for_a_reason(secretary, actor, at):
    anna = register(actor, at, with_number=True)
    assert "9957" not in secretary.get(url(anna)).content.decode()
    opened = secretary.post(url(anna, "opened/"), {"what": "identity_number", "reason": "AUTHORITY"})
    assert "19460323-9957" in opened.content.decode()
    assert "9957" not in secretary.get(url(anna)).content.decode()


def test_a_treasurer_opens_nothing_and_sees_no_sign_of_protection(association, actor, at):
    treasurer = sign_in(Client(), association, role="treasurer")
    anna = register(actor, at, protection="PROTECTED")
    page = treasurer.get(url(anna)).content.decode()
    assert "rotected" not in page
    assert "No e-mail, phone or address is known." in page
    refused = treasurer.post(url(anna, "opened/"), {"what": "whereabouts", "reason": "LETTER"})
    assert refused.status_code == 403


@pytest.mark.parametrize("part", ["", "memberships/", "history/"])
def test_a_protection_that_was_set_later_shows_nowhere_to_a_treasurer(
    association, secretary, viewer, actor, at, part
):
    (branch,) = save_units(units=[UnitEdit(name="Hemligfors")], actor=actor, at=at)
    (adult,) = add_membership_types(names=["Adult"], actor=actor, at=at)
    anna = register(actor, at)
    admission = Admission(person_id=anna, type_id=adult, starts_on=date(2020, 1, 1), unit_id=branch)
    admit_members(admissions=[admission], actor=actor, at=at)
    treasurer = sign_in(Client(), association, role="treasurer")
    assert "Hemligfors" in treasurer.get(url(anna, "memberships/")).content.decode()
    protect = PersonChange(person_id=anna, version=1, values={"protection": "PROTECTED"})
    change_people(changes=[protect], actor=actor, at=at)
    assert SECRET_STREET in secretary.post(url(anna, "opened/"), {"reason": "LETTER"}).content.decode()
    assert "Changed: protection" in secretary.get(url(anna, "history/")).content.decode()
    page = treasurer.get(url(anna, part)).content.decode()
    assert [word for word in ("Hemligfors", "protect", "Protect") if word in page] == []


def test_with_whom_a_protected_person_lives_or_plays_stands_in_no_history_of_a_treasurer(
    association, secretary, actor, at
):
    anna = register(actor, at)
    household_of([anna])
    (team,) = save_groups(groups=[GroupEdit(name="Team", kind="TEAM")], actor=actor, at=at)
    added = Addition(group_id=team, person_id=anna, part="PLAYER", starts_on=date(2025, 1, 1))
    add_to_group(additions=[added], actor=actor, at=at)
    treasurer = sign_in(Client(), association, role="treasurer")
    said = ["Came into a household", "Came into a group"]
    protect = PersonChange(person_id=anna, version=1, values={"protection": "PROTECTED"})

    def told(browser):
        pages = [browser.get(url(anna, part)).content.decode() for part in ("", "history/")]
        return [[words in page for words in said] for page in pages]

    assert told(treasurer) == [[True, True], [True, True]]
    change_people(changes=[protect], actor=actor, at=at)
    assert told(treasurer) == [[False, False], [False, False]]
    assert told(secretary) == [[True, True], [True, True]]


def test_a_protected_persons_number_is_none_to_whoever_may_not_open_protected_details(association, actor, at):
    from matrikel.access.models import Role

    rights = ["people.see", "people.edit", "identity_number.see"]
    Role.objects.filter(code="treasurer").update(rights=rights)
    treasurer = sign_in(Client(), association, role="treasurer")
    hidden = register(actor, at, protection="PROTECTED", with_number=True)
    assert "Identity number" not in treasurer.get(url(hidden)).content.decode()
    asked = {"what": "identity_number", "reason": "AUTHORITY"}
    assert treasurer.post(url(hidden, "opened/"), asked).status_code == 404


@pytest.mark.parametrize("part", ["", "memberships/", "history/", "opened/", "edit/", "memberships/new/"])
def test_the_neighbours_secretary_finds_nobody_at_this_address(intruder, actor, at, part):
    anna = register(actor, at)
    assert intruder.get(url(anna, part)).status_code in {404, 405}
    assert intruder.post(url(anna, part), {"reason": "LETTER"}).status_code in {404, 405}
    assert intruder.get(f"/grannen/people/{anna}/{part}").status_code in {404, 405}
    assert intruder.post(f"/grannen/people/{anna}/{part}", {"reason": "LETTER"}).status_code in {404, 405}


def test_the_number_of_queries_does_not_grow_with_contact_points(secretary, actor, at, viewer):
    anna = register(actor, at)
    (bare,) = register_people(people=[NewPerson(core=PersonCore(given_name="Bo"))], actor=actor, at=at)
    counts = []
    for person_id in (bare, anna):
        with CaptureQueriesContext(connection) as caught:
            secretary.get(url(person_id))
        counts.append(len(caught))
    assert len(get_person(person_id=anna, viewer=viewer).contact_points) == 2
    assert counts[0] == counts[1]
