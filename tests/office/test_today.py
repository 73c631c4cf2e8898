"""The first page: a greeting, what waits, how the association stands; and the list that only it leads to."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Account, Role
from matrikel.access.rules import MEMBER, STARTING_ROLES
from matrikel.imports import steps
from matrikel.imports.actions.start_import import start_import
from matrikel.kernel.actors import Right
from matrikel.memberships.actions.add_membership_types import add_membership_types
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.rules import Course, MembershipFacts
from matrikel.office.today import figures
from matrikel.office.today.chart import draw, tick_step
from matrikel.people.actions.register_people import register_people
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from matrikel.selections.queries.counts import find_course
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, register


def here() -> date:
    """Return the day that it is in the club's time zone."""
    return timezone.localdate(timezone=ZoneInfo("Europe/Stockholm"))


def member(name: str, *, starts_on: date, ends_on: date | None = None, email: str = "") -> None:
    """Register one member."""
    points = [NewContactPoint(kind="EMAIL", value=email, normalised=email, source="OFFICER")] if email else []
    person = NewPerson(core=PersonCore(given_name=name, family_name="Dahl"), contact_points=points)
    (person_id,) = register_people(people=[person], actor=ACTOR, at=AT)
    (type_id,) = add_membership_types(names=["Adult"], actor=ACTOR, at=AT)
    admission = Admission(person_id=person_id, type_id=type_id, starts_on=starts_on, ends_on=ends_on)
    admit_members(admissions=[admission], actor=ACTOR, at=AT)


def test_an_empty_association_is_asked_for_its_list(secretary):
    response = secretary.get("/klubben/")
    assert response.status_code == 200
    assert "Bring in your list" in response.content.decode()
    assert 'href="/klubben/import/"' in response.content.decode()


def test_members_are_counted_from_their_dates(association, secretary):
    today = here()
    member("Anna", starts_on=today.replace(year=today.year - 3, day=1), email="anna@example.se")
    member("Bo", starts_on=today - timedelta(400), ends_on=today - timedelta(1))
    member("Cia", starts_on=today)
    shown = {figure.label: figure.value for figure in secretary.get("/klubben/").context["figures"]}
    assert (shown["Members"], shown["Joined this year"]) == ("2", "1")
    assert shown["Reachable by e-mail"] == "50\N{NO-BREAK SPACE}%"


def test_what_came_and_what_went_make_up_the_change_since_january(association, viewer):
    on = date(2026, 11, 25)

    def shown(*ends: date | None) -> list[tuple[str, str]]:
        begun = date(2020, 5, 1)
        course = Course([[MembershipFacts(starts_on=begun, ends_on=end)] for end in ends])
        return [
            (found.value, found.line)
            for found in figures.figures(course, viewer=viewer, on=on)
            if found.label in ("Members", "Left this year")
        ]

    # Over with the year before, over in June, and today as the last day: that one is a member still.
    year_end, june, tomorrow = date(2026, 1, 1), date(2026, 6, 1), date(2026, 11, 26)
    assert shown(year_end, june, tomorrow, None) == [
        ("2", "\N{MINUS SIGN}1 since January"),
        ("1", "0 by this day last year"),
    ]


def test_who_cannot_be_reached_waits_with_a_button_to_the_list(association, secretary):
    member("Cia", starts_on=date(2020, 1, 1))
    (row,) = secretary.get("/klubben/").context["rows"]
    assert (row.title, row.url) == (
        "1 member cannot be reached",
        "/klubben/people/?status=member&missing=ANY",
    )
    assert "Cia Dahl" in secretary.get(row.url).content.decode()


