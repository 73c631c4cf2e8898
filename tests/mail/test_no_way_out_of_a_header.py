"""Nothing that somebody types becomes a header of its own, a second recipient, or a tag."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.mail.actions.queue_letters import LetterRefused, check_letter
from matrikel.mail.composing import Envelope, as_html, compose
from matrikel.mail.rules.content import (
    Button,
    Code,
    Content,
    Facts,
    Frame,
    NewAttachment,
    Paragraph,
    Small,
    Written,
    from_json,
    is_header_line,
    one_line,
    to_json,
)
from tests.conftest import AT
from tests.factories.mail import SENDER, a_letter

BREAKS = ("\n", "\r", "\r\n", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")
ENVELOPE = Envelope(sender=SENDER, message_id=UUID(int=1), language="sv", at=AT)
EXPECTED = {
    "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version", "Content-Type",
}  # fmt: skip


@pytest.mark.parametrize("end", BREAKS)
@pytest.mark.parametrize("place", ["subject", "preview", "to", "url", "attachments"])
def test_what_ends_a_line_is_refused(place: str, end: str) -> None:
    evil = f"x{end}Bcc: all@example.se"
    content = Content(
        subject=evil if place == "subject" else "Hej",
        preview=evil if place == "preview" else "",
        blocks=(Button("x", f"https://example.se/{evil}" if place == "url" else "https://example.se/"),),
    )
    files = [
        NewAttachment(name=evil if place == "attachments" else "a.txt", media_type="text/plain", content=b"")
    ]
    to = f"anna@example.se{end}Bcc: all@example.se" if place == "to" else "anna@example.se"
    with pytest.raises(LetterRefused) as refused:
        check_letter(a_letter(to, content=content, attachments=files))
    assert refused.value.part == place


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "a@b@c.se",
        "a,b@example.se",
        "<anna@example.se>",
        "anna@example.se, b@example.se",
        "a b@example.se",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(LetterRefused):
        check_letter(a_letter(address))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "https://a b", 'https://a"b', "ftp://x.se"]
)
def test_a_button_leads_to_the_web_and_nowhere_else(url: str) -> None:
    with pytest.raises(LetterRefused):
        check_letter(a_letter(content=Content(subject="x", blocks=(Button("x", url),))))


@given(name=st.text(max_size=80), subject=st.text(max_size=80), sender=st.text(max_size=80))
def test_whatever_the_names_the_headers_stay_the_same(name: str, subject: str, sender: str) -> None:
    if not is_header_line(subject) or not subject.strip():
        subject = "Hej"
    written = Written(
        to="anna@example.se",
        name=one_line(name),
        content=Content(subject=subject, blocks=(Paragraph(name),)),
        frame=Frame(sender_name=one_line(sender), name=sender),
    )
    raw = compose(written, ENVELOPE).as_bytes()
    head = raw.partition(b"\r\n\r\n")[0]
    names = {
        line.partition(b":")[0].decode() for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")
    }
    assert names == EXPECTED


@given(text=st.text(max_size=60))
def test_words_are_words_in_html_too(text: str) -> None:
    written = Written(
        to="anna@example.se",
        name="",
        content=Content(
            subject="x",
            blocks=(Paragraph("<script>" + text), Code(text), Small(text), Facts(((text, "<img>"),))),
        ),
        frame=Frame(sender_name="x", name="<b>", foot=("<i>",)),
    )
    html = as_html(written, language="sv")
    assert [tag for tag in ("<script", "<b>", "<i>", "<img>") if tag in html] == []
    assert from_json(to_json(written)) == written
