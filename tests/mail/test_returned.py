"""What comes back finds its letter, and the address gets no more until somebody has looked."""

import hashlib
import hmac
import json
import mailbox
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from matrikel.mail.actions.deliver_letters import deliver_letters
from matrikel.mail.actions.note_returned_letters import note_returned_letters
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.kinds import LetterKind, register_kinds
from matrikel.mail.models import Letter
from matrikel.mail.queries.letters import list_dead_addresses
from matrikel.mail.rules import Reason
from matrikel.mail.rules.returns import Returned, read_returned
from matrikel.privacy.actions.lift_suppressions import lift_suppressions
from matrikel.privacy.actions.note_consents import note_consents
from matrikel.privacy.actions.suppress_addresses import suppress_addresses
from matrikel.privacy.models import SuppressionEvent
from matrikel.privacy.rules import NewConsent, NewSuppression
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.mail import Clock, Postbox, a_letter
from tests.factories.people import a_person, register

SECRET = "only-for-tests-" * 4
register_kinds(
    LetterKind(code="tests.news", purpose="contact", is_mailing=True),
    LetterKind(code="tests.photos", purpose="publication"),
)


def report(
    message_id: UUID, *, status: str = "5.1.1", action: str = "failed", words: str = "smtp; 550 no"
) -> bytes:
    """Return a delivery report as Postfix writes one."""
    return f"""From: MAILER-DAEMON@mx.example
To: post@matrikel.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; anna@example.se
Action: {action}
Status: {status}
Diagnostic-Code: {words}

--b
Content-Type: text/rfc822-headers

From: post@matrikel.example
Message-ID: <{message_id.hex}@matrikel.example>
Subject: =?utf-8?q?V=C3=A4lkommen?=

--b--
""".replace("\n", "\r\n").encode()


def sent(to: str = "anna@example.se", **changes: Any) -> Letter:
    (letter_id,) = queue_letters(letters=[a_letter(to, **changes)], actor=ACTOR, at=AT)
    deliver_letters(now=Clock())
    return Letter.objects.get(id=letter_id)


@pytest.mark.parametrize(
    ("status", "words", "reason"),
    [
        ("5.1.1", "smtp; 550 no", Reason.NO_SUCH_ADDRESS),
        ("5.2.1", "smtp; 550 no", Reason.NO_SUCH_ADDRESS),
        ("5.0.0", "smtp; 550 5.1.1 unknown user", Reason.NO_SUCH_ADDRESS),
        ("5.2.2", "smtp; 552 full", Reason.FULL),
        ("5.7.1", "smtp; 554 refused", Reason.POLICY),
        ("5.1.8", "smtp; 550 bad sender", Reason.POLICY),
        ("5.0.0", "smtp; 550 no", Reason.REFUSED),
    ],
)
def test_a_report_says_which_letter_came_back_and_why(status: str, words: str, reason: Reason) -> None:
    found = read_returned(report(UUID(int=7), status=status, words=words))
    assert found is not None
    assert (found.message_id, found.reason) == (UUID(int=7), reason)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: I am on holiday\r\nAuto-Submitted: auto-replied\r\n\r\nBack on Monday",
        report(UUID(int=7), action="delayed", status="4.4.1"),
        report(UUID(int=7)).replace(b"@matrikel.example>", b">"),
    ],
)
def test_what_is_no_report_about_a_letter_is_left_alone(raw: bytes) -> None:
    assert read_returned(raw) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_accident(raw: bytes) -> None:
    whole = report(UUID(int=7))
    read_returned(raw)
    read_returned(whole[: len(raw) * 3] + raw)


def test_an_address_that_does_not_exist_gets_no_more_until_it_is_tried_again(
    club: UUID, postbox: Postbox
) -> None:
    letter = sent()
    back = Returned(message_id=letter.message_id, reason=Reason.NO_SUCH_ADDRESS, status="5.1.1")
    assert note_returned_letters(returned=[back, back], actor=ACTOR, at=AT) == 1
    assert note_returned_letters(returned=[back], actor=ACTOR, at=AT) == 0
    assert list_dead_addresses(addresses=["ANNA@example.se", "b@example.se"]) == {"ANNA@example.se": AT}
    held = sent()
    assert (held.held_at, held.reason) == (AT, "suppressed")
    assert lift_suppressions(address_keys=[bytes(letter.address_key)], actor=ACTOR, at=AT) == 1
    assert sent().sent_at == AT


def test_the_server_that_says_at_once_that_there_is_nobody_counts_as_coming_back(
    club: UUID, postbox: Postbox
) -> None:
    postbox.answers["anna@example.se"] = "550 5.1.1 Nobody"
    sent()
    assert list_dead_addresses(addresses=["anna@example.se"]) == {"anna@example.se": AT}
    assert SuppressionEvent.objects.get().reason == "CAME_BACK"


