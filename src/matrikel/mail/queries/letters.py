"""What an association's letters say about themselves, to whoever may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.mail.kinds import kinds_that_let_in, lets_in
from matrikel.mail.models import DUE_LETTER, Attachment, Letter, LetterHead
from matrikel.mail.queries.notices import is_demonstration
from matrikel.mail.rules import HARD, LetterState, Reason, Way, state_of
from matrikel.mail.rules.content import Written, without_what_is_pressed
from matrikel.mail.storage import address_keys, open_letters
from matrikel.people.queries import name_of
from matrikel.people.storage import core_of

PAGE_LETTERS = 50
MOST_COUNTED = 100

_STATES: Mapping[LetterState, Q] = {
    LetterState.WAITING: DUE_LETTER & Q(attempts=0),
    LetterState.TRYING: DUE_LETTER & Q(attempts__gt=0),
    LetterState.SENT: Q(sent_at__isnull=False, went_by="SMTP", returned_at=None),
    LetterState.IN_BOX: Q(sent_at__isnull=False, went_by="BOX", returned_at=None),
    LetterState.RETURNED: Q(returned_at__isnull=False),
    LetterState.HELD: Q(held_at__isnull=False),
    LetterState.GIVEN_UP: Q(given_up_at__isnull=False),
    LetterState.STOPPED: Q(stopped_at__isnull=False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """
    One letter. `subject` and `to` are empty where the viewer may not read them, or they are forgotten.

    `name` is the person's as it is now, or the one written on the letter.
    """

    id: UUID
    person_id: UUID | None
    name: str
    to: str
    subject: str
    kind: str
    language: str
    state: LetterState
    reason: str
    answer: str
    attempts: int
    queued_at: datetime
    sent_at: datetime | None
    next_try_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDetails:
    """A letter with its words (None: forgotten, or not for this viewer) and the sizes of its files."""

    row: LetterRow
    written: Written | None
    files: Sequence[int]
    address_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """A page of letters, newest first, and from where the next one goes on."""

    rows: Sequence[LetterRow]
    next_before: UUID | None
    previous_after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHeadRow:
    """How letters are signed; version 0 where nothing was saved yet."""

    sender_name: str
    reply_to: str
    postal_address: str
    closing: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterInBox:
    """A letter with its words, as the demonstration's letter box shows it."""

    id: UUID
    queued_at: datetime
    language: str
    written: Written


def list_letters(
    *,
    viewer: Viewer,
    state: LetterState | None = None,
    person_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
) -> LetterPage:
    """Return a page of letters that the viewer may see; ids rise with time, so they are the mark of a page."""
    letters = _seen(viewer)
    if state is not None:
        letters = letters.filter(_STATES[state])
    if person_id is not None:
        letters = letters.filter(person_id=person_id)
    if after is not None:
        found = list(letters.filter(id__gt=after).order_by("id")[: PAGE_LETTERS + 1])
        more, found = len(found) > PAGE_LETTERS, found[:PAGE_LETTERS][::-1]
        next_before, previous_after = (found[-1].id if found else None), (found[0].id if more else None)
    else:
        if before is not None:
            letters = letters.filter(id__lt=before)
        found = list(letters.order_by("-id")[: PAGE_LETTERS + 1])
        more, found = len(found) > PAGE_LETTERS, found[:PAGE_LETTERS]
        next_before = found[-1].id if more else None
        previous_after = found[0].id if before is not None and found else None
    opened = open_letters([letter for letter in found if _may_read(letter, viewer)])
    return LetterPage(
        rows=[_row(letter, opened.get(letter.id)) for letter in found],
        next_before=next_before,
        previous_after=previous_after,
    )


def get_letter(*, letter_id: UUID, viewer: Viewer) -> LetterDetails:
    """
    Return one letter. Whoever shows its words writes down that they were read (`note_letter_read`).

    Of one that lets somebody in nobody but its reader sees what is to be pressed; in a demonstration everybody does.

    :raises NotFound: there is no such letter in this association, or not within the viewer's branches.
    """
    letter = _seen(viewer).filter(id=letter_id).first()
    if letter is None:
        raise NotFound
    opened = open_letters([letter]) if _may_read(letter, viewer) else {}
    written = opened.get(letter.id)
    if written is not None and lets_in(letter.kind) and not is_demonstration():
        written = without_what_is_pressed(written)
    files = Attachment.objects.filter(association_id=current_association(), letter=letter)
    return LetterDetails(
        row=_row(letter, opened.get(letter.id)),
        written=written,
        files=list(files.order_by("position").values_list("size", flat=True)),
        address_key=bytes(letter.address_key),
    )


