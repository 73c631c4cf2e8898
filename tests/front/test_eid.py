"""Signing in with an eID through the pages: from the button to the broker and back, in the browser that went there."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.end_access import end_access
from matrikel.access.models import Account
from matrikel.audit.models import Entry
from matrikel.authentication import oidc
from matrikel.authentication.models import EidLink, Session
from matrikel.authentication.queries import has_factor, list_eid_links
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from tests.conftest import ACTOR
from tests.factories.openid import Provider, broker_at, provider
from tests.factories.sign_ins import an_account, an_officer, first_step, give_app, letters, newest_code

BACK = "http://testserver/sign-in/eid/prov/"


@pytest.fixture
def prov(settings: Any) -> Iterator[Provider]:
    """Return a provider that is the installation's broker."""
    oidc.forget_brokers()
    with provider([BACK, BACK.replace("prov", "other")]) as found:
        settings.EID_BROKERS = (broker_at(found.issuer),)
        yield found


def go(browser: Client, *, at: str = "/sign-in/eid/", key: str = "prov/bankid", **fields: str) -> str:
    """Press the button of an eID, and return the address at the broker to which the page leads."""
    page = browser.post(at, {"eid": key, **fields})
    assert page.status_code == 200
    address = page.headers["Refresh"].removeprefix("0; url=")
    assert address.replace("&", "&amp;") in page.content.decode()
    return address


def come_back(browser: Client, back: str) -> Any:
    parts = urlsplit(back)
    return browser.get(f"{parts.path}?{parts.query}")


def walk(browser: Client, prov: Provider, **how: str) -> Any:
    return come_back(browser, prov.show_eid(go(browser, **how)))


def refusal_at(browser: Client, answer: Any) -> tuple[str, str]:
    """Return where a refusal led, and the words that stand there, this once."""
    assert answer.status_code == 302
    path = answer["Location"]
    first, again = browser.get(path).content.decode(), browser.get(path).content.decode()
    assert 'id="refusal"' not in again
    return path, first.split('id="refusal">')[1].split("<span>")[1].split("</span>")[0]


def linked(prov: Provider, account: Account) -> Client:
    """Return a browser in which somebody has signed in by letter and linked an eID since."""
    browser = first_step(account, at=timezone.now())
    assert walk(browser, prov, at="/sign-in/mine/eid/")["Location"] == "/sign-in/mine/recovery-codes/"
    return browser


def test_without_a_broker_no_page_says_a_word_of_it(db: None) -> None:
    browser = first_step(an_account(), at=timezone.now())
    pages = [
        browser.get(path).content.decode() for path in ("/sign-in/", "/sign-in/again/", "/sign-in/mine/")
    ]
    assert [("eid" in page.lower().replace("seid", "")) for page in pages] == [False] * 3
    assert [
        Client().post("/sign-in/eid/", {"eid": "prov/bankid"}).status_code,
        Client().get("/sign-in/eid/prov/keys/").status_code,
    ] == [404, 404]


def test_linked_once_an_eid_signs_in_with_both_steps_and_back_to_where_one_was(
    prov: Provider, association: UUID
) -> None:
    eva = an_officer(association)
    linked(prov, eva)
    assert "BankID" in Client().get("/klubben/sign-in/").content.decode()
    browser = Client()
    came = walk(browser, prov, at="/klubben/sign-in/eid/", next="/klubben/people/")
    assert (came.status_code, came["Location"]) == (302, "/klubben/people/")
    # Nothing else is asked for: seeing others needs no further step.
    assert browser.get("/klubben/people/").status_code == 200
    mine = browser.get("/sign-in/mine/").content.decode()
    assert ("BankID" in mine, "last used" in mine) == (True, True)


def test_an_eid_that_nobody_has_linked_signs_nobody_in_and_says_what_to_do(
    prov: Provider, association: UUID
) -> None:
    an_officer(association)
    browser = Client()
    path, said = refusal_at(browser, walk(browser, prov, at="/klubben/sign-in/eid/", step="sign_in"))
    assert (path, said) == (
        "/klubben/sign-in/",
        "This BankID is not linked with a sign-in here yet. "
        "Sign in another way this once, then link it under “My sign-in”.",
    )
    assert browser.get("/klubben/")["Location"] == "/klubben/sign-in/"


