"""
What comes back is read from a real IMAP server, once, and nothing of it is lost.

The server is pymap, which the test starts; it speaks STARTTLS only, so what encrypts from the first byte stands in front
of it, as stunnel does elsewhere.
"""

import asyncio
import imaplib
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction

from matrikel.console.main import main
from matrikel.kernel.scope import association_scope
from matrikel.mail.actions.deliver_letters import deliver_letters
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.models import Letter
from tests.conftest import ACTOR, AT
from tests.factories.mail import Clock, a_letter, a_real_association, server_at, smtp_server
from tests.mail.test_delivery import certificate
from tests.mail.test_returned import report

USER, PASSWORD = "retur@example.se", "p@ss/w:rd #1"
HOLIDAY = b"Subject: I am on holiday\r\nAuto-Submitted: auto-replied\r\n\r\nBack on Monday"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """A mailbox on the server: the port behind the encryption, and the one in front of it."""

    plain: int
    encrypted: int

    def url(self, *, password: str = PASSWORD, folder: str = "INBOX", host: str = "localhost") -> str:
        """Return the address under which it is read."""
        return f"imaps://{quote(USER, safe='')}:{quote(password, safe='')}@{host}:{self.encrypted}/{quote(folder)}"

    def opened(self) -> imaplib.IMAP4:
        """Open it as a mail program does."""
        box = imaplib.IMAP4("127.0.0.1", self.plain)
        box.login(USER, PASSWORD)
        return box

    def put(self, message: bytes, *, folder: str = "INBOX", flags: str = "") -> None:
        """Let a message arrive."""
        with self.opened() as box:
            assert box.append(f'"{folder}"', flags, "", message)[0] == "OK"

    def flags(self) -> list[bytes]:
        """Return the flags of each message."""
        with self.opened() as box:
            box.select("INBOX", readonly=True)
            return [part for part in box.fetch("1:*", "(FLAGS)")[1] if isinstance(part, bytes)]


class Encrypting(threading.Thread):
    """Hands on what comes in over TLS, and what goes back."""

    def __init__(self, context: ssl.SSLContext, *, to: int) -> None:
        super().__init__(daemon=True)
        self.context, self.to, self.port = context, to, 0
        self.ready, self.loop = threading.Event(), asyncio.new_event_loop()

    def run(self) -> None:
        """Serve until stopped."""
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            asyncio.start_server(self._connected, "localhost", 0, ssl=self.context, family=socket.AF_INET)
        )
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        self.loop.run_until_complete(self._end())
        self.loop.close()

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # lets what was cut off be closed

    def stop(self) -> None:
        """Stop serving."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.join()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind, to_behind = await asyncio.open_connection("127.0.0.1", self.to)
        try:
            await asyncio.gather(self._pump(reader, to_behind), self._pump(behind, writer))
        finally:
            writer.transport.abort()
            to_behind.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError, ssl.SSLError):
            while some := await source.read(65_536):
                sink.write(some)
                await sink.drain()
        sink.close()


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Run the server, with a certificate that this process trusts."""
    plain = free_port()
    program = Path(sys.executable).with_name("pymap")
    words = ["--host", "127.0.0.1", "--port", str(plain), "--no-tls"]
    process = subprocess.Popen(
        [program, *words, "--no-service", "admin", "--no-service", "managesieve", "dict",
         "--demo-user", USER, "--demo-password", PASSWORD],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    context, path = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    front = Encrypting(context, to=plain)
    front.start()
    front.ready.wait(10)
    try:
        while process.poll() is None:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", plain)) == 0:
                    break
        assert process.poll() is None, process.stderr and process.stderr.read()
        yield Mailbox(plain=plain, encrypted=front.port)
    finally:
        front.stop()
        process.terminate()
        process.communicate()


@pytest.fixture
def letter(committed: None, settings: Any) -> Letter:
    """Return a letter that has left."""
    settings.IS_DEMO = False
    association_id = a_real_association()
    with smtp_server() as (_box, port), association_scope(association_id):
        settings.MAIL_SERVER = server_at(port)
        with transaction.atomic():
            queue_letters(letters=[a_letter()], actor=ACTOR, at=AT)
        deliver_letters(now=Clock())
        with transaction.atomic():
            return Letter.objects.get()


def read(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    assert main(["read_bounces", "--json"]) == 0
    told: dict[str, int] = json.loads(capsys.readouterr().out)
    return told


def test_what_came_back_is_noted_once_and_stays_in_the_mailbox_as_seen(
    letter: Letter, mailbox: Mailbox, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MAILBOX_OF_RETURNED = mailbox.url()
    mailbox.put(HOLIDAY)
    mailbox.put(report(letter.message_id))
    mailbox.put(report(letter.message_id), flags=r"(\Seen)")  # somebody has read it by hand
    mailbox.put(b"\xff\x00 no message at all")
    assert read(capsys) == {"read": 3, "noted": 1}
    assert [b"\\Seen" in each for each in mailbox.flags()] == [True] * 4
    assert read(capsys) == {"read": 0, "noted": 0}
    with association_scope(letter.association_id), transaction.atomic():
        found = Letter.objects.get()
        assert (found.reason, found.answer, found.returned_at is None) == ("no_such_address", "5.1.1", False)


def test_a_folder_with_a_space_in_its_name_is_read(
    letter: Letter, mailbox: Mailbox, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with mailbox.opened() as box:
        assert box.create('"Came back"')[0] == "OK"
    mailbox.put(report(letter.message_id), folder="Came back")
    settings.MAILBOX_OF_RETURNED = mailbox.url(folder="Came back")
    assert read(capsys) == {"read": 1, "noted": 1}


def test_what_could_not_be_noted_is_read_again(
    letter: Letter, mailbox: Mailbox, settings: Any, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings.MAILBOX_OF_RETURNED = mailbox.url()
    mailbox.put(report(letter.message_id))
    with monkeypatch.context() as broken:

        def breaks(**_named: object) -> int:
            raise RuntimeError("killed")

        broken.setattr("matrikel.mail.actions.take_in_returned.take_in_returned", breaks)
        assert main(["read_bounces"]) == 1
    capsys.readouterr()
    assert read(capsys) == {"read": 1, "noted": 1}


@pytest.mark.parametrize("wrong", ["password", "folder", "certificate", "port"])
def test_a_mailbox_that_cannot_be_read_is_a_sentence_without_its_password(
    committed: None, mailbox: Mailbox, settings: Any, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    settings.MAILBOX_OF_RETURNED = {
        "password": mailbox.url(password="wrong"),
        "folder": mailbox.url(folder="Nowhere"),
        # The certificate names localhost, not this.
        "certificate": mailbox.url(host="127.0.0.1"),
        "port": f"imaps://{USER.split('@')[0]}:x@localhost:{free_port()}/",
    }[wrong]
    assert main(["read_bounces"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("matrikel: The mailbox of MATRIKEL_BOUNCES cannot be read (")
    assert [secret in said for secret in (PASSWORD, quote(PASSWORD, safe=""), USER)] == [False] * 3
