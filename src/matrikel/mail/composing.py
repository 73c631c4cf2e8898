"""Makes the message that a mail server is handed: headers that cannot be broken out of, text, HTML, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from matrikel.mail.rules.content import (
    NewAttachment,
    Written,
    as_text,
    is_header_line,
    is_web_address,
    kind_of,
    one_line,
)
from matrikel.organisations.rules import looks

USUAL_COLOUR = "#15605b"
LOGO = "logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a message needs besides its words: from which address it comes, under which id, when."""

    sender: str
    message_id: UUID
    language: str
    at: datetime


def message_id_of(message_id: UUID, sender: str) -> str:
    """Return the Message-ID of a letter, as it stands in its header and in what comes back."""
    return f"<{message_id.hex}@{sender.rpartition('@')[2]}>"


def compose(
    written: Written, envelope: Envelope, *, files: Sequence[NewAttachment] = (), logo: bytes | None = None
) -> EmailMessage:
    """
    Return the message.

    Every header is one line: what could end one was refused when the letter was queued, and is refused here again
    by `email.policy.SMTP`.

    :raises ValueError: a header would break, or an address is not one.
    """
    frame = written.frame
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=one_line(frame.sender_name), addr_spec=envelope.sender)
    message["To"] = Address(display_name=one_line(written.name), addr_spec=_on_the_wire(written.to))
    if frame.reply_to:
        message["Reply-To"] = Address(
            display_name=one_line(frame.sender_name), addr_spec=_on_the_wire(frame.reply_to)
        )
    if not is_header_line(written.content.subject):
        raise ValueError("subject")
    message["Subject"] = written.content.subject
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = message_id_of(envelope.message_id, envelope.sender)
    # Tells programs that answer by themselves to leave it be (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if written.unsubscribe_url:
        if not is_web_address(written.unsubscribe_url):
            raise ValueError("unsubscribe_url")
        message["List-Unsubscribe"] = f"<{written.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    shows_logo = frame.shows_logo and logo is not None
    message.set_content(as_plain_text(written, language=envelope.language), cte="quoted-printable")
    message.add_alternative(
        as_html(written, language=envelope.language, logo_url=f"cid:{LOGO}" if shows_logo else ""),
        subtype="html",
        cte="quoted-printable",
    )
    if shows_logo and logo is not None:
        html = message.get_payload()[1]  # type: ignore[index]
        html.add_related(logo, "image", "png", cid=f"<{LOGO}>", filename="logo.png", disposition="inline")  # type: ignore[union-attr]
    for file in files:
        kind, _, subtype = file.media_type.partition("/")
        message.add_attachment(
            file.content, maintype=kind, subtype=subtype, filename=one_line(file.name, 120)
        )
    # Last: what is said of contents moves into the parts when there are any.
    message["Content-Language"] = envelope.language
    return message


def as_plain_text(written: Written, *, language: str) -> str:
    """Return the letter as plain text, with its foot."""
    lines = [as_text(written.content)]
    foot = [*written.frame.foot]
    if written.unsubscribe_url:
        with translation.override(language):
            foot.append(
                translation.gettext("Do not want these letters any more?") + f" {written.unsubscribe_url}"
            )
    lines.append("-- \n" + "\n".join(foot or [written.frame.name]))
    return "\n\n".join(lines) + "\n"


def as_html(written: Written, *, language: str, logo_url: str = "") -> str:
    """Return the letter as HTML that mail programs show: tables, inline styles, no address but those of buttons."""
    frame, content = written.frame, written.content
    colour = frame.colour if looks.COLOUR.fullmatch(frame.colour) else USUAL_COLOUR
    with translation.override(language):
        return render_to_string(
            "mail/letter.html",
            {
                "language": language,
                "subject": content.subject,
                "preview": content.preview,
                "blocks": [{"kind": kind_of(block), "block": block} for block in content.blocks],
                "frame": frame,
                "logo_url": logo_url,
                "shades": looks.shades(colour),
                "unsubscribe_url": written.unsubscribe_url,
            },
        )


def _on_the_wire(address: str) -> str:
    """Return an address with its domain as servers know it: `å.example` is `xn--5ca.example` to them."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}@{domain.encode('idna').decode('ascii')}"