def test_with_an_eid_the_mailbox_is_not_enough_any_more_and_the_eid_is_the_second_step(
    prov: Provider, association: UUID
) -> None:
    eva = an_officer(association)
    linked(prov, eva)
    browser = Client()
    browser.post("/sign-in/", {"email": eva.email, "way": "code"})
    answer = browser.post("/sign-in/code/", {"code": newest_code(timezone.now())})
    assert answer["Location"] == "/sign-in/second-step/"
    assert "Go on with BankID" in browser.get("/sign-in/second-step/").content.decode()
    assert walk(browser, prov, step="factor")["Location"] == "/"
    assert browser.get("/klubben/people/").status_code == 200


def test_as_the_second_step_only_ones_own_eid_counts(prov: Provider, association: UUID) -> None:
    eva, karl = an_officer(association), an_officer(association, email="karl@example.se", role="chair")
    linked(prov, karl)
    give_app(eva, timezone.now() - timedelta(minutes=5))
    browser = first_step(eva, at=timezone.now())
    path, said = refusal_at(browser, walk(browser, prov, step="factor"))
    assert (path, said) == (
        "/sign-in/second-step/",
        "This BankID is linked with another sign-in than this one.",
    )
    assert (
        Session.objects.filter(account=karl, signed_in_at__gt=timezone.now() - timedelta(seconds=1)).count()
        <= 1
    )
    assert browser.get("/klubben/people/")["Location"].startswith("/klubben/sign-in/")


def test_whoever_is_asked_again_may_show_the_eid(prov: Provider, association: UUID) -> None:
    eva = an_officer(association)
    browser = linked(prov, eva)
    Session.objects.update(seen_at=timezone.now() - timedelta(minutes=31))
    assert browser.get("/klubben/people/")["Location"] == "/klubben/sign-in/again/"
    assert "Go on with BankID" in browser.get("/klubben/sign-in/again/").content.decode()
    came = walk(browser, prov, at="/klubben/sign-in/eid/", step="again")
    assert came["Location"] == "/klubben/people/"
    assert browser.get("/klubben/people/").status_code == 200


def test_a_low_eid_is_the_first_step_and_no_more(prov: Provider, association: UUID) -> None:
    eva = an_officer(association)
    browser = first_step(eva, at=timezone.now())
    assert walk(browser, prov, at="/sign-in/mine/eid/", key="prov/letter")["Location"] == "/sign-in/mine/"
    assert has_factor(account_id=eva.pk) is False
    other = Client()
    assert walk(other, prov, key="prov/letter", next="/klubben/people/")["Location"] == "/klubben/people/"
    assert other.get("/klubben/people/")["Location"] == "/sign-in/mine/second-step/"
    give_app(eva, timezone.now() - timedelta(minutes=5))
    assert walk(Client(), prov, key="prov/letter")["Location"] == "/sign-in/second-step/"


def test_linking_asks_for_a_proof_that_is_fresh(prov: Provider, association: UUID) -> None:
    eva = an_officer(association)
    browser = first_step(eva, at=timezone.now())
    session = browser.session
    old = (timezone.now() - timedelta(minutes=11)).isoformat()
    session["proof"] = {**session["proof"], "fresh_at": old}
    session.save()
    assert browser.post("/sign-in/mine/eid/", {"eid": "prov/bankid"})["Location"] == "/sign-in/again/"
    assert Client().post("/sign-in/mine/eid/", {"eid": "prov/bankid"})["Location"] == "/sign-in/"
    assert EidLink.objects.count() == 0


