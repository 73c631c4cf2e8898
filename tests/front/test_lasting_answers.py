"""What is kept of a form that a page answered: sealed, its author's alone, and no secret."""

import re

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client

from matrikel.audit.models import Entry
from matrikel.authentication.models import Draft
from matrikel.people.models import Tag
from matrikel.ui.doors import repeat
from tests.conftest import sign_in
from tests.factories.people import a_person, register

NEW = "/klubben/people/new/"


def lasting(page: str) -> str:
    (address,) = re.findall(r'data-lasting="([^"]+)"', page)
    return address.replace("&amp;", "&")


def test_a_refused_form_is_shown_again_to_its_author_alone_and_sealed(association, secretary):
    refused = secretary.post(NEW, {"given_name": "Ida-Sköldunge", "email": "no address"})
    assert refused.status_code == 422
    again = secretary.get(lasting(refused.text))
    assert (again.status_code, "Ida-Sköldunge" in again.text) == (422, True)
    assert "Ida-Sköldunge".encode() not in bytes(Draft.objects.get().sealed)
    other = sign_in(Client(), association, role="membership_secretary")
    assert "Ida-Sköldunge" not in other.get(lasting(refused.text)).text


def test_a_form_that_would_be_taken_by_now_is_not_taken_by_going_back(secretary):
    secretary.post("/klubben/tags/", {"name": "Choir"})
    refused = secretary.post("/klubben/tags/", {"name": "choir"})
    assert (refused.status_code, secretary.get(lasting(refused.text)).status_code) == (422, 422)
    Tag.objects.all().delete()
    entries = Entry.objects.count()
    page = secretary.get(lasting(refused.text), follow=True)
    assert (page.status_code, Tag.objects.count(), Entry.objects.count()) == (200, 0, entries)
    assert list(page.context["messages"]) == []


def test_going_back_leaves_nothing_in_the_session_of_what_was_not_done(db, rf):
    request = rf.get("/klubben/")
    request.session, request.is_asking = SessionStore(), False
    request.session["stays"] = {"list": [1]}

    def view() -> HttpResponse:
        request.session["stays"]["list"].append(2)
        request.session["link"] = "of an invitation that was never written"
        return redirect("/elsewhere/")

    assert repeat(request, view)["Location"] == "/klubben/?kept="
    assert dict(request.session.items()) == {"stays": {"list": [1]}}


def test_of_the_answers_the_latest_twenty_are_kept(association, secretary):
    pages = [secretary.post(NEW, {"given_name": f"Ida{number}", "email": "no"}).text for number in range(21)]
    assert Draft.objects.count() == 20
    assert "Ida0" not in secretary.get(lasting(pages[0])).text
    assert 'value="Ida20"' in secretary.get(lasting(pages[20])).text


def test_a_search_by_identity_number_and_a_code_are_never_kept(association, secretary):
    refused = secretary.post("/klubben/people/by-number/", {"number": "19121212-1212"})
    secretary.post("/sign-in/mine/code-sheet/", {"code": "11112222"})
    assert (refused.status_code, Draft.objects.count()) == (422, 0)


def test_what_takes_only_forms_leads_to_the_page_above_when_nothing_is_kept(association, secretary):
    (anna,) = register(a_person("Anna", "Ek"))
    answer = secretary.get(f"/klubben/people/{anna}/opened/?kept=00000000-0000-7000-8000-000000000000")
    assert (answer.status_code, answer["Location"]) == (302, f"/klubben/people/{anna}/")
