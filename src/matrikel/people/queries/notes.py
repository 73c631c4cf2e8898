"""Questions about notes, and about free texts at which somebody should look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, unseal
from matrikel.people.models import ContactPoint, Note, Tag, TextToReview
from matrikel.people.queries import name_of
from matrikel.people.storage import NOTE_COLUMN, core_of

MOST_NOTES = 50
MOST_TEXTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """One note: its words, when it was written and in which role."""

    id: UUID
    text: str
    written_at: datetime
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """
    A text to look at: where it stands, what it looks like, and its words where they are kept in this room.

    `words` are empty where another room holds them, or where the viewer may not read them.
    """

    id: UUID
    place: str
    concerns: Sequence[str]
    written_at: datetime
    person_id: UUID | None
    person_name: str
    is_protected: bool
    row_id: UUID | None
    words: str


def notes_about(*, person_id: UUID, viewer: Viewer) -> Ask[list[NoteRow]]:
    """
    Ask for the newest notes about a person; whoever may not read notes is answered that there are none.

    Of a protected person somebody who may not know of the protection sees only what they wrote themselves, as if
    nobody else had written anything: a note may tell where the person is.
    """

    def read(rows: Rows) -> list[NoteRow]:
        places = [
            (Place(column=NOTE_COLUMN, row=note_id, subject=subject), bytes(sealed))
            for note_id, sealed, _at, _role, subject in rows
        ]
        words = [text.decode() for text in unseal(places)] if places else []
        return [
            NoteRow(id=note_id, text=text, written_at=written_at, role=role)
            for (note_id, _sealed, written_at, role, _subject), text in zip(rows, words, strict=True)
        ]

    return Ask(
        statement=(
            "SELECT n.id, n.sealed, n.written_at, n.role, p.audit_subject FROM people_note n"  # noqa: S608 - our own words only
            " JOIN people_person p ON p.association_id = n.association_id AND p.id = n.person_id"
            " WHERE n.association_id = %(association)s AND n.person_id = %(person)s AND %(may_read)s"
            " AND (%(units)s::uuid[] IS NULL OR p.unit_id = ANY (%(units)s))"
            " AND (%(may_reveal)s OR p.protection = 'NONE' OR n.written_by = %(account)s)"
            f" ORDER BY n.written_at DESC, n.id DESC LIMIT {MOST_NOTES}"
        ),
        values={
            "association": current_association(),
            "person": person_id,
            "may_read": viewer.may(Right.NOTES_EDIT),
            "units": list(viewer.unit_ids) if viewer.unit_ids is not None else None,
            "may_reveal": viewer.may(Right.PROTECTED_SEE),
            "account": viewer.account_id,
        },
        read=read,
    )


def list_notes(*, person_id: UUID, viewer: Viewer) -> list[NoteRow]:
    """Return what `notes_about` asks for."""
    return notes_about(person_id=person_id, viewer=viewer).answer()


def count_notes() -> int:
    """Return how many notes the association keeps, up to a thousand and one."""
    return Note.objects.filter(association_id=current_association())[:1_001].count()


def _words_of(notes: Sequence[Note]) -> list[str]:
    places = [
        (Place(column=NOTE_COLUMN, row=note.id, subject=note.person.audit_subject), bytes(note.sealed))
        for note in notes
    ]
    return [words.decode() for words in unseal(places)] if places else []


def count_texts_to_review(*, viewer: Viewer) -> int:
    """Return how many texts wait for somebody to look at them, up to a hundred."""
    return _texts(viewer)[: MOST_TEXTS + 1].count()


def list_texts_to_review(*, viewer: Viewer) -> list[TextRow]:
    """Return the oldest hundred texts at which somebody should look; three queries, however many they are."""
    found = list(_texts(viewer).select_related("person").order_by("written_at", "id")[:MOST_TEXTS])
    mine = {"association_id": current_association(), "id__in": [text.row_id for text in found]}
    notes = list(Note.objects.select_related("person").filter(**mine))
    words = dict(zip([note.id for note in notes], _words_of(notes), strict=True))
    words |= dict(ContactPoint.objects.filter(**mine).values_list("id", "label"))
    words |= dict(Tag.objects.filter(**mine).values_list("id", "name"))
    rows = []
    for text in found:
        person = text.person
        is_protected = person is not None and person.protection != "NONE"
        rows.append(
            TextRow(
                id=text.id,
                place=text.place,
                concerns=tuple(text.concerns.split(",")),
                written_at=text.written_at,
                person_id=text.person_id,
                person_name=name_of(core_of(person)) if person else "",
                is_protected=is_protected,
                row_id=text.row_id,
                # What stands about a protected person is opened on the person's page, for a reason.
                words="" if is_protected or text.row_id is None else words.get(text.row_id, ""),
            )
        )
    return rows


def _texts(viewer: Viewer) -> QuerySet[TextToReview]:
    texts = TextToReview.objects.filter(association_id=current_association())
    if viewer.unit_ids is not None:
        texts = texts.filter(person__unit_id__in=viewer.unit_ids)
    if not viewer.may(Right.PROTECTED_SEE):
        texts = texts.filter(Q(person=None) | Q(person__protection="NONE"))
    return texts
