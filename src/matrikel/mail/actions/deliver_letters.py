"""Deliver a chunk of the association's letters that are due."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from matrikel.kernel.jobs import defer
from matrikel.kernel.scope import current_association
from matrikel.mail import gates
from matrikel.mail.actions.queue_letters import CHUNK_LETTERS
from matrikel.mail.delivering import Parcel, deliver, put_into_box
from matrikel.mail.kinds import is_mailing, purpose_of
from matrikel.mail.models import DUE_LETTER, Attachment, Letter
from matrikel.mail.rules import HARD, Reason
from matrikel.mail.signals import addresses_failed
from matrikel.mail.storage import attachments_of, open_letters
from matrikel.organisations.queries import find_logo, get_association

CLAIMED_FOR = timedelta(minutes=3)
"""How long other workers leave a claimed letter alone; a claim only saves work, it protects nothing."""

MOST_BYTES_AT_ONCE = 20 * 1024 * 1024


class _Letters:
    """The outbox of the current association."""

    def still_open(self, ids: Sequence[UUID]) -> QuerySet[Letter]:
        return Letter.objects.filter(DUE_LETTER, association_id=current_association(), id__in=ids)

    def failed(self, ids: Sequence[UUID], reason: Reason, *, at: datetime) -> None:
        if reason in HARD:
            keys = Letter.objects.filter(association_id=current_association(), id__in=ids)
            failed = [(bytes(key), reason) for key in keys.values_list("address_key", flat=True)]
            addresses_failed.send(sender=Letter, failed=failed, at=at)


def deliver_letters(*, now: Callable[[], datetime]) -> int:
    """
    Deliver the association's letters that are due, at most a chunk, and return how many left.

    Commits letter by letter and is therefore always outermost. Without a mail server they wait; in the demonstration
    they go into its letter box. If more are due, another job is queued for them.
    """
    server = settings.MAIL_SERVER
    with transaction.atomic():
        association = get_association()
        in_box = settings.IS_DEMO or association.is_demo
        if server is None and not in_box:
            return 0
        letters = _claim(at=now())
        opened = open_letters(letters)
        logo = find_logo() if letters else None
    outbox, gone = _Letters(), 0
    if in_box or server is None:
        gone = put_into_box([_parcel(letter, opened) for letter in letters], outbox=outbox, at=now())
    else:
        for some in _by_weight(letters):
            with transaction.atomic():
                files = attachments_of(some)
            gone += deliver(
                [_parcel(letter, opened, files.get(letter.id, ())) for letter in some],
                outbox=outbox,
                server=server,
                logo=logo.png if logo else None,
                now=now,
            )
    if len(letters) == CHUNK_LETTERS:
        with transaction.atomic():
            if _due(at=now()).exists():
                defer("mail.deliver_letters")
    return gone


def _due(*, at: datetime) -> QuerySet[Letter]:
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return Letter.objects.filter(
        DUE_LETTER, unclaimed, association_id=current_association(), next_try_at__lte=at
    )


def _claim(*, at: datetime) -> list[Letter]:
    """Claim what is due, and hold back what must not leave; asks as much for one letter as for a chunk."""
    found = list(
        _due(at=at)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .order_by("next_try_at", "id")[:CHUNK_LETTERS]
    )
    held: dict[UUID, Reason] = {
        letter.id: Reason.DECEASED for letter in found if letter.person and letter.person.is_deceased
    }
    leaving = [
        gates.Leaving(
            id=letter.id,
            kind=letter.kind,
            purpose=purpose_of(letter.kind),
            is_mailing=is_mailing(letter.kind),
            person_id=letter.person_id,
            address_key=bytes(letter.address_key),
        )
        for letter in found
        if letter.id not in held
    ]
    held |= gates.ask_gates(leaving, at=at)
    for reason in set(held.values()):
        ids = [letter_id for letter_id, given in held.items() if given is reason]
        mine = Letter.objects.filter(association_id=current_association(), id__in=ids)
        mine.update(held_at=at, reason=reason.value, answer="", claimed_until=None)
    going = [letter for letter in found if letter.id not in held]
    Letter.objects.filter(
        association_id=current_association(), id__in=[letter.id for letter in going]
    ).update(claimed_until=at + CLAIMED_FOR)
    return going


def _parcel(letter: Letter, opened: dict[UUID, Any], files: Sequence[Any] = ()) -> Parcel:
    return Parcel(
        id=letter.id,
        message_id=letter.message_id,
        language=letter.language,
        attempts=letter.attempts,
        written=opened.get(letter.id),
        files=files,
    )


def _by_weight(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Part letters so that the files of each part fit into memory together."""
    with transaction.atomic():
        weights = dict(
            Attachment.objects.filter(
                association_id=current_association(), letter_id__in=[letter.id for letter in letters]
            )
            .values_list("letter_id")
            .annotate(Sum("size"))
        )
    parts: list[list[Letter]] = []
    weight = 0
    for letter in letters:
        own = weights.get(letter.id, 0)
        if not parts or (own and weight + own > MOST_BYTES_AT_ONCE):
            parts.append([])
            weight = 0
        parts[-1].append(letter)
        weight += own
    return parts
