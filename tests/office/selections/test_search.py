"""Search from anywhere."""

import re
from dataclasses import replace
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.people.actions.register_people import register_people
from matrikel.people.rules.records import NewPerson, PersonCore
from matrikel.selections.actions.save_selections import NewSelection, save_selections
from matrikel.selections.rules import MEMBERS
from tests.conftest import sign_in
from tests.factories.people import branches

SEARCH = "/klubben/people/search/"
HTMX = {"HX-Request": "true"}


def register(actor, at, *names):
    people = [
        NewPerson(core=PersonCore(given_name=name, family_name="Ek"), wants_number=True) for name in names
    ]
    return register_people(people=people, actor=actor, at=at)


def account_of(browser):
    return UUID(browser.session["_auth_user_id"])


def test_the_dialog_gets_the_hits_with_the_way_to_each(secretary, actor, at):
    (anna,) = register(actor, at, "Anna")
    page = secretary.post(SEARCH, {"q": "ann"}, headers=HTMX).content.decode()
    assert f'href="/klubben/people/{anna}/"' in page
    assert "<html" not in page


def test_a_search_without_hits_says_what_else_to_try(secretary):
    page = secretary.post(SEARCH, {"q": "xyzzy"}, headers=HTMX).content.decode()
    assert "Nothing found" in page


def test_without_a_script_the_search_is_a_page(secretary, actor, at):
    (anna,) = register(actor, at, "Anna")
    page = secretary.post(SEARCH, {"q": "ann"}).content.decode()
    assert f'href="/klubben/people/{anna}/"' in page
    assert "<html" in page


def test_more_hits_than_fit_lead_to_the_list_by_an_address_that_names_nobody(secretary, actor, at):
    register(actor, at, *(f"Anna{index}" for index in range(10)))
    page = secretary.post(SEARCH, {"q": "anna"}, headers=HTMX).content.decode()
    (address,) = re.findall(r'href="(/klubben/people/\?s=[^"]+)"', page)
    assert "anna" not in address
    assert secretary.get(address).context["listing"].search_value == "anna"


def test_pages_branches_groups_and_saved_selections_are_found_too(secretary, viewer, actor, at):
    branches("Norra Fotoklubben")
    save_selections(
        selections=[NewSelection(name="Fotografer i norr", question=MEMBERS)],
        viewer=replace(viewer, account_id=account_of(secretary)),
        actor=actor,
        at=at,
    )
    page = secretary.post(SEARCH, {"q": "foto"}, headers=HTMX).content.decode()
    assert ("Norra Fotoklubben" in page, "Fotografer i norr" in page) == (True, True)
    assert "Import" in secretary.post(SEARCH, {"q": "impo"}, headers=HTMX).content.decode()


def test_pages_are_offered_only_to_whoever_may_enter_them(association):
    treasurer = sign_in(Client(), association, role="treasurer")
    page = treasurer.post(SEARCH, {"q": "import"}, headers=HTMX).content.decode()
    assert "Nothing found" in page


def test_the_neighbours_secretary_finds_nobody_here(intruder, actor, at):
    register(actor, at, "Anna")
    assert intruder.post(SEARCH, {"q": "ann"}, headers=HTMX).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_hits(secretary, actor, at):
    counts = []
    for names in (["Anna"], ["Annika", "Anneli"]):
        register(actor, at, *names)
        with CaptureQueriesContext(connection) as caught:
            secretary.post(SEARCH, {"q": "ann"}, headers=HTMX)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_each_hit_says_what_it_is_and_a_branch_its_name_in_the_language_of_the_page(secretary, actor, at):
    save_units(
        units=[UnitEdit(name="Norra avdelningen", names={"en": "Northern branch"})], actor=actor, at=at
    )
    page = secretary.post(SEARCH, {"q": "norra"}, headers=HTMX)
    (branch,) = [hit for kind in page.context["found"] for hit in kind.hits if hit.icon == "sitemap"]
    assert (branch.title, branch.what) == ("Northern branch", "Branch")
