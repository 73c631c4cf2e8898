"""Read what mail servers sent back, and show it where the addresses stand.

MATRIKEL_BOUNCES names the mailbox: imaps://user:password@host/INBOX, or the path of a Maildir folder. What was read is
marked as seen and stays there; run it as often as you like, from cron or a timer.
"""

import argparse
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--maildir", default="", help="read this Maildir folder instead of MATRIKEL_BOUNCES")
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Read."""
    start_django()
    from django.conf import settings
    from django.utils import timezone

    from matrikel.kernel import actors
    from matrikel.mail.actions.take_in_returned import take_in_returned
    from matrikel.mail.rules.returns import read_returned

    where = arguments.maildir or settings.MAILBOX_OF_RETURNED
    if not where:
        raise CommandFailed("Say where the returned mail is: set MATRIKEL_BOUNCES, or use --maildir.")
    read = noted = 0
    for raw in _from_imap(where) if where.startswith("imaps://") else _from_maildir(where):
        read += 1
        found = read_returned(raw)
        if found is not None:
            noted += take_in_returned(
                returned=[found], actor=actors.command("read_bounces"), at=timezone.now()
            )
    answer(arguments, {"read": read, "noted": noted}, f"{read} messages read, {noted} letters came back.")


def _from_maildir(path: str) -> Iterator[bytes]:
    """Yield new messages; each is marked as seen when the next one is asked for, so none is lost on the way."""
    import mailbox

    try:
        box = mailbox.Maildir(path, create=False)
        keys = sorted(box.keys())
    except (FileNotFoundError, mailbox.NoSuchMailboxError):
        raise CommandFailed(f"{path} is not a Maildir folder.") from None
    for key in keys:
        with suppress(KeyError):  # somebody else reads the same folder
            message = box.get_message(key)
            if "S" in message.get_flags():
                continue
            yield box.get_bytes(key)
            message.add_flag("S")
            message.set_subdir("cur")
            box[key] = message


def _from_imap(url: str) -> Iterator[bytes]:
    import imaplib
    import ssl

    parts = urlsplit(url)
    try:
        with imaplib.IMAP4_SSL(
            parts.hostname or "", parts.port or 993, ssl_context=ssl.create_default_context(), timeout=60
        ) as box:
            box.login(unquote(parts.username or ""), unquote(parts.password or ""))
            box.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
            # By the number that a message keeps, as somebody may tidy the mailbox meanwhile.
            _state, (found,) = box.uid("SEARCH", "UNSEEN")
            for number in (found or b"").decode().split():
                _state, answered = box.uid("FETCH", number, "(BODY.PEEK[])")
                for part in answered:
                    if isinstance(part, tuple):
                        yield part[1]
                box.uid("STORE", number, "+FLAGS", "(\\Seen)")
    except (imaplib.IMAP4.error, OSError) as problem:
        # Its words may repeat the password's owner; the kind of trouble is enough.
        raise CommandFailed(
            f"The mailbox of MATRIKEL_BOUNCES cannot be read ({type(problem).__name__})."
        ) from None
