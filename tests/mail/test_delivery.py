"""Letters leave when their cause was committed, over one connection, and each at most once unless a worker is killed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.kernel.scope import association_scope
from matrikel.mail.actions.deliver_letters import deliver_letters
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.models import Letter
from tests.conftest import ACTOR, AT
from tests.factories.mail import SENDER, Clock, Postbox, a_letter, a_real_association, server_at, smtp_server


@pytest.fixture
def club(db: None) -> Iterator[UUID]:
    """Return a club whose letters really leave, with its scope open."""
    association_id = a_real_association()
    with association_scope(association_id):
        yield association_id


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    """Return what a mail server of the installation takes."""
    with smtp_server() as (box, port):
        settings.MAIL_SERVER = server_at(port)
        yield box


def jobs() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


def test_a_letter_is_queued_with_its_cause_and_leaves(club: UUID, postbox: Postbox) -> None:
    (letter_id,) = queue_letters(letters=[a_letter()], actor=ACTOR, at=AT)
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
    letter = Letter.objects.get(id=letter_id)
    assert (letter.sent_at, letter.went_by, letter.attempts) == (AT, "SMTP", 1)
    assert deliver_letters(now=Clock()) == 0
    assert postbox.recipients() == ["anna@example.se"]
