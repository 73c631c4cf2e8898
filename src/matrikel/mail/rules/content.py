"""What stands in a letter: a subject and a few kinds of blocks, from which its text and its HTML are made."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

LONGEST_SUBJECT = 200
LONGEST_NAME = 120
MOST_BLOCKS = 200
MOST_ATTACHED_BYTES = 5 * 1024 * 1024
_BREAKS = ("Cc", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; a line break is kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A few words above what belongs together."""

    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing to press, with the address (https://…) that it opens."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code to be typed in, set large and apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A small table of what belongs to what: (label, value) pairs."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Small:
    """What matters less, in small type: how long a link works, what to do when it was not you."""

    text: str


Block = Paragraph | Heading | Button | Code | Facts | Small
_KINDS: dict[str, type[Block]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "button": Button,
    "code": Code,
    "facts": Facts,
    "small": Small,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The words of a letter, in the reader's language; `preview` is what mail programs show beside the subject."""

    subject: str
    blocks: Sequence[Block]
    preview: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the words: who writes, in which colour (`#rrggbb`), and the lines at the foot."""

    sender_name: str
    name: str
    reply_to: str = ""
    colour: str = ""
    shows_logo: bool = False
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file that goes with a letter; `media_type` is such as `application/pdf`."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """
    A letter of the association to one address.

    `kind` is a code that the sending room has registered; `content` is written in `language`, which the caller
    has decided. With `person_id` it is sealed under that person's key and goes with the person.
    `unsubscribe_url` (https://…, answers to a bare POST, RFC 8058) is only for kinds that are mailings.
    """

    kind: str
    to: str = field(repr=False)
    name: str = field(default="", repr=False)
    language: str
    content: Content = field(repr=False)
    person_id: UUID | None = None
    attachments: Sequence[NewAttachment] = ()
    unsubscribe_url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """
    A letter of the installation: a code, an invitation, news about a sign-in.

    It leaves before `expires_at` or not at all, and what it says is forgotten a week after it has left. `account_id`
    is the sign-in that it is about, if there is one yet. `sender_name` is the installation's own unless given.
    """

    kind: str
    to: str = field(repr=False)
    name: str = field(default="", repr=False)
    language: str
    content: Content = field(repr=False)
    expires_at: datetime
    account_id: UUID | None = None
    sender_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter as it lies sealed: everything that it says, to whom, and what stands around it."""

    to: str
    name: str
    content: Content
    frame: Frame
    unsubscribe_url: str = ""


def is_header_line(text: str, longest: int = LONGEST_SUBJECT) -> bool:
    """Say whether a text can stand in a header: nothing in it ends a line, whoever reads it (U+2028 included)."""
    return len(text) <= longest and all(unicodedata.category(char) not in _BREAKS for char in text)


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a text with everything that could end a line turned into a space."""
    kept = "".join(" " if unicodedata.category(char) in _BREAKS else char for char in text)
    return " ".join(kept.split())[:longest]


def is_web_address(url: str) -> bool:
    """Say whether a text is an absolute http(s) address without anything that could end a line or leave a tag."""
    if not is_header_line(url, 2_000) or any(char in url for char in " <>\"'`"):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def what_is_wrong(content: Content) -> str:
    """Return the name of the part of a letter's words that cannot leave like this, or nothing."""
    if not content.subject.strip() or not is_header_line(content.subject):
        return "subject"
    if not is_header_line(content.preview):
        return "preview"
    if not 0 < len(content.blocks) <= MOST_BLOCKS:
        return "blocks"
    if not all(is_web_address(block.url) for block in content.blocks if isinstance(block, Button)):
        return "url"
    return ""


def without_what_is_pressed(written: Written) -> Written:
    """Return a letter with its words and none of its addresses and codes: for whoever it was not written to."""
    words = [block for block in written.content.blocks if not isinstance(block, Button | Code)]
    return replace(written, content=replace(written.content, blocks=words))


def to_json(written: Written) -> dict[str, Any]:
    """Return a letter as plain values."""
    content, frame = written.content, written.frame
    return {
        "to": written.to,
        "name": written.name,
        "subject": content.subject,
        "preview": content.preview,
        "blocks": [_block_to_json(block) for block in content.blocks],
        "frame": {
            "sender_name": frame.sender_name,
            "name": frame.name,
            "reply_to": frame.reply_to,
            "colour": frame.colour,
            "shows_logo": frame.shows_logo,
            "foot": list(frame.foot),
        },
        "unsubscribe_url": written.unsubscribe_url,
    }


def from_json(values: Mapping[str, Any]) -> Written:
    """Return the letter that `to_json` took apart."""
    frame = values["frame"]
    return Written(
        to=values["to"],
        name=values["name"],
        content=Content(
            subject=values["subject"],
            preview=values["preview"],
            blocks=tuple(_block_from_json(block) for block in values["blocks"]),
        ),
        frame=Frame(**{**frame, "foot": tuple(frame["foot"])}),
        unsubscribe_url=values["unsubscribe_url"],
    )


def kind_of(block: Block) -> str:
    """Return the name of a block's kind."""
    return next(name for name, kind in _KINDS.items() if type(block) is kind)


def _block_to_json(block: Block) -> list[Any]:
    name = kind_of(block)
    if isinstance(block, Facts):
        return [name, [list(row) for row in block.rows]]
    if isinstance(block, Button):
        return [name, block.label, block.url]
    return [name, block.text]


def _block_from_json(values: Sequence[Any]) -> Block:
    name, *parts = values
    if name == "facts":
        return Facts(tuple((label, value) for label, value in parts[0]))
    return _KINDS[name](*parts)


def as_text(content: Content) -> str:
    """Return the words as plain text: blocks apart by an empty line, a button with its address below."""
    return "\n\n".join(_block_as_text(block) for block in content.blocks)


def _block_as_text(block: Block) -> str:
    if isinstance(block, Facts):
        return "\n".join(f"{label}: {value}" for label, value in block.rows)
    if isinstance(block, Button):
        return f"{block.label}:\n{block.url}"
    return f"    {block.text}" if isinstance(block, Code) else block.text
