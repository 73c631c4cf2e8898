"""Whoever gets a mailing says in one press that there shall be no more of them, and nobody else can say it."""

import base64
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.mail.actions.deliver_letters import deliver_letters
from matrikel.mail.actions.queue_letters import LetterRefused, queue_letters
from matrikel.mail.kinds import LetterKind, register_kinds
from matrikel.mail.models import Letter
from matrikel.privacy.actions.note_consents import note_consents
from matrikel.privacy.actions.suppress_addresses import suppress_addresses
from matrikel.privacy.models import ConsentEvent, SuppressionEvent
from matrikel.privacy.queries import list_suppressed, mailing_tokens
from matrikel.privacy.rules import MailingLink, NewConsent, NewSuppression, as_token, packed, read_token
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.factories.answers import problems_of
from tests.factories.mail import Clock, a_letter, a_real_association, server_at, smtp_server
from tests.factories.people import a_person, register

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
register_kinds(
    LetterKind(code="tests.news", purpose="contact", is_mailing=True),
    LetterKind(code="tests.offers", purpose="activities", is_mailing=True),
    LetterKind(code="tests.pictures", purpose="publication", is_mailing=True),
)


def link_for(
    address: str = "anna@example.se", *, person: UUID | None = None, purpose: str = "contact"
) -> str:
    (token,) = mailing_tokens(recipients=[(address, person)], purpose=purpose)
    return f"/mail/fewer/{token}/"


def stopped(address: str = "anna@example.se") -> set[tuple[str, str]]:
    token = read_token(link_for(address).split("/")[3])
    assert token is not None
    key = token[0].address_key
    return {(row.purpose, row.reason) for row in list_suppressed(address_keys=[key]).get(key, ())}


def words() -> list[tuple[str, str]]:
    return list(ConsentEvent.objects.order_by("recorded_at", "id").values_list("kind", "how"))


