"""Hands messages to a mail server: one connection for many, encrypted, and every way of failing has a name."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Protocol

from matrikel.mail.rules import Reason, reason_of_status

TIMEOUT_SECONDS = 30
PATIENCE_SECONDS = 300
"""
How long to wait for the server's word once it has us. RFC 5321 §4.5.3.2.6 asks for patience after a message's last
line: whoever gives up too early sends again what may have been taken.
"""

_STATUS = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")


class Server(Protocol):
    """A mail server as `config.env.MailServer` describes it."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def tls(self) -> str: ...
    @property
    def sender(self) -> str: ...
    @property
    def bounces(self) -> str: ...


class NotTaken(Exception):
    """
    A message was not taken; `answer` is the server's code.

    `is_final`: trying again would not help. `is_about_us`: no other message would be taken either.
    """

    def __init__(
        self, reason: Reason, *, answer: str = "", is_final: bool = False, is_about_us: bool = False
    ) -> None:
        super().__init__(reason.value)
        self.reason, self.answer = reason, answer
        self.is_final, self.is_about_us = is_final, is_about_us


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """
    Hold a connection, encrypted as the server's address asks for; certificates are always checked.

    :raises NotTaken: the server does not answer, is not who it says it is, or does not let us in.
    """
    connection: smtplib.SMTP | None = None
    try:
        try:
            connection = _connect(server)
            if server.user:
                connection.login(server.user, server.password)
            if connection.sock is not None:
                connection.sock.settimeout(PATIENCE_SECONDS)
        except smtplib.SMTPAuthenticationError as error:
            raise NotTaken(Reason.SERVER_REFUSES_US, answer=str(error.smtp_code), is_about_us=True) from None
        except smtplib.SMTPResponseException as error:
            raise NotTaken(Reason.NO_ANSWER, answer=str(error.smtp_code)[:16], is_about_us=True) from None
        except (smtplib.SMTPException, OSError):
            # The server's words may repeat what we said: its code is enough.
            raise NotTaken(Reason.NO_ANSWER, is_about_us=True) from None
        yield connection
    finally:
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()


def _connect(server: Server) -> smtplib.SMTP:
    # Our own name goes into every message on its way: the sender's domain says more than a container's.
    name = server.sender.rpartition("@")[2]
    if server.tls == "always":
        return smtplib.SMTP_SSL(
            server.host,
            server.port,
            local_hostname=name,
            timeout=TIMEOUT_SECONDS,
            context=ssl.create_default_context(),
        )
    connection = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=TIMEOUT_SECONDS)
    if server.tls == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection


def hand_over(connection: smtplib.SMTP, message: EmailMessage, *, sender: str, to: str) -> None:
    """
    Hand one message over; when this returns, the server has said 250 and answers for it.

    :raises NotTaken: it did not.
    """
    try:
        connection.send_message(message, from_addr=sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as error:
        ((code, words),) = list(error.recipients.values()) or [(0, b"")]
        raise _refused(code, words) from None
    except smtplib.SMTPSenderRefused as error:
        raise NotTaken(
            Reason.SERVER_REFUSES_US, answer=_answer(error.smtp_code, error.smtp_error), is_about_us=True
        ) from None
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPNotSupportedError:
        # An address such as å@example.org, and a server that knows only those in plain letters.
        raise NotTaken(Reason.REFUSED, is_final=True) from None
    except (smtplib.SMTPException, OSError):
        raise NotTaken(Reason.NO_ANSWER, is_about_us=True) from None


def _refused(code: int, words: bytes | str) -> NotTaken:
    answer = _answer(code, words)
    status = answer.partition(" ")[2]
    if code == 421:  # the server closes, or has had enough of us for now
        return NotTaken(Reason.NO_ANSWER, answer=answer, is_about_us=True)
    if 500 <= code < 600:
        reason = reason_of_status(status) if status.startswith("5") else Reason.REFUSED
        return NotTaken(reason, answer=answer, is_final=True)
    return NotTaken(Reason.FULL if status == "4.2.2" else Reason.PUT_OFF, answer=answer)


def _answer(code: int, words: bytes | str) -> str:
    told = words.encode("ascii", "replace") if isinstance(words, str) else words
    found = _STATUS.match(told)
    return f"{code} {found.group(1).decode('ascii')}" if found else str(code)