def test_a_file_that_waits_for_a_yes_waits_here(association, secretary, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name;E-mail\nAnna Dahl;anna@example.se\n", encoding="utf-8")
    with path.open("rb") as file:
        run_id = start_import(file=file, file_name="list.csv", actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    member("Bo", starts_on=date(2020, 1, 1), email="bo@example.se")
    (row,) = secretary.get("/klubben/").context["rows"]
    assert (row.title, row.url) == ("list.csv waits for your yes", f"/klubben/import/{run_id}/")


def test_the_picture_is_told_in_numbers_too(association, secretary):
    year = here().year
    member("Anna", starts_on=date(year - 4, 5, 1), email="anna@example.se")
    response = secretary.get("/klubben/")
    assert [name for name, _members in response.context["points"]][-3:] == [
        str(year - 2),
        str(year - 1),
        "now",
    ]
    assert f'<th scope="row">{year - 1}</th><td class="number">1</td>' in response.content.decode()


def test_a_member_sees_only_own_pages_and_the_treasurer_no_import(association, client):
    assert sign_in(client, association, role="member").get("/klubben/people/").status_code == 403
    treasurer = sign_in(type(client)(), association, role="treasurer").get("/klubben/")
    assert treasurer.context["import_url"] == ""


def test_a_stranger_is_asked_to_sign_in_whether_the_association_exists_or_not(association, client):
    found = [client.get(path).headers["Location"] for path in ("/klubben/", "/nobody/")]
    assert found == ["/klubben/sign-in/", "/nobody/sign-in/"]


@pytest.mark.parametrize("path", ["/klubben/"])
def test_the_neighbours_secretary_finds_nothing_here(intruder, path):
    assert intruder.get(path).status_code == 404


def test_more_members_cost_no_more_questions(association, secretary):
    member("Anna", starts_on=date(2020, 1, 1))
    with CaptureQueriesContext(connection) as few:
        secretary.get("/klubben/")
    for number in range(5):
        member(f"Bo {number}", starts_on=date(2020, 1, 1))
    with CaptureQueriesContext(connection) as many:
        secretary.get("/klubben/")
    assert len(many) == len(few)


def test_a_large_association_is_not_read_for_one_page(association, secretary, viewer, monkeypatch):
    member("Anna", starts_on=date(2020, 1, 1))
    monkeypatch.setattr("matrikel.selections.queries.conditions.EXACT_TO", 0)
    assert find_course(viewer=viewer) is None
    response = secretary.get("/klubben/")
    assert [figure.label for figure in response.context["figures"]] == ["Members"]
    assert response.context["chart"] is None


def test_a_change_of_type_is_neither_joining_nor_leaving():
    facts = [
        MembershipFacts(starts_on=date(2020, 1, 1), ends_on=date(2026, 3, 1)),
        MembershipFacts(starts_on=date(2026, 3, 1)),
    ]
    course = Course([facts])
    this_year = (date(2026, 1, 1), date(2026, 12, 31))
    assert (course.members_on(date(2026, 3, 1)), course.joined(*this_year), course.left(*this_year)) == (
        1,
        0,
        0,
    )


def test_who_stays_to_the_last_day_of_december_left_in_that_year():
    course = Course([[MembershipFacts(starts_on=date(2020, 1, 1), ends_on=date(2026, 1, 1))]])
    by_year = [course.left(date(year, 1, 1), date(year, 12, 31)) for year in (2025, 2026)]
    assert (by_year, course.members_on(date(2025, 12, 31))) == ([1, 0], 1)


def test_months_end_on_their_last_days():
    days = figures.month_ends(date(2026, 3, 15))
    assert (len(days), days[0], days[-2], days[-1]) == (
        12, date(2025, 4, 30), date(2026, 2, 28), date(2026, 3, 15),
    )  # fmt: skip


def test_the_axis_has_round_steps_and_begins_at_nought():
    assert [tick_step(most) for most in (1, 5, 6, 48, 487, 12_000)] == [1, 1, 2, 10, 100, 5_000]
    chart = draw([("2024", 0), ("2025", 5), ("now", 10)], write=str)
    assert [label.text for label in chart.up] == ["0", "2", "4", "6", "8", "10"]
    assert (chart.up[0].at, chart.end_y) == (chart.base, 12.0)


# --- Without the register --------------------------------------------------------------------------------


def menu_of(response) -> list[str]:
    """Return where the menu leads."""
    return [item.url for group in response.context["shell"].groups for item in group.items]


def test_an_auditor_finds_numbers_and_the_proof_and_nobody_in_particular(association):
    member("Anna", starts_on=date(2020, 1, 1))
    auditor = sign_in(Client(), association, role="auditor")
    page = auditor.get("/klubben/")
    shell = page.context["shell"]
    assert (page.status_code, page.context["figures"][0].value, "Anna" in page.content.decode()) == (
        200,
        "1",
        False,
    )
    assert menu_of(page) == [
        "/klubben/",
        "/klubben/books/",
        "/klubben/proofs/",
        "/klubben/log/",
        "/klubben/board/",
    ]
    assert [row.url for row in page.context["places"]] == menu_of(page)[1:]
    assert (shell.search_url, shell.help_url) == ("", "")


@pytest.mark.parametrize("role", list(STARTING_ROLES))
def test_every_role_arrives_at_a_page_whose_menu_opens(association, role):
    if role == MEMBER:
        browser = sign_in(Client(), association, role=role)
        assert browser.get("/klubben/").context["places"] == []
        return
    member("Anna", starts_on=date(2020, 1, 1))
    browser = sign_in(Client(), association, role=role)
    page = browser.get("/klubben/")
    assert {url: browser.get(url).status_code for url in menu_of(page)} == dict.fromkeys(menu_of(page), 200)


def test_a_member_without_a_role_is_led_to_their_own_pages(association):
    (anna,) = register(a_person("Anna"))
    term = NewTerm(email="anna@example.se", role=MEMBER, starts_on=date(2020, 1, 1), person_id=anna)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    browser = Client()
    browser.force_login(Account.objects.get(id=account_id))
    assert browser.get("/klubben/")["Location"] == "/klubben/me/"


@pytest.mark.parametrize("right", [right for right in Right if right is not Right.OWN_PAGES])
def test_a_role_of_one_right_alone_arrives_too(association, right):
    Role.objects.filter(code="auditor").update(rights=[right.value])
    browser = sign_in(Client(), association, role="auditor")
    page = browser.get("/klubben/")
    assert {url: browser.get(url).status_code for url in menu_of(page)} == dict.fromkeys(menu_of(page), 200)


def test_whoever_sees_no_people_finds_nobody_by_address_or_search(association):
    (anna,) = register(a_person("Anna"))
    auditor = sign_in(Client(), association, role="auditor")
    refused = [
        auditor.get(f"/klubben/{path}").status_code for path in ("people/", f"people/{anna}/", "exports/")
    ]
    assert (refused, auditor.post("/klubben/people/search/", {"q": "Anna"}).status_code) == ([403] * 3, 403)
    assert auditor.get("/klubben/log/", {"person": str(anna)}).status_code == 404