def test_what_mail_programs_send_stops_the_mailings_of_the_link_without_a_redirect(association: UUID) -> None:
    browser = Client(enforce_csrf_checks=True)
    link = link_for()
    answers = [
        browser.post(link, ONE_CLICK),
        browser.post(link, b"List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"),
        browser.post(link),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [settings.SESSION_COOKIE_NAME in answer.cookies for answer in answers] == [False] * 3
    assert (stopped(), SuppressionEvent.objects.count()) == ({("contact", "ASKED")}, 1)


def test_a_look_changes_nothing_however_often_a_scanner_comes(association: UUID) -> None:
    for method in ("get", "head", "get"):
        answer = getattr(Client(), method)(link_for())
        assert (answer.status_code, problems_of(link_for(), answer)) == (200, [])
    assert SuppressionEvent.objects.count() == 0


def test_the_page_stops_one_purpose_and_takes_it_back(association: UUID) -> None:
    browser, link = Client(), link_for()
    assert browser.post(link, {"purpose": "activities", "wants": "no"})["Location"] == link
    assert stopped() == {("activities", "ASKED")}
    assert browser.get(link).content.decode().count("Get them again") == 1
    assert browser.post(link, {"purpose": "activities", "wants": "yes"}).status_code == 302
    assert stopped() == set()
    # Both rows are there: nothing that was said is taken out again.
    assert sorted(SuppressionEvent.objects.values_list("kind", flat=True)) == ["ADDED", "LIFTED"]


def test_nothing_but_what_must_come_can_be_chosen_and_taken_back(association: UUID) -> None:
    browser, link = Client(), link_for()
    browser.post(link, {"purpose": "", "wants": "no"})
    page = browser.get(link).content.decode()
    assert ("Get letters again" in page, "No more of these" in page) == (True, False)
    assert stopped() == {("", "ASKED")}
    browser.post(link, {"purpose": "", "wants": "yes"})
    assert stopped() == set()


def test_whoever_called_a_letter_unwanted_can_want_them_again_but_a_dead_address_stays_dead(
    association: UUID,
) -> None:
    token = read_token(link_for().split("/")[3])
    assert token is not None
    suppress_addresses(
        suppressions=[
            NewSuppression(address_key=token[0].address_key, reason=reason)
            for reason in ("COMPLAINT", "CAME_BACK")
        ],
        actor=ACTOR,
        at=AT,
    )
    Client().post(link_for(), {"purpose": "", "wants": "yes"})
    assert stopped() == {("", "CAME_BACK")}


def test_a_yes_goes_with_it_and_comes_back_only_where_it_went_by_this_link(association: UUID) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    link = link_for(person=anna, purpose="publication")
    browser = Client()
    # She never said yes, so there is nothing to take back, and a link does not say it for her.
    browser.post(link, ONE_CLICK)
    browser.post(link, {"purpose": "publication", "wants": "yes"})
    assert words() == []
    yes = NewConsent(person_id=anna, purpose="publication", happened_on=TODAY, how="PAPER")
    note_consents(consents=[yes], actor=ACTOR, at=AT)
    browser.post(link, ONE_CLICK)
    browser.post(link, ONE_CLICK)
    assert words()[1:] == [("WITHDRAWN", "EMAIL")]
    browser.post(link, {"purpose": "publication", "wants": "yes"})
    assert words()[1:] == [("WITHDRAWN", "EMAIL"), ("GIVEN", "EMAIL")]


def test_a_no_on_paper_is_not_turned_by_a_link(association: UUID) -> None:
    (anna,) = register(a_person("Anna", "Ek"))
    no = NewConsent(person_id=anna, purpose="publication", happened_on=TODAY, how="PAPER", is_given=False)
    note_consents(consents=[no], actor=ACTOR, at=AT)
    Client().post(link_for(person=anna, purpose="publication"), {"purpose": "publication", "wants": "yes"})
    assert words() == [("WITHDRAWN", "PAPER")]


def test_a_link_still_works_when_the_person_is_gone(association: UUID) -> None:
    link = link_for(person=new_id())
    assert Client().post(link, ONE_CLICK).status_code == 200
    assert stopped() == {("contact", "ASKED")}


def test_a_link_says_nothing_that_can_be_read_and_the_page_names_nobody(association: UUID) -> None:
    (anna,) = register(a_person("Kanariefågel", "Ek"))
    link = link_for("kanarie@example.se", person=anna)
    raw = base64.urlsafe_b64decode(link.split("/")[3] + "==")
    page = Client().get(link).content.decode()
    assert [text in page for text in ("kanarie", "Kanarie", str(anna))] == [False] * 3
    assert (b"kanarie" in raw, b"example" in raw) == (False, False)
    # Two purposes, two persons and two addresses have links of their own.
    assert (
        len({link, link_for("kanarie@example.se"), link_for(person=anna), link_for(purpose="activities")})
        == 4
    )


def test_a_forged_link_is_no_page(association: UUID, neighbour: UUID) -> None:
    token = link_for().split("/")[3]
    found = read_token(token)
    assert found is not None
    link, mark = found
    other = MailingLink(association_id=link.association_id, address_key=b"\x07" * 32, purpose="contact")
    moved = MailingLink(association_id=neighbour, address_key=link.address_key, purpose="contact")
    widened = MailingLink(association_id=link.association_id, address_key=link.address_key, purpose="")
    last = token[:-1] + ("A" if token[-1] != "A" else "B")
    forged = [
        *(as_token(packed(each), mark) for each in (other, moved, widened)),
        *(token[:length] for length in (1, 10, len(token) - 1)),
        *(last, token + "A", token.swapcase(), f"{token}=", "A" * 400, "é", "..", "%00"),
        as_token(packed(link), b"\x00" * 16),
    ]
    for each in forged:
        for method in ("get", "post"):
            assert getattr(Client(), method)(f"/mail/fewer/{each}/").status_code == 404, each
    assert SuppressionEvent.objects.count() == 0


def test_no_purpose_is_made_up(association: UUID) -> None:
    assert Client().post(link_for(), {"purpose": "membership", "wants": "no"}).status_code == 404
    assert Client().post(link_for(), {"purpose": "x\x00", "wants": "no"}).status_code == 404
    assert SuppressionEvent.objects.count() == 0


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_accident(text: str) -> None:
    found = read_token(text)
    assert found is None or as_token(packed(found[0]), found[1]) == text


@given(
    st.uuids(), st.none() | st.uuids(), st.binary(min_size=32, max_size=32), st.sampled_from(["", "contact"])
)
def test_what_a_link_says_is_read_again(
    association_id: UUID, person_id: UUID | None, key: bytes, purpose: str
) -> None:
    person = None if person_id == UUID(int=0) else person_id
    link = MailingLink(association_id=association_id, address_key=key, purpose=purpose, person_id=person)
    assert read_token(as_token(packed(link), b"m" * 16)) == (link, b"m" * 16)


def test_a_mailing_without_a_link_and_another_letter_with_one_are_refused(association: UUID) -> None:
    url = "https://matrikel.example/mail/fewer/x/"
    for letter in (a_letter(kind="tests.news"), a_letter(unsubscribe_url=url)):
        with pytest.raises(LetterRefused):
            queue_letters(letters=[letter], actor=ACTOR, at=AT)


def test_twenty_presses_at_once_are_written_once(in_threads: Callable[..., list[Any]]) -> None:
    with association_scope(make_association()), transaction.atomic():
        link = link_for()

    def press(meet: Callable[[], object]) -> int:
        meet()
        return Client().post(link, ONE_CLICK).status_code

    assert in_threads(*[partial(press) for _number in range(20)]) == [200] * 20
    with association_scope(make_association("annan")), transaction.atomic():
        pass
    token = read_token(link.split("/")[3])
    assert token is not None
    with association_scope(token[0].association_id), transaction.atomic():
        assert SuppressionEvent.objects.count() == 1


def test_a_letter_says_how_to_stop_them_its_press_does_and_the_next_one_stays(
    committed: None, settings: Any
) -> None:
    settings.IS_DEMO = False
    association_id = a_real_association()
    base = "https://matrikel.example"

    def send() -> Letter:
        with transaction.atomic():
            letter = a_letter(kind="tests.news", unsubscribe_url=base + link_for())
            (letter_id,) = queue_letters(letters=[letter], actor=ACTOR, at=AT)
        deliver_letters(now=Clock())
        with transaction.atomic():
            return Letter.objects.get(id=letter_id)

    with smtp_server() as (box, port), association_scope(association_id):
        settings.MAIL_SERVER = server_at(port)
        assert send().sent_at == AT
        (message,) = box.messages()
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = message["List-Unsubscribe"].strip("<>").removeprefix(base)
    assert Client(enforce_csrf_checks=True).post(path, ONE_CLICK).status_code == 200
    with smtp_server() as (box, port), association_scope(association_id):
        settings.MAIL_SERVER = server_at(port)
        held = send()
        assert (held.reason, held.held_at, box.messages()) == ("suppressed", AT, [])
        with transaction.atomic():
            queue_letters(letters=[a_letter()], actor=ACTOR, at=AT + timedelta(minutes=1))
        deliver_letters(now=Clock(AT + timedelta(minutes=1)))
        assert len(box.messages()) == 1