def test_whoever_was_signed_out_meanwhile_or_became_somebody_else_links_nothing(
    prov: Provider, association: UUID
) -> None:
    eva, karl = an_officer(association), an_officer(association, email="karl@example.se", role="chair")
    browser = first_step(eva, at=timezone.now())
    back = prov.show_eid(go(browser, at="/sign-in/mine/eid/"))
    waiting = browser.session["eid"]
    first_step(karl, at=timezone.now(), browser=browser)
    session = browser.session
    session["eid"] = waiting
    session.save()
    path, said = refusal_at(browser, come_back(browser, back))
    assert (path, said) == (
        "/sign-in/mine/",
        "You were signed out meanwhile, so nothing was linked. Begin once more.",
    )
    assert EidLink.objects.count() == 0


ELSEWHERE = "That took too long, or was begun in another browser. Begin once more."


def test_an_answer_is_taken_only_in_the_browser_that_went_there(prov: Provider, association: UUID) -> None:
    eva = an_officer(association)
    linked(prov, eva)
    mine, thief = Client(), Client()
    back = prov.show_eid(go(mine))
    assert refusal_at(thief, come_back(thief, back)) == ("/sign-in/", ELSEWHERE)
    # An attacker who plants his own answer in somebody's browser gets nobody signed in as him.
    assert refusal_at(thief, come_back(thief, back.replace("state=", "state=x"))) == ("/sign-in/", ELSEWHERE)
    assert prov.count("/token") == 1
    assert come_back(mine, back)["Location"] == "/"
    assert refusal_at(mine, come_back(mine, back)) == ("/sign-in/", ELSEWHERE)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=", "?error=access_denied", "?state=%00&code=%00"])
def test_an_answer_to_no_question_leads_to_the_beginning(prov: Provider, db: None, query: str) -> None:
    browser = Client()
    assert refusal_at(browser, browser.get("/sign-in/eid/prov/" + query)) == ("/sign-in/", ELSEWHERE)


def test_a_browser_that_was_signed_out_or_signed_in_anew_knows_the_question_no_more(
    prov: Provider, association: UUID
) -> None:
    eva = an_officer(association)
    browser = linked(prov, eva)
    back = prov.show_eid(go(browser, step="again"))
    browser.post("/sign-out/")
    assert refusal_at(browser, come_back(browser, back)) == ("/sign-in/", ELSEWHERE)


def test_an_answer_of_one_broker_is_not_taken_at_the_address_of_another(
    prov: Provider, db: None, settings: Any
) -> None:
    settings.EID_BROKERS = (*settings.EID_BROKERS, broker_at(prov.issuer, code="other"))
    browser = Client()
    back = prov.show_eid(go(browser))
    assert refusal_at(browser, come_back(browser, back.replace("/prov/", "/other/"))) == (
        "/sign-in/",
        ELSEWHERE,
    )
    assert prov.count("/token") == 0


def test_three_tabs_may_be_at_the_broker_and_the_fourth_forgets_the_first(
    prov: Provider, association: UUID
) -> None:
    linked(prov, an_officer(association))
    browser = Client()
    backs = [prov.show_eid(go(browser)) for _tab in range(4)]
    assert refusal_at(browser, come_back(browser, backs[0])) == ("/sign-in/", ELSEWHERE)
    assert come_back(browser, backs[1])["Location"] == "/"


def test_whoever_stops_at_the_broker_is_told_in_their_own_language(prov: Provider, db: None) -> None:
    browser = Client(headers={"accept-language": "sv"})
    state = parse_qs(urlsplit(go(browser)).query)["state"][0]
    answer = browser.get(
        "/sign-in/eid/prov/",
        {"error": "access_denied", "error_description": "<b>no</b>", "state": state, "iss": prov.issuer},
    )
    _path, said = refusal_at(browser, answer)
    assert (said.startswith("Du avbröt"), "BankID" in said, "<b>" in said) == (True, True, False)


def test_what_a_broker_hears_of_us_is_an_address_and_nothing_of_anybody(
    prov: Provider, association: UUID
) -> None:
    eva = an_officer(association)
    linked(prov, eva)
    walk(Client(), prov, at="/klubben/sign-in/eid/", next="/klubben/people/?q=Anna")
    heard = " ".join(f"{path} {sent}" for path, sent in prov.seen)
    assert [word in heard for word in (eva.email, str(eva.pk), "klubben", "Anna")] == [False] * 4


