"""Write short notes about persons; what looks like more than a note has to be kept knowingly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import Place, seal
from matrikel.organisations.queries import get_association
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.models import Note, Person, TextToReview
from matrikel.people.rules.free_text import LONGEST_NOTE, ConcernKind, find_concerns, kinds_of
from matrikel.people.storage import NOTE_COLUMN


class NoteRefused(Refusal):
    """A note cannot be written as asked; `concerns` are what it looks like, where that is the reason."""

    def __init__(self, message: str, concerns: Sequence[ConcernKind] = ()) -> None:
        super().__init__(message)
        self.concerns = tuple(concerns)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """A note about a person; `is_kept_knowingly` says that the writer was asked about it and needs it."""

    person_id: UUID
    text: str
    is_kept_knowingly: bool = False


@action
def write_notes(
    *, notes: Sequence[NewNote], actor: Actor, at: datetime, source_run: UUID | None = None
) -> list[UUID]:
    """
    Write notes and return their ids in the same order; the doubtful ones go onto the list of texts to look at.

    `source_run` is the import that brings them, so that they go with it.

    :raises NoteRefused: a note is empty or too long, or looks like something that need not be kept.
    :raises NotFound: a person does not exist in this association.
    """
    if not notes:
        return []
    association = get_association()
    doubtful: dict[int, list[ConcernKind]] = {}
    for place, note in enumerate(notes):
        text = note.text.strip()
        if not text or len(text) > LONGEST_NOTE or "\x00" in text:
            raise NoteRefused(_("A note has at most %(longest)s characters.") % {"longest": LONGEST_NOTE})
        if kinds := kinds_of(find_concerns(text, association.country, on=association.day_of(at))):
            doubtful[place] = kinds
            if not note.is_kept_knowingly:
                raise NoteRefused(_("Look at the note again: do you need to keep all of it?"), kinds)
    people = {note.person_id for note in notes}
    subjects = dict(
        Person.objects.filter(association_id=association.id, id__in=people).values_list("id", "audit_subject")
    )
    if len(subjects) != len(people):
        raise NotFound
    ids = [new_id() for _note in notes]
    sealed = seal(
        [
            (
                Place(column=NOTE_COLUMN, row=note_id, subject=subjects[note.person_id]),
                note.text.strip().encode(),
            )
            for note_id, note in zip(ids, notes, strict=True)
        ]
    )
    insert_many(
        Note,
        ["id", "association_id", "person_id", "sealed", "written_at", "written_by", "role", "source_run"],
        [
            (note_id, association.id, note.person_id, value, at, actor.id, actor.role, source_run)
            for note_id, note, value in zip(ids, notes, sealed, strict=True)
        ],
    )
    record(
        acts=[
            Act(
                action="people.noted",
                subjects=list(subjects.values()),
                header={"notes": [str(note_id) for note_id in ids]},
            )
        ],
        actor=actor,
        at=at,
    )
    note_texts_to_review(
        texts=[
            KeptText(
                place=TextToReview.Place.NOTE,
                person_id=notes[place].person_id,
                row_id=ids[place],
                concerns=kinds,
            )
            for place, kinds in doubtful.items()
        ],
        actor=actor,
        at=at,
    )
    return ids
