"""The page of the settings: what is saved, what is refused, and two people who change them at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.organisations.queries import get_association
from tests.conftest import sign_in

PAGE = "/klubben/settings/"


def typed(**changes):
    return {
        "name": "Fotoklubben",
        "calls_itself": "klubben",
        "help_name": "Ida, ida@example.se",
        "language": "sv",
        "time_zone": "Europe/Stockholm",
        "has_colour": "on",
        "colour": "#15605b",
        "version": "1",
        **changes,
    }


def test_the_settings_are_saved(association, secretary):
    assert secretary.post(PAGE, typed()).headers["Location"] == PAGE
    saved = get_association()
    assert (saved.name, saved.calls_itself, saved.colour, saved.version) == (
        "Fotoklubben", "klubben", "#15605b", 2,
    )  # fmt: skip


def test_a_colour_on_which_white_text_cannot_be_read_is_refused_at_its_field(association, secretary):
    response = secretary.post(PAGE, typed(colour="#ffe066"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["colour"]
    assert 'value="Fotoklubben"' in response.content.decode()
    assert get_association().version == 1


def test_a_colour_is_asked_of_nobody(association, secretary):
    secretary.post(PAGE, typed(has_colour="", colour="#ffe066"))
    assert get_association().colour == ""


@pytest.mark.parametrize("changes", [{"name": ""}, {"language": "xx"}, {"time_zone": "Mars/Olympus"}])
def test_what_is_not_possible_is_said_at_the_field(association, secretary, changes):
    response = secretary.post(PAGE, typed(**changes))
    assert (response.status_code, list(response.context["form"].errors)) == (422, list(changes))


def test_the_second_of_two_sees_the_difference_and_may_keep_her_own(association, secretary):
    secretary.post(PAGE, typed(name="First"))
    response = secretary.post(PAGE, typed(name="Second"))
    assert response.status_code == 409
    assert response.context["differences"] == [
        {"label": "Name of the association", "theirs": "First", "mine": "Second"}
    ]
    assert (get_association().name, response.context["form"]["version"].value()) == ("First", "2")
    secretary.post(PAGE, typed(name="Second", version="2"))
    assert get_association().name == "Second"


def test_what_was_settled_at_the_start_is_shown_with_a_reason(association, secretary):
    fixed = {fact.term: fact.value for fact in secretary.get(PAGE).context["fixed"]}
    assert fixed == {
        "Address": "/klubben/",
        "Profile": "ordinary association",
        "Country": "Sweden",
        "Currency": "SEK",
    }


def test_who_may_not_change_settings_is_told_so(association, client):
    assert sign_in(client, association, role="treasurer").get(PAGE).status_code == 403


def test_the_neighbours_secretary_finds_nothing_here(intruder, association):
    assert [intruder.get(PAGE).status_code, intruder.post(PAGE, typed()).status_code] == [404, 404]


def test_the_page_asks_few_questions(association, secretary):
    with CaptureQueriesContext(connection) as asked:
        secretary.get(PAGE)
    assert len(asked) <= 10
