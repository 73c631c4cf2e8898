"""Takes claimed letters to the mail server, one connection for all of them, one commit for each."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from matrikel.mail import rules, transport
from matrikel.mail.composing import Envelope, compose
from matrikel.mail.models import Outgoing
from matrikel.mail.rules import Reason
from matrikel.mail.rules.content import NewAttachment, Written

CONNECTIONS_A_CHUNK = 3
"""How often a chunk connects anew when the server hangs up, before the rest of it waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A claimed letter, opened; `written` is None where it cannot be opened any more."""

    id: UUID
    message_id: UUID
    language: str
    attempts: int
    written: Written | None
    files: Sequence[NewAttachment] = field(default=(), repr=False)


class Outbox(Protocol):
    """Where parcels come from: letters of an association, or notices of the installation."""

    def still_open(self, ids: Sequence[UUID]) -> QuerySet[Any]:
        """Return those rows of these that are still to leave."""
        ...

    def failed(self, ids: Sequence[UUID], reason: Reason, *, at: datetime) -> None:
        """Be told that letters will not arrive."""
        ...


def deliver(
    parcels: Sequence[Parcel],
    *,
    outbox: Outbox,
    server: transport.Server,
    logo: bytes | None,
    now: Callable[[], datetime],
) -> int:
    """
    Hand parcels to the server and return how many it took.

    Each letter is marked as sent in a transaction that stays open while the server is asked, and is committed when it
    has said 250. So a worker that is killed leaves the letter as it was; only one that is killed between the 250 and
    the commit has it sent once more.
    """
    waiting, taken = deque(parcels), 0
    trouble: transport.NotTaken | None = None
    for _connection in range(CONNECTIONS_A_CHUNK):
        if not waiting:
            break
        try:
            with transport.connected(server) as connection:
                while waiting:
                    parcel = waiting.popleft()
                    taken += _deliver_one(parcel, connection, outbox, server=server, logo=logo, now=now)
        except transport.NotTaken as error:
            trouble = error
    if waiting and trouble is not None:
        note_not_taken(list(waiting), trouble, outbox=outbox, at=now())
    return taken


def put_into_box(parcels: Sequence[Parcel], *, outbox: Outbox, at: datetime) -> int:
    """Leave letters in the letter box of the demonstration, from which none goes anywhere."""
    with transaction.atomic():
        return outbox.still_open([parcel.id for parcel in parcels]).update(
            sent_at=at, went_by=Outgoing.Way.BOX, attempts=F("attempts") + 1, claimed_until=None
        )


def note_not_taken(
    parcels: Sequence[Parcel], trouble: transport.NotTaken, *, outbox: Outbox, at: datetime
) -> None:
    """Write down that letters were not taken: they wait for their next try, or are given up."""
    by_attempts: dict[int, list[UUID]] = {}
    for parcel in parcels:
        by_attempts.setdefault(parcel.attempts + 1, []).append(parcel.id)
    with transaction.atomic():
        for attempts, ids in by_attempts.items():
            again = None if trouble.is_final else rules.next_try(attempts=attempts, at=at)
            end = {"given_up_at": at} if again is None else {"next_try_at": again}
            outbox.still_open(ids).update(
                attempts=attempts,
                reason=trouble.reason.value,
                answer=trouble.answer[:16],
                claimed_until=None,
                **end,
            )
            if again is None:
                outbox.failed(ids, trouble.reason, at=at)


def _deliver_one(
    parcel: Parcel,
    connection: Any,
    outbox: Outbox,
    *,
    server: transport.Server,
    logo: bytes | None,
    now: Callable[[], datetime],
) -> int:
    """
    Deliver one parcel and return 1 if it was taken.

    :raises NotTaken: the connection is of no use any more; what happened to this parcel is already written down.
    """
    at = now()
    try:
        if parcel.written is None:
            raise transport.NotTaken(Reason.UNREADABLE, is_final=True)
        envelope = Envelope(
            sender=server.sender, message_id=parcel.message_id, language=parcel.language, at=at
        )
        try:
            message = compose(parcel.written, envelope, files=parcel.files, logo=logo)
        except (ValueError, LookupError) as error:
            raise transport.NotTaken(Reason.UNREADABLE, is_final=True) from error
        with transaction.atomic():
            # The row is locked from here to the commit: whoever else has it too finds it gone, or still there.
            marked = outbox.still_open([parcel.id]).update(
                sent_at=at,
                went_by=Outgoing.Way.SMTP,
                attempts=parcel.attempts + 1,
                reason="",
                answer="",
                claimed_until=None,
            )
            if marked:
                transport.hand_over(
                    connection,
                    message,
                    sender=_envelope_sender(server, parcel),
                    to=message["To"].addresses[0].addr_spec,
                )
            return int(marked)
    except transport.NotTaken as trouble:
        note_not_taken([parcel], trouble, outbox=outbox, at=now())
        if trouble.is_about_us:
            raise
        return 0


def _envelope_sender(server: transport.Server, parcel: Parcel) -> str:
    """Return where it comes back to: with a mailbox for that, under an address that names the letter (VERP)."""
    if server.bounces == server.sender:
        return server.sender
    local, _, domain = server.bounces.rpartition("@")
    return f"{local}+{parcel.message_id.hex}@{domain}"