def test_the_page_that_leads_on_lets_no_form_leave_and_no_other_page_widens_its_policy(
    prov: Provider, db: None
) -> None:
    browser = Client()
    page = browser.post("/sign-in/eid/", {"eid": "prov/bankid"})
    policies = [page["Content-Security-Policy"], browser.get("/sign-in/")["Content-Security-Policy"]]
    assert ["form-action 'self';" in policy for policy in policies] == [True, True]
    assert [prov.issuer in policy for policy in policies] == [False, False]
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("same-origin", "no-store")


def test_a_form_from_another_site_leads_nobody_to_a_broker(prov: Provider, db: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sign-in/eid/", {"eid": "prov/bankid"}, headers={"origin": "https://evil.example"})
    assert (answer.status_code, browser.get("/sign-in/eid/").status_code, prov.seen) == (403, 405, [])


def test_an_eid_that_is_removed_signs_nobody_in_and_its_second_step_is_gone(
    prov: Provider, association: UUID
) -> None:
    eva = an_officer(association)
    browser = linked(prov, eva)
    (link,) = list_eid_links(account_id=eva.pk)
    assert browser.get("/klubben/people/").status_code == 200
    assert browser.post(f"/sign-in/mine/eid/{link.id}/remove/")["Location"] == "/sign-in/mine/"
    assert browser.get("/klubben/people/")["Location"] == "/sign-in/mine/second-step/"
    other = Client()
    assert "not linked" in refusal_at(other, walk(other, prov))[1]
    assert [letter.content.subject for letter in letters()][-2:] == [
        "An eID signs you in from now on",
        "An eID was removed",
    ]


def test_nobody_removes_the_eid_of_somebody_else(prov: Provider, association: UUID) -> None:
    eva, karl = an_officer(association), an_officer(association, email="karl@example.se", role="chair")
    linked(prov, eva)
    (link,) = list_eid_links(account_id=eva.pk)
    browser = first_step(karl, at=timezone.now())
    assert browser.post(f"/sign-in/mine/eid/{link.id}/remove/").status_code == 404
    assert len(list_eid_links(account_id=eva.pk)) == 1


def test_when_access_ends_whoever_came_in_with_an_eid_is_out_at_once(
    prov: Provider, association: UUID
) -> None:
    an_officer(association, role="chair", email="karl@example.se")
    eva = an_officer(association)
    linked(prov, eva)
    browser = Client()
    walk(browser, prov)
    assert browser.get("/klubben/people/").status_code == 200
    back = prov.show_eid(go(browser, step="again"))
    with association_scope(association):
        end_access(account_ids=[eva.pk], actor=ACTOR, at=timezone.now())
    assert Session.objects.filter(account=eva).count() == 0
    assert browser.get("/klubben/people/")["Location"].startswith("/klubben/sign-in/")
    assert refusal_at(browser, come_back(browser, back)) == ("/sign-in/", ELSEWHERE)


def test_a_refusal_is_written_down_without_saying_who_tried(prov: Provider, db: None) -> None:
    browser = Client()
    walk(browser, prov)
    with association_scope(INSTALLATION):
        entry = Entry.objects.filter(action="authentication.refused").get()
    assert (entry.actor_kind, entry.header) == ("automatic", {"kind": "eid", "waits": False})


def test_our_keys_are_published_without_their_secret_half(prov: Provider, db: None, settings: Any) -> None:
    ours = 'client_key = "mine"\ndecryption_key = "opens"'
    settings.EID_BROKERS = (broker_at(prov.issuer, settings=ours),)
    keys = Client().get("/sign-in/eid/prov/keys/").json()["keys"]
    assert [(key["use"], sorted(key)) for key in keys] == [
        (use, ["e", "kid", "kty", "n", "use"]) for use in ("sig", "enc")
    ]
