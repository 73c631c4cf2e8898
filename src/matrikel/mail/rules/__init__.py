"""What holds for letters, on plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class LetterState(StrEnum):
    """How a letter stands, computed from the facts about its way."""

    WAITING = "waiting"
    TRYING = "trying"
    SENT = "sent"
    IN_BOX = "in_box"
    RETURNED = "returned"
    HELD = "held"
    GIVEN_UP = "given_up"
    STOPPED = "stopped"


class Reason(StrEnum):
    """Why a letter did not leave, is not to leave, or came back."""

    NO_ANSWER = "no_answer"  # the mail server cannot be reached
    SERVER_REFUSES_US = "server_refuses_us"  # it does not let us in, or does not take our sender
    PUT_OFF = "put_off"  # it said: later (4xx)
    REFUSED = "refused"  # it said: no (5xx)
    NO_SUCH_ADDRESS = "no_such_address"  # it said: nobody has that address (5.1.x, 5.2.1)
    UNREADABLE = "unreadable"  # the letter cannot be opened or written any more
    EXPIRED = "expired"  # its time was over before it could leave
    DECEASED = "deceased"
    SUPPRESSED = "suppressed"  # letters to this address came back, or it asked for none
    NO_CONSENT = "no_consent"
    FULL = "full"  # the mailbox is full (5.2.2, 4.2.2)
    POLICY = "policy"  # the receiver does not take our letters (5.7.x)
    COMPLAINT = "complaint"  # the recipient called it unwanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The facts about a letter's way, as far as its state follows from them."""

    attempts: int
    sent_at: datetime | None
    went_by: str
    given_up_at: datetime | None
    returned_at: datetime | None
    held_at: datetime | None = None
    stopped_at: datetime | None = None


def state_of(way: Way) -> LetterState:
    """Return how a letter stands."""
    if way.returned_at is not None:
        return LetterState.RETURNED
    if way.sent_at is not None:
        return LetterState.IN_BOX if way.went_by == "BOX" else LetterState.SENT
    if way.given_up_at is not None:
        return LetterState.GIVEN_UP
    if way.stopped_at is not None:
        return LetterState.STOPPED
    if way.held_at is not None:
        return LetterState.HELD
    return LetterState.TRYING if way.attempts else LetterState.WAITING


WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120, 240, 480, 720, 1200, 1440))
"""How long to wait after each attempt that failed for now: close together at first, three days in all."""


def next_try(*, attempts: int, at: datetime) -> datetime | None:
    """Return when to try again after `attempts` attempts, the last one at `at`; None means to give up."""
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None


HARD = (Reason.NO_SUCH_ADDRESS,)
"""Reasons for which an address gets no more letters until somebody has looked at it."""


def reason_of_status(status: str) -> Reason:
    """
    Return what an enhanced status code (RFC 3463, `5.1.1`) says about an address.

    Unknown and closed mailboxes (5.1.x, 5.2.1) are told apart from full ones and from receivers' policies, for which
    nobody should be blamed. 5.1.8 and 5.1.7 are about the sender's own address, and so about us.
    """
    if status in ("5.1.7", "5.1.8"):
        return Reason.POLICY
    if status.startswith("5.1.") or status == "5.2.1":
        return Reason.NO_SUCH_ADDRESS
    if status in ("5.2.2", "4.2.2"):
        return Reason.FULL
    if status.startswith("5.7."):
        return Reason.POLICY
    return Reason.PUT_OFF if status.startswith("4") else Reason.REFUSED
