"""Somebody lives in hiding: no page, list or search tells anybody where, nor that there is something to tell."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from matrikel.access.rules import STARTING_ROLES
from matrikel.kernel.actors import Right
from matrikel.people.actions.change_people import change_people
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonChange
from matrikel.selections.filters import OFFERS
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.addresses import addresses_of_associations
from tests.factories.people import a_person, admit, branches, register

WHEREABOUTS = ["Gömstigen", "67199", "671 99", "Dold by", "gomd@example.se", "070-174 06 99", "+46701740699"]
WHEREABOUTS += ["1946-03-23", "23 March 1946", "Hemort", "Hemliga grenen"]
ROLES_WITHOUT = [role for role, rights in STARTING_ROLES.items() if Right.PROTECTED_SEE not in rights]


def hiding(unit_id: UUID) -> NewPerson:
    """Return a person with every kind of whereabouts."""
    person = a_person(
        "Vera",
        "Gömd",
        birth_date=date(1946, 3, 23),
        home_municipality="Hemort",
        unit_id=unit_id,
        member_number="17",
        protection="STRICT",
    )
    points = [
        NewContactPoint(kind="EMAIL", value="gomd@example.se", normalised="gomd@example.se"),
        NewContactPoint(kind="PHONE", value="070-174 06 99", normalised="+46701740699"),
        NewContactPoint(kind="POSTAL", street="Gömstigen 9", postcode="67199", place="Dold by", country="SE"),
    ]
    return replace(person, contact_points=points)


@pytest.fixture
def hidden(association: UUID) -> list[UUID]:
    """Register one person who was protected from the first day, and one whose protection came later."""
    (unit_id,) = branches("Hemliga grenen")
    first = hiding(unit_id)
    later = replace(first, core=replace(first.core, protection="NONE", member_number="18"))
    ids = register(first, later)
    for person_id in ids:
        admit(person_id, date(2020, 1, 1))
    change = PersonChange(person_id=ids[1], version=1, values={"protection": "PROTECTED"})
    change_people(changes=[change], actor=ACTOR, at=AT)
    return ids


EVERY_COLUMN = [each.code for offer in OFFERS for each in offer.columns]


def everything_shown(browser: Client, ids: dict[str, list[UUID]]) -> Iterator[tuple[str, str]]:
    for address in addresses_of_associations():
        if set(address.takes) <= set(ids):
            for path in address.fill("klubben", ids):
                for headers in ({}, {"HX-Request": "true"}):
                    yield path, browser.get(path, headers=headers).content.decode(errors="replace")
    for needle in ("vera", *WHEREABOUTS, "gomstigen", "0701740699"):
        for path in ("/klubben/people/", "/klubben/people/search/"):
            page = browser.post(path, {"q": needle}, headers={"HX-Request": "true"}).content.decode()
            # What was searched for stands in its field again; in a line of the list it would be told.
            yield f"{path} {needle}", page.replace(needle, "")
    for name, value in (("postcode", "671"), ("postcode", "67199"), ("unit", "")):
        page = browser.get("/klubben/people/", {name: value}).content.decode()
        yield f"{name}={value}", page.replace(value, "") if value else page
    # Every column that somebody can choose, on the page and in a file.
    every = {"column": EVERY_COLUMN, "back": "/klubben/people/"}
    browser.post("/klubben/people/columns/", every)
    yield "every column", browser.get("/klubben/people/").content.decode()
    sent = {"all": "1", "question": "", "purpose": "contact", "columns": EVERY_COLUMN, "reason": "x"}
    asked = browser.post("/klubben/people/export/", {**sent, "form": "CSV"})
    yield "asked for", asked.content.decode(errors="replace")
    if path := asked.headers.get("Location"):
        yield "before it leaves", browser.get(path).content.decode()
        browser.post(f"{path}confirm/")
        yield "taken out", browser.post(f"{path}file/").content.decode(errors="replace")


@pytest.mark.parametrize("role", STARTING_ROLES)
def test_nobody_comes_across_the_whereabouts(association: UUID, hidden: list[UUID], role: str) -> None:
    browser = sign_in(Client(raise_request_exception=False), association, role=role)
    told = {
        (path, word)
        for path, page in everything_shown(browser, {"person_id": hidden})
        for word in WHEREABOUTS
        # The branch has a name like any other; that somebody belongs to it is what must not show.
        if word in page and word != "Hemliga grenen"
    }
    assert told == set()


@pytest.mark.parametrize("role", ROLES_WITHOUT)
def test_whoever_may_not_know_sees_a_person_who_gave_no_address(
    association: UUID, hidden: list[UUID], role: str
) -> None:
    browser = sign_in(Client(raise_request_exception=False), association, role=role)
    (open_person,) = register(a_person("Vera", "Gömd", birth_year=1946, member_number="19"))
    admit(open_person, date(2020, 1, 1))
    for person_id, version in ((hidden[0], 1), (open_person, 1)):
        change = PersonChange(person_id=person_id, version=version, values={"member_number": None})
        change_people(changes=[change], actor=ACTOR, at=AT)
    sees_people = Right.PEOPLE_SEE in STARTING_ROLES[role]
    compared = 0
    for address in addresses_of_associations():
        if address.takes == ("person_id",):
            answers = [
                browser.get(address.fill("klubben", {"person_id": [found]})[0])
                for found in (hidden[0], open_person)
            ]
            assert answers[0].status_code == answers[1].status_code
            pages = [without_what_always_differs(answer.content.decode()) for answer in answers]
            assert pages[0] == pages[1], address.name
            compared += answers[0].status_code == 200
    assert compared >= (2 if sees_people else 0)
    page = browser.post("/klubben/people/", {"q": "vera"}, follow=True).content.decode()
    lines = {without_what_always_differs(row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)}
    without_number = {line for line in lines if "Vera" in line and "18" not in line}
    assert len(without_number) == (1 if sees_people else 0)


def without_what_always_differs(page: str) -> str:
    page = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", page)
    return re.sub(r'(nonce|content|value|csrfmiddlewaretoken|hx-headers)=(["\']).*?\2', r"\1", page)