def test_whoever_wants_no_mailings_still_gets_what_concerns_them(club: UUID, postbox: Postbox) -> None:
    key = bytes(sent().address_key)
    suppress_addresses(
        suppressions=[NewSuppression(address_key=key, reason="ASKED", purpose="contact")], actor=ACTOR, at=AT
    )
    news = sent(kind="tests.news", unsubscribe_url="https://matrikel.example/u/abc")
    assert (news.reason, sent().sent_at) == ("suppressed", AT)
    # What somebody asked for is not undone by an officer who tries the address again.
    assert lift_suppressions(address_keys=[key], actor=ACTOR, at=AT) == 0


def test_a_mailing_says_how_to_get_no_more_of_it(club: UUID, postbox: Postbox) -> None:
    sent(kind="tests.news", unsubscribe_url="https://matrikel.example/u/abc")
    (message,) = postbox.messages()
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (
        "<https://matrikel.example/u/abc>",
        "List-Unsubscribe=One-Click",
    )


def test_what_stands_on_consent_leaves_only_with_a_yes_that_holds(club: UUID, postbox: Postbox) -> None:
    (person_id,) = register(a_person("Anna", "Ek"))
    assert sent(kind="tests.photos", person_id=person_id).reason == "no_consent"
    yes = NewConsent(person_id=person_id, purpose="publication", happened_on=TODAY, how="PAPER")
    note_consents(consents=[yes], actor=ACTOR, at=AT)
    assert sent(kind="tests.photos", person_id=person_id).sent_at == AT
    no = NewConsent(
        person_id=person_id, purpose="publication", happened_on=TODAY, how="PAPER", is_given=False
    )
    note_consents(consents=[no], actor=ACTOR, at=AT)
    assert sent(kind="tests.photos", person_id=person_id).reason == "no_consent"


def test_a_maildir_is_read_once(club: UUID, postbox: Postbox, tmp_path: Path) -> None:
    from matrikel.console.commands.read_bounces import _from_maildir

    box = mailbox.Maildir(str(tmp_path / "box"))
    box.add(report(UUID(int=7)))
    box.add(b"Subject: hello\r\n\r\nhello")
    assert len(list(_from_maildir(str(tmp_path / "box")))) == 2
    assert list(_from_maildir(str(tmp_path / "box"))) == []


def signed(body: bytes, *, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    mark = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Matrikel-Signature": f"t={stamp},v1={mark}"}


@pytest.mark.parametrize(
    "headers", [{}, {"X-Matrikel-Signature": "t=1,v1=00"}, {"X-Matrikel-Signature": ",,=é"}]
)
def test_the_door_for_what_comes_back_opens_to_a_signature_only(
    db: None, settings: Any, headers: dict[str, str]
) -> None:
    settings.BOUNCE_SECRET = SECRET
    body = json.dumps([]).encode()
    ask = {"data": body, "content_type": "application/json"}
    browser = Client()
    old = signed(body, at=time.time() - 3_600)
    foreign = signed(body, secret="x" * 40)
    assert [browser.post("/mail/returned/", headers=each, **ask).status_code for each in (headers, old, foreign)] == [
        404, 404, 404,
    ]  # fmt: skip
    assert browser.post("/mail/returned/", headers=signed(body), **ask).status_code == 200
    settings.BOUNCE_SECRET = ""
    assert browser.post("/mail/returned/", headers=signed(body), **ask).status_code == 404


def test_what_a_service_tells_is_written_down(committed: None, settings: Any) -> None:
    from matrikel.kernel.scope import association_scope
    from tests.factories.mail import a_real_association, server_at, smtp_server

    settings.IS_DEMO, settings.BOUNCE_SECRET = False, SECRET
    association_id = a_real_association()
    with smtp_server() as (_box, port), association_scope(association_id):
        settings.MAIL_SERVER = server_at(port)
        queue_letters(letters=[a_letter()], actor=ACTOR, at=AT)
        deliver_letters(now=Clock())
        with transaction.atomic():
            letter = Letter.objects.get()
    rows = [
        {"message_id": f"<{letter.message_id.hex}@matrikel.example>", "status": "5.1.1"},
        {"message_id": 3},
        7,
    ]
    body = json.dumps(rows).encode()
    answer = Client().post(
        "/mail/returned/", headers=signed(body), data=body, content_type="application/json"
    )
    assert (answer.status_code, answer.content) == (200, b"1\n")
    raw = report(letter.message_id)
    again = Client().post("/mail/returned/", headers=signed(raw), data=raw, content_type="message/rfc822")
    assert (again.status_code, again.content) == (200, b"0\n")