def list_boxed(*, most: int) -> Sequence[LetterInBox]:
    """
    Return the newest letters of the association that let their reader in, with their words, in a demonstration.

    Nobody has a mailbox there to read them in. Anywhere else there is nothing to return.
    """
    if not is_demonstration():
        return []
    found = Letter.objects.filter(association_id=current_association(), kind__in=kinds_that_let_in())
    rows = list(found.select_related("person").order_by("-id")[:most])
    opened = open_letters(rows)
    return [
        LetterInBox(id=row.id, queued_at=row.queued_at, language=row.language, written=opened[row.id])
        for row in rows
        if row.id in opened
    ]


def seen_letters(*, letter_ids: Iterable[UUID], viewer: Viewer) -> list[UUID]:
    """Return those of these letters that the viewer may see."""
    return list(_seen(viewer).filter(id__in=list(letter_ids)).values_list("id", flat=True))


def count_letters(*, state: LetterState, viewer: Viewer) -> int:
    """Return how many letters stand like this, up to a hundred."""
    return len(_seen(viewer).filter(_STATES[state]).order_by().values_list("id")[:MOST_COUNTED])


def is_anything_here(*, viewer: Viewer) -> bool:
    """Say whether there is any letter that the viewer may see."""
    return _seen(viewer).exists()


def dead_addresses_of(*, addresses: Sequence[str]) -> Ask[dict[str, datetime]]:
    """
    Ask since when letters to these addresses come back; those to which one has arrived since are left out.

    Keyed hashes are compared: one question, whatever the number of addresses.
    """
    keys = dict(zip(address_keys(addresses), addresses, strict=True)) if addresses else {}
    hard = Q(reason__in=[reason.value for reason in HARD])
    told = (
        Letter.objects.filter(association_id=current_association(), address_key__in=list(keys))
        .values("address_key")
        .annotate(
            first=Min("queued_at", filter=hard),
            last=Max("queued_at", filter=hard),
            arrived=Max("sent_at", filter=Q(returned_at=None)),
        )
        .exclude(first=None)
        .values_list("address_key", "first", "last", "arrived")
    )

    def read(rows: Rows) -> dict[str, datetime]:
        return {
            keys[bytes(key)]: first if arrived is None else last
            for key, first, last, arrived in rows
            if arrived is None or arrived < last
        }

    return asked_by(told, read)


def keys_of_addresses(addresses: Sequence[str]) -> list[bytes]:
    """Return the keyed hash under which letters to each address are kept, in the same order."""
    return address_keys(addresses)


def list_dead_addresses(*, addresses: Sequence[str]) -> dict[str, datetime]:
    """Return what `dead_addresses_of` asks for."""
    return dead_addresses_of(addresses=addresses).answer()


def get_letter_head() -> LetterHeadRow:
    """Return how the association's letters are signed."""
    row = LetterHead.objects.filter(association_id=current_association()).first()
    names = ("sender_name", "reply_to", "postal_address", "closing")
    return LetterHeadRow(
        **{name: getattr(row, name) if row else "" for name in names}, version=row.version if row else 0
    )


def _seen(viewer: Viewer) -> QuerySet[Letter]:
    letters = Letter.objects.filter(association_id=current_association()).select_related("person")
    if not viewer.may(Right.LETTERS_SEE):
        return letters.none()
    if viewer.unit_ids is not None:
        letters = letters.filter(person__unit_id__in=viewer.unit_ids)
    return letters


def _may_read(letter: Letter, viewer: Viewer) -> bool:
    """Whether the words may be read: to somebody protected they may tell where the person is."""
    return letter.person is None or letter.person.protection == "NONE" or viewer.may(Right.PROTECTED_SEE)


def _row(letter: Letter, written: Written | None) -> LetterRow:
    named = name_of(core_of(letter.person)) if letter.person else ""
    return LetterRow(
        id=letter.id,
        person_id=letter.person_id,
        name=named or (written.name if written else ""),
        to=written.to if written else "",
        subject=written.content.subject if written else "",
        kind=letter.kind,
        language=letter.language,
        state=state_of(
            Way(
                attempts=letter.attempts,
                sent_at=letter.sent_at,
                went_by=letter.went_by,
                given_up_at=letter.given_up_at,
                returned_at=letter.returned_at,
                held_at=letter.held_at,
                stopped_at=letter.stopped_at,
            )
        ),
        reason=Reason(letter.reason).value if letter.reason else "",
        answer=letter.answer,
        attempts=letter.attempts,
        queued_at=letter.queued_at,
        sent_at=letter.sent_at,
        next_try_at=letter.next_try_at,
        ended_at=letter.returned_at or letter.given_up_at or letter.stopped_at or letter.held_at,
    )
