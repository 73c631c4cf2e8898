"""Whoever only looks begins an association of their own in the demonstration; elsewhere they read whom to ask."""

from uuid import UUID

import pytest
from django.test import Client

from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from matrikel.ui.errors import HelpContact
from tests.factories.sign_ins import an_account

PAGE, BEGIN = "/start/", "Begin with an empty association of your own"
TYPED = {"name": "Sjöbo fotoklubb", "display_name": "Ada", "position": "secretary"}


@pytest.mark.parametrize(
    ("is_marked", "host", "status"),
    [(True, "localhost", 200), (True, "testserver", 404), (False, "localhost", 404)],
)
def test_only_the_demonstration_on_its_own_machine_lets_anybody_begin(
    association: UUID, is_marked: bool, host: str, status: int
) -> None:
    if is_marked:
        mark_demonstration()
    browser = Client(SERVER_NAME=host)
    assert (browser.get(PAGE).status_code, BEGIN in browser.get("/sign-in/").content.decode()) == (
        status,
        status == 200,
    )
    assert browser.post(PAGE).status_code == (302 if status == 200 else 404)


def test_from_one_press_to_the_questions_without_a_host(association: UUID) -> None:
    mark_demonstration()
    browser = Client(SERVER_NAME="localhost", HTTP_ACCEPT_LANGUAGE="fi, en;q=0.5")
    invitation = browser.post(PAGE)["Location"]
    begun = browser.post(invitation, TYPED)
    assert begun["Location"] == "/sjobo-fotoklubb/set-up/"
    page = browser.get(begun["Location"])
    # The name was typed a moment ago, and is not asked for again; the country is the browser's.
    assert (page.status_code, page.context["done"], page.context["next_url"]) == (
        200,
        1,
        "/sjobo-fotoklubb/set-up/kind/",
    )
    asked = browser.get("/sjobo-fotoklubb/set-up/country/").context["form"]
    assert asked["country"].value() == "FI"
    assert Client(SERVER_NAME="localhost").post(PAGE)["Location"] != invitation


def test_a_sign_in_that_reaches_nothing_reads_whom_to_ask_and_what_comes_of_it(
    association: UUID, settings: object
) -> None:
    settings.MATRIKEL_HELP_CONTACT = HelpContact(name="Förbundets kansli", phone="08-123 45 67")  # type: ignore[attr-defined]
    browser = Client()
    browser.force_login(an_account())
    text = browser.get("/").content.decode()
    assert "no association has given you anything to see" in text
    assert "Ask Förbundets kansli, who runs this installation, to invite you." in text
