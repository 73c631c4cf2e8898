"""What comes back: reads delivery reports (RFC 3464) and complaints (RFC 5965), and finds which letter they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any
from uuid import UUID

from matrikel.mail.rules import Reason, reason_of_status

MOST_BYTES = 2 * 1024 * 1024
"""How much of a returned message is read: its report and the headers of the letter stand at its beginning."""

_MESSAGE_ID = re.compile(r"<([0-9a-f]{32})@[^<>@\s]+>")
_VERP = re.compile(r"\+([0-9a-f]{32})@")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_CODE_IN_WORDS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A letter that did not arrive: its message id, why, and the status code where one was given."""

    message_id: UUID
    reason: Reason
    status: str = ""


def read_returned(raw: bytes) -> Returned | None:
    """
    Return which letter came back and why; None for what is no report (an answer, a holiday notice) or names no letter.

    A report of a delay says that the server still tries, and is none either.
    """
    message: EmailMessage = message_from_bytes(raw[:MOST_BYTES], policy=default)
    kind = str(message.get_param("report-type", "")).lower() if _is(message, "multipart/report") else ""
    if kind == "feedback-report":
        found, status, reason = _letter_of(message), "", Reason.COMPLAINT
    elif kind == "delivery-status":
        status = _status_of(message)
        if not status:
            return None
        found, reason = _letter_of(message), reason_of_status(status)
    else:
        return None
    return Returned(message_id=found, reason=reason, status=status) if found else None


def _is(message: Message[Any, Any], kind: str) -> bool:
    return message.get_content_type() == kind


def _status_of(report: EmailMessage) -> str:
    """Return the status of the recipient who was failed; nothing where all others are delayed or delivered."""
    for part in report.walk():
        if not _is(part, "message/delivery-status"):
            continue
        for block in _blocks(part):
            if str(block.get("Action", "")).strip().lower() != "failed":
                continue
            status = _STATUS.match(str(block.get("Status", "")).strip())
            worded = _CODE_IN_WORDS.search(str(block.get("Diagnostic-Code", "")))
            # 5.0.0 says no more than "it failed"; the words of the other server often say why.
            if status and status.group() != "5.0.0":
                return status.group()
            return worded.group(1) if worded else "5.0.0"
    return ""


def _blocks(part: Message[Any, Any]) -> Iterator[Message[Any, Any]]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (block for block in payload if isinstance(block, Message))


def _letter_of(report: EmailMessage) -> UUID | None:
    """Return the letter's message id: from the headers that come back, else from the address to which they came."""
    for part in report.walk():
        if part is report:
            continue
        text = ""
        if _is(part, "text/rfc822-headers"):
            payload = part.get_payload(decode=True)
            text = payload.decode("latin-1") if isinstance(payload, bytes) else ""
        elif "Message-ID" in part:
            text = f"Message-ID: {part['Message-ID']}"
        for line in re.findall(r"(?im)^message-id:\s*(.*)$", text):
            if named := _MESSAGE_ID.search(line):
                return UUID(named.group(1))
    for name in ("To", "Delivered-To", "X-Original-To"):
        for value in report.get_all(name, []):
            if named := _VERP.search(str(value)):
                return UUID(named.group(1))
    return None
