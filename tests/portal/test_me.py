"""A member sees their own page and nobody else's."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.queries import find_account
from matrikel.audit.models import Entry
from matrikel.checks.actions.note_checks import NewCheck, note_checks
from matrikel.checks.queries import list_check_kinds
from matrikel.checks.rules import Nature
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.kernel.actors import Actor, Viewer, automatic
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from tests.people.test_register_and_change import ANNA


def sign_in_as_anna(client: Client, actor: Actor, at: datetime) -> UUID:
    (anna,) = register_people(people=[ANNA], actor=actor, at=at)
    term = NewTerm(email="anna@example.se", role="member", starts_on=date(2020, 1, 1), person_id=anna)
    (account_id,) = grant_terms(terms=[term], actor=actor, at=at)
    account = find_account(account_id=account_id)
    assert account is not None
    client.force_login(account)
    return anna


def test_a_member_sees_what_is_held_and_who_looked(
    association: UUID, viewer: Viewer, client: Client, actor: Actor, at: datetime
) -> None:
    anna = sign_in_as_anna(client, actor, at)
    note_looks(
        subjects=[get_person(person_id=anna, viewer=viewer).audit_subject],
        function="person_page",
        actor=actor,
        at=at,
    )
    page = client.get("/klubben/me/").content.decode()
    shown = [
        "Anna Sköld",
        "anna.skold@example.se",
        "Trädgårdsgränd 9",
        "23 Mar 1946",
        "••••",
        "Your page was opened",
    ]
    assert [text for text in shown if text not in page] == []


def test_looks_of_the_same_hour_are_one_line_that_counts(
    association: UUID, viewer: Viewer, client: Client, actor: Actor, at: datetime
) -> None:
    anna = sign_in_as_anna(client, actor, at)
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    hour = at.replace(minute=0)
    other = replace(actor, id=uuid4())
    for who, minutes in ((actor, 0), (actor, 5), (actor, 59), (actor, 60), (other, 70), (actor, 80)):
        note_looks(
            subjects=[subject], function="person_page", actor=who, at=hour + timedelta(minutes=minutes)
        )
    lines = [row.line.rpartition(" · ")[2] for row in client.get("/klubben/me/").context["looks"]]
    assert [line if line.endswith("times") else "once" for line in lines] == [
        "once",
        "once",
        "once",
        "3 times",
    ]


def test_what_looked_by_itself_is_told_without_the_name_that_it_has_inside(
    association: UUID, viewer: Viewer, client: Client, actor: Actor, at: datetime
) -> None:
    anna = sign_in_as_anna(client, actor, at)
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    note_looks(subjects=[subject], function="person_page", actor=automatic("shared_list"), at=at)
    page = client.get("/klubben/me/").content.decode()
    assert ("Your page was opened" in page, "shared_list" in page) == (True, False)


def test_a_member_sees_the_own_groups_and_what_was_shown(
    association: UUID, client: Client, actor: Actor, at: datetime
) -> None:
    anna = sign_in_as_anna(client, actor, at)
    edit = GroupEdit(name="Girls 2012", kind="TEAM", season="2026")
    (group,) = save_groups(groups=[edit], actor=actor, at=at)
    begun = date(2026, 2, 1)
    addition = Addition(group_id=group, person_id=anna, part="LEADER", starts_on=begun)
    add_to_group(additions=[addition], actor=actor, at=at)
    kind = next(kind for kind in list_check_kinds() if kind.nature is Nature.POLICE)
    note_checks(notes=[NewCheck(person_id=anna, kind_id=kind.id, seen_on=begun)], actor=actor, at=at)
    page = client.get("/klubben/me/").content.decode()
    shown = ["Girls 2012 2026", "leader", "since 1 Feb 2026", kind.name, "valid until 1 Feb 2028"]
    assert [text for text in shown if text not in page] == []


def test_a_member_has_no_office(association: UUID, client: Client, actor: Actor, at: datetime) -> None:
    sign_in_as_anna(client, actor, at)
    assert client.get("/klubben/people/").status_code == 403


def test_the_secretary_without_a_person_has_no_own_page(secretary: Client) -> None:
    assert secretary.get("/klubben/me/").status_code == 404


def test_a_neighbour_finds_no_page(intruder: Client) -> None:
    assert intruder.get("/klubben/me/").status_code == 404


def test_who_is_refused_is_written_down(association: UUID, intruder: Client) -> None:
    intruder.get("/klubben/me/")
    found = Entry.objects.filter(action="access.refused").values_list("header", flat=True)
    assert list(found) == [{"reason": "no_term", "page": "portal:me"}]
