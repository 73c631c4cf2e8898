"""Search from anywhere."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.people.actions.register_people import register_people
from matrikel.people.rules.records import NewPerson, PersonCore

SEARCH = "/klubben/people/search/"
HTMX = {"HX-Request": "true"}


def register(actor, at, *names):
    people = [
        NewPerson(core=PersonCore(given_name=name, family_name="Ek"), wants_number=True) for name in names
    ]
    return register_people(people=people, actor=actor, at=at)


def test_the_dialog_gets_the_hits_with_the_way_to_each(secretary, actor, at):
    (anna,) = register(actor, at, "Anna")
    page = secretary.get(SEARCH, {"q": "ann"}, headers=HTMX).content.decode()
    assert f'href="/klubben/people/{anna}/"' in page
    assert "<html" not in page


def test_a_search_without_hits_says_what_else_to_try(secretary):
    page = secretary.get(SEARCH, {"q": "xyzzy"}, headers=HTMX).content.decode()
    assert "Nothing found" in page


def test_without_a_script_the_search_leads_to_the_list(secretary):
    assert secretary.get(SEARCH, {"q": "ann"})["Location"] == "/klubben/people/?q=ann"


def test_more_hits_than_fit_lead_to_the_list(secretary, actor, at):
    register(actor, at, *(f"Anna{index}" for index in range(10)))
    page = secretary.get(SEARCH, {"q": "anna"}, headers=HTMX).content.decode()
    assert "/klubben/people/?q=anna" in page


def test_the_neighbours_secretary_finds_nobody_here(intruder, actor, at):
    register(actor, at, "Anna")
    assert intruder.get(SEARCH, {"q": "ann"}, headers=HTMX).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_hits(secretary, actor, at):
    counts = []
    for names in (["Anna"], ["Annika", "Anneli"]):
        register(actor, at, *names)
        with CaptureQueriesContext(connection) as caught:
            secretary.get(SEARCH, {"q": "ann"}, headers=HTMX)
        counts.append(len(caught))
    assert counts[0] == counts[1]
