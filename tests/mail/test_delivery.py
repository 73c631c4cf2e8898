"""Letters leave when their cause was committed, each once, and what the mail server says is taken seriously."""

import datetime as dt
import socket
import ssl
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action
from matrikel.mail.actions.deliver_letters import deliver_letters
from matrikel.mail.actions.deliver_notices import deliver_notices
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.actions.queue_notices import queue_notices
from matrikel.mail.actions.resend_letters import resend_letters
from matrikel.mail.actions.stop_letters import stop_letters
from matrikel.mail.models import Letter, Notice
from matrikel.mail.rules import WAITS
from matrikel.mail.rules.content import NewAttachment
from tests.conftest import ACTOR, AT
from tests.factories.mail import SENDER, Clock, Postbox, a_letter, a_notice, server_at, smtp_server
from tests.factories.people import a_person, register


def jobs() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


def queue(*letters: Any) -> list[UUID]:
    return queue_letters(letters=list(letters), actor=ACTOR, at=AT)


def test_a_letter_is_queued_with_its_cause_and_leaves(club: UUID, postbox: Postbox) -> None:
    (letter_id,) = queue(a_letter())
    assert jobs() == ["mail.deliver_letters"]
    assert deliver_letters(now=Clock()) == 1
    ((sender, to, _content),) = postbox.taken
    (message,) = postbox.messages()
    assert (sender, to, message["From"], message["To"], message["Subject"]) == (
        SENDER,
        "anna@example.se",
        f"Fotoklubben <{SENDER}>",
        "Anna Ek <anna@example.se>",
        "Välkommen",
    )
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    letter = Letter.objects.get(id=letter_id)
    assert (letter.sent_at, letter.went_by, letter.attempts) == (AT, "SMTP", 1)
    assert message["Message-ID"] == f"<{letter.message_id.hex}@matrikel.example>"
    assert deliver_letters(now=Clock()) == 0
    assert postbox.recipients() == ["anna@example.se"]


def test_a_change_that_is_rolled_back_leaves_no_letter(club: UUID) -> None:
    @action
    def write_and_fail() -> None:
        queue(a_letter())
        raise Refusal

    with pytest.raises(Refusal):
        write_and_fail()
    assert (Letter.objects.count(), jobs()) == (0, [])


