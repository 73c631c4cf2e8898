"""A mail server that a test starts, and letters to send through it."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import UUID

from aiosmtpd.controller import Controller

from config.env import MailServer
from matrikel.mail.rules.content import Button, Content, NewLetter, NewNotice, Paragraph
from matrikel.organisations.actions.create_association import create_association
from tests.conftest import ACTOR, AT

SENDER = "post@matrikel.example"


class Postbox:
    """What a server has taken, and what it says to whom before it takes anything."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []
        self.answers: dict[str, str] = {}
        self.after_data: Callable[[str], str] | None = None
        self.connections = 0
        self.was_encrypted: list[bool] = []

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count whoever says hello."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Refuse whom the test wants refused."""
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a message."""
        (to,) = envelope.rcpt_tos
        self.was_encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        if self.after_data is not None:
            answer = self.after_data(to)
            if not answer.startswith("250"):
                return answer
        self.taken.append((envelope.mail_from, to, envelope.content))
        return "250 2.0.0 Taken"

    def messages(self) -> list[EmailMessage]:
        """Return the messages taken, in order."""
        return [message_from_bytes(content, policy=default) for _from, _to, content in self.taken]  # type: ignore[misc]

    def recipients(self) -> list[str]:
        """Return to whom messages were taken, in order."""
        return [to for _from, to, _content in self.taken]


class _Server(Controller):
    """The library's server on whichever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def smtp_server(
    *,
    tls: ssl.SSLContext | None = None,
    starttls: bool = False,
    **options: Any,
) -> Iterator[tuple[Postbox, int]]:
    """Run a real SMTP server on a free port of this machine; yield what it takes, and its port."""
    box = Postbox()
    if tls is not None and starttls:
        options |= {"tls_context": tls, "require_starttls": True}
    server = _Server(
        box,
        hostname="127.0.0.1",
        port=0,
        ssl_context=tls if not starttls else None,
        enable_SMTPUTF8=True,
        **options,
    )
    server.start()
    try:
        yield box, server.port
    finally:
        server.stop()


def server_at(port: int, **changes: Any) -> MailServer:
    """Return the settings of a server on this machine."""
    values = {
        "host": "localhost", "port": port, "user": "", "password": "", "tls": "never",
        "sender": SENDER, "bounces": SENDER,
    }  # fmt: skip
    return MailServer(**{**values, **changes})


def a_letter(to: str = "anna@example.se", *, subject: str = "Välkommen", **changes: Any) -> NewLetter:
    """Return a letter of the kind with which an association tries its letters out."""
    content = Content(
        subject=subject,
        blocks=(Paragraph("Hej Anna!"), Button("Öppna", "https://matrikel.example/klubben/")),
    )
    return NewLetter(
        **{"kind": "mail.test", "to": to, "name": "Anna Ek", "language": "sv", "content": content, **changes}
    )


def a_notice(
    to: str = "anna@example.se", *, lasts: timedelta = timedelta(minutes=10), **changes: Any
) -> NewNotice:
    """Return a notice of the installation."""
    content = Content(subject="Din kod", blocks=(Paragraph("Din kod är 123 456."),))
    return NewNotice(
        **{
            "kind": "mail.test",
            "to": to,
            "language": "sv",
            "content": content,
            "expires_at": AT + lasts,
            **changes,
        }
    )


def a_real_association(slug: str = "klubben") -> UUID:
    """Create an association whose letters really leave."""
    return create_association(
        slug=slug, name="Fotoklubben", country="SE", kind="CLUB", actor=ACTOR, at=AT, is_demo=False
    )


class Clock:
    """A clock that a test moves."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)
