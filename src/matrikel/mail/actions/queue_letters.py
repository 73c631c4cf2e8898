"""Queue letters of the association: rows in the transaction of their cause, and the jobs that deliver them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id, new_opaque_id
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action
from matrikel.mail.frames import frames_of
from matrikel.mail.kinds import kind_named
from matrikel.mail.models import Attachment, Letter
from matrikel.mail.rules.content import (
    MOST_ATTACHED_BYTES,
    NewLetter,
    Written,
    is_header_line,
    is_web_address,
    one_line,
    what_is_wrong,
)
from matrikel.mail.storage import Sealable, address_keys, seal_attachments, seal_letters
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person
from matrikel.people.rules import emails

CHUNK_LETTERS = 200
"""How many letters one job delivers over one connection."""

_COLUMNS = (
    "id", "association_id", "person_id", "kind", "language", "address_key", "sealed", "message_id", "queued_at",
    "next_try_at", "attempts", "went_by", "reason", "answer",
)  # fmt: skip
_ATTACHMENT_COLUMNS = ("id", "association_id", "letter_id", "position", "size", "sealed")


class LetterRefused(Refusal):
    """A letter cannot leave like this; `part` names what is wrong: to, subject, preview, blocks, url or attachments."""

    def __init__(self, part: str) -> None:
        super().__init__(
            _("That is not an e-mail address.")
            if part == "to"
            else _(
                "The letter cannot be sent like this: something in it is too long, missing, or breaks a line."
            )
        )
        self.part = part


@action
def queue_letters(*, letters: Sequence[NewLetter], actor: Actor, at: datetime) -> list[UUID]:
    """
    Queue letters, at most `CHUNK_ROWS` at a time, and return their ids in the same order.

    They leave when the transaction in which this is called has committed, and never if it has not. Who gets none
    (who asked for none, whose letters came back, who is dead) is asked when they leave, not here.

    :raises LetterRefused: an address is not one, or something in a letter could break out of its place.
    :raises NotFound: a person does not exist in this association.
    """
    if not letters:
        return []
    for letter in letters:
        check_letter(letter)
    association = get_association()
    wanted = {letter.person_id for letter in letters if letter.person_id is not None}
    subjects: dict[UUID | None, UUID] = dict(
        Person.objects.filter(association_id=association.id, id__in=wanted).values_list("id", "audit_subject")
    )
    if len(subjects) != len(wanted):
        raise NotFound
    frames = frames_of(association, {letter.language for letter in letters})
    ids = [new_id() for _letter in letters]
    written = [
        Sealable(
            id=letter_id,
            subject=subjects.get(letter.person_id),
            written=Written(
                to=letter.to.strip(),
                name=one_line(letter.name),
                content=letter.content,
                frame=frames[letter.language],
                unsubscribe_url=letter.unsubscribe_url,
            ),
        )
        for letter_id, letter in zip(ids, letters, strict=True)
    ]
    sealed = seal_letters(written)
    keys = address_keys(letter.to for letter in letters)
    insert_many(
        Letter,
        _COLUMNS,
        [
            (
                letter_id, association.id, letter.person_id, letter.kind, letter.language, key, value,
                new_opaque_id(), at, at, 0, "", "", "",
            )
            for letter_id, letter, key, value in zip(ids, letters, keys, sealed, strict=True)
        ],
    )  # fmt: skip
    _attach(ids, letters, subjects, association.id)
    for _chunk in range(0, len(ids), CHUNK_LETTERS):
        defer("mail.deliver_letters")
    kinds = Counter(letter.kind for letter in letters)
    act = Act(
        action="mail.letters_queued",
        subjects=sorted(subjects.values()),
        header={"kinds": dict(kinds), "letters": len(ids)},
    )
    record(acts=[act], actor=actor, at=at)
    return ids


def check_letter(letter: NewLetter) -> None:
    """
    Refuse a letter that could break out of its place.

    :raises LetterRefused: it could.
    """
    kind = kind_named(letter.kind)
    if emails.normalise(letter.to) is None or not is_header_line(letter.to.strip(), 320):
        raise LetterRefused("to")
    if wrong := what_is_wrong(letter.content):
        raise LetterRefused(wrong)
    # Whoever gets a mailing can say that there shall be no more of them (RFC 8058), and nothing else has such a link.
    if bool(letter.unsubscribe_url) != kind.is_mailing:
        raise LetterRefused("url")
    if letter.unsubscribe_url and not is_web_address(letter.unsubscribe_url):
        raise LetterRefused("url")
    if sum(len(file.content) for file in letter.attachments) > MOST_ATTACHED_BYTES:
        raise LetterRefused("attachments")
    if not all(_is_attachable(file.name, file.media_type) for file in letter.attachments):
        raise LetterRefused("attachments")


def _is_attachable(name: str, media_type: str) -> bool:
    kind, slash, subtype = media_type.partition("/")
    plain = all(char.isalnum() or char in "+-." for char in kind + subtype) and media_type.isascii()
    return bool(name) and is_header_line(name, 120) and bool(kind and slash and subtype) and plain


def _attach(
    ids: Iterable[UUID], letters: Iterable[NewLetter], subjects: dict[UUID | None, UUID], association_id: UUID
) -> None:
    files = [
        (letter_id, subjects.get(letter.person_id), place, file)
        for letter_id, letter in zip(ids, letters, strict=True)
        for place, file in enumerate(letter.attachments)
    ]
    if not files:
        return
    rows = [new_id() for _file in files]
    sealed = seal_attachments(
        [(row, subject, file) for row, (_letter, subject, _place, file) in zip(rows, files, strict=True)]
    )
    insert_many(
        Attachment,
        _ATTACHMENT_COLUMNS,
        [
            (row, association_id, letter_id, place, len(file.content), value)
            for row, (letter_id, _subject, place, file), value in zip(rows, files, sealed, strict=True)
        ],
    )