def test_what_a_letter_says_is_not_readable_in_the_table(club: UUID) -> None:
    (person_id,) = register(a_person("Anna", "Ek"))
    queue(
        a_letter(
            person_id=person_id,
            attachments=[NewAttachment(name="Anna.txt", media_type="text/plain", content=b"anna")],
        )
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT l::text FROM mail_letter l UNION ALL SELECT a::text FROM mail_attachment a")
        rows = [row for (row,) in cursor.fetchall()]
    words = ("anna@example.se", "Anna", "kommen")
    hexed = [word.encode().hex() for word in words]
    assert (len(rows), [row for row in rows for word in (*words, *hexed) if word in row]) == (2, [])


def test_a_letter_to_somebody_elses_member_is_not_queued(club: UUID) -> None:
    with pytest.raises(NotFound):
        queue(a_letter(person_id=new_id()))


@pytest.mark.parametrize(
    ("answer", "reason", "is_over"),
    [
        ("450 4.2.1 Later", "put_off", False),
        ("452 4.2.2 Full", "full", False),
        ("421 4.3.2 Closing", "no_answer", False),
        ("550 5.1.1 Nobody", "no_such_address", True),
        ("550 5.7.1 Policy", "policy", True),
        ("554 No", "refused", True),
    ],
)
def test_the_server_says_no_to_one_and_the_others_still_leave(
    club: UUID, postbox: Postbox, answer: str, reason: str, is_over: bool
) -> None:
    postbox.answers["nobody@example.se"] = answer
    ids = queue(a_letter("a@example.se"), a_letter("nobody@example.se"), a_letter("b@example.se"))
    assert deliver_letters(now=Clock()) == 2
    assert postbox.recipients() == ["a@example.se", "b@example.se"]
    refused = Letter.objects.get(id=ids[1])
    assert (refused.reason, refused.given_up_at is not None, refused.sent_at, refused.attempts) == (
        reason, is_over, None, 1,
    )  # fmt: skip


def test_a_letter_that_is_put_off_is_tried_further_and_further_apart_and_given_up_after_three_days(
    club: UUID, postbox: Postbox
) -> None:
    postbox.answers["anna@example.se"] = "450 4.2.1 Later"
    (letter_id,) = queue(a_letter())
    clock = Clock()
    for wait in WAITS:
        assert deliver_letters(now=clock) == 0
        letter = Letter.objects.get(id=letter_id)
        assert (letter.given_up_at, letter.next_try_at) == (None, clock.at + wait)
        clock.at = letter.next_try_at
    deliver_letters(now=clock)
    assert Letter.objects.get(id=letter_id).given_up_at == clock.at
    assert timedelta(days=2, hours=23) < clock.at - AT < timedelta(days=3)


def test_a_server_that_does_not_answer_loses_no_letter(club: UUID, settings: Any) -> None:
    settings.IS_DEMO = False
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.MAIL_SERVER = server_at(taken.getsockname()[1])
        queue(a_letter(), a_letter("b@example.se"))
        assert deliver_letters(now=Clock()) == 0
    states = Letter.objects.values_list("reason", "attempts", "next_try_at", "given_up_at").distinct()
    assert list(states) == [("no_answer", 1, AT + WAITS[0], None)]


def test_without_a_server_letters_wait_untouched(club: UUID, settings: Any) -> None:
    settings.IS_DEMO, settings.MAIL_SERVER = False, None
    queue(a_letter())
    assert deliver_letters(now=Clock()) == 0
    assert list(Letter.objects.values_list("attempts", "sent_at")) == [(0, None)]


def test_a_demonstrations_letters_go_nowhere(club: UUID, postbox: Postbox, settings: Any) -> None:
    settings.IS_DEMO = True
    queue(a_letter())
    queue_notices(notices=[a_notice()], at=AT)
    assert (deliver_letters(now=Clock()), deliver_notices(now=Clock())) == (1, 1)
    assert (postbox.taken, Letter.objects.get().went_by, Notice.objects.get().went_by) == ([], "BOX", "BOX")


def test_a_stopped_letter_stays_and_leaves_when_it_is_sent_again(club: UUID, postbox: Postbox) -> None:
    (letter_id,) = queue(a_letter())
    assert stop_letters(letter_ids=[letter_id], actor=ACTOR, at=AT) == 1
    assert deliver_letters(now=Clock()) == 0
    before = Letter.objects.get(id=letter_id).message_id
    assert resend_letters(letter_ids=[letter_id], actor=ACTOR, at=AT) == 1
    assert deliver_letters(now=Clock()) == 1
    assert Letter.objects.get(id=letter_id).message_id != before
    assert resend_letters(letter_ids=[letter_id], actor=ACTOR, at=AT) == 0


def test_whoever_died_meanwhile_gets_no_letter(club: UUID, postbox: Postbox) -> None:
    (person_id,) = register(a_person("Anna", "Ek", is_deceased=True))
    queue(a_letter(person_id=person_id))
    assert deliver_letters(now=Clock()) == 0
    assert list(Letter.objects.values_list("reason", "held_at")) == [("deceased", AT)]


def test_files_and_the_foot_go_along(club: UUID, postbox: Postbox) -> None:
    file = NewAttachment(name="Årsmöte.pdf", media_type="application/pdf", content=b"%PDF-1.7 hej")
    queue(a_letter(attachments=[file]))
    deliver_letters(now=Clock())
    (message,) = postbox.messages()
    (found,) = message.iter_attachments()
    assert (found.get_filename(), found.get_content_type(), found.get_content()) == (
        "Årsmöte.pdf", "application/pdf", b"%PDF-1.7 hej",
    )  # fmt: skip
    body = message.get_body(("plain",))
    assert body is not None
    assert (
        body.get_content().endswith("-- \nFotoklubben\nFotoklubben\n") or "Fotoklubben" in body.get_content()
    )


def test_a_notice_leaves_in_time_or_not_at_all(postbox: Postbox, db: None) -> None:
    queue_notices(notices=[a_notice("a@example.se"), a_notice("late@example.se", lasts=timedelta(0))], at=AT)
    assert jobs() == ["mail.deliver_notices"]
    assert deliver_notices(now=Clock()) == 1
    assert postbox.recipients() == ["a@example.se"]
    late = Notice.objects.get(reason="expired")
    assert (late.given_up_at, late.sealed) == (AT, None)


def test_a_thousand_letters_ask_the_database_once_each(club: UUID, postbox: Postbox) -> None:
    queue(*(a_letter(f"m{number}@example.se") for number in range(1_000)))
    assert jobs() == ["mail.deliver_letters"] * 5
    asked = []
    for _job in range(5):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert deliver_letters(now=Clock()) == 200
        asked.append(
            [
                query["sql"] for query in captured.captured_queries
                if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
            ]
        )  # fmt: skip
    assert (len(postbox.taken), len(set(postbox.recipients())), postbox.connections) == (1_000, 1_000, 5)
    assert max(len(queries) for queries in asked) <= 200 + 20


# --- Encryption -------------------------------------------------------------------------------------------


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, path


@pytest.mark.parametrize("tls", ["always", "starttls"])
@pytest.mark.parametrize(("name", "reason"), [("localhost", ""), ("somebody.else.example", "no_answer")])
def test_a_letter_is_encrypted_on_its_way_and_only_for_the_server_that_was_meant(
    club: UUID,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tls: str,
    name: str,
    reason: str,
) -> None:
    settings.IS_DEMO = False
    context, path = certificate(tmp_path, name)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with smtp_server(tls=context, starttls=tls == "starttls") as (box, port):
        settings.MAIL_SERVER = server_at(port, tls=tls)
        queue(a_letter())
        deliver_letters(now=Clock())
    assert (Letter.objects.get().reason, box.was_encrypted) == (reason, [] if reason else [True])


def test_a_server_without_encryption_is_told_nothing_where_encryption_was_asked_for(
    club: UUID, postbox: Postbox, settings: Any
) -> None:
    settings.MAIL_SERVER = server_at(settings.MAIL_SERVER.port, tls="starttls")
    queue(a_letter())
    assert deliver_letters(now=Clock()) == 0
    assert (postbox.taken, Letter.objects.get().reason) == ([], "no_answer")
