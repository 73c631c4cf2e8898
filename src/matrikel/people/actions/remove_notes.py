"""Remove notes, for good: because somebody says so, because they are old, or because none are wanted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Note, TextToReview

MOST_AT_ONCE = 5_000
YEARS_KEPT = 2
"""For how long a note is kept: its retention on the personal-data map."""


@action
def remove_notes(*, note_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Remove notes and return how many there were."""
    notes = list(
        Note.objects.filter(association_id=current_association(), id__in=list(note_ids)).values_list(
            "id", "person__audit_subject"
        )
    )
    return _remove(notes, actor=actor, at=at)


@action
def remove_old_notes(*, actor: Actor, at: datetime) -> int:
    """
    Remove the oldest notes whose time is over and return how many went.

    Takes up to 5,000 at once: call it again as long as it removes that many.
    """
    over = Note.objects.filter(association_id=current_association(), written_at__lt=_years_before(at))
    return _remove_oldest(over, actor=actor, at=at)


@action
def remove_all_notes(*, actor: Actor, at: datetime) -> int:
    """Remove the oldest 5,000 notes, whatever their age, and return how many went; call it until it removes fewer."""
    mine = Note.objects.filter(association_id=current_association())
    return _remove_oldest(mine, actor=actor, at=at)


def _remove_oldest(notes: QuerySet[Note], *, actor: Actor, at: datetime) -> int:
    oldest = notes.order_by("written_at", "id")[:MOST_AT_ONCE]
    return _remove(list(oldest.values_list("id", "person__audit_subject")), actor=actor, at=at)


def _remove(notes: Sequence[tuple[UUID, UUID]], *, actor: Actor, at: datetime) -> int:
    if not notes:
        return 0
    ids, mine = [note_id for note_id, _subject in notes], {"association_id": current_association()}
    TextToReview.objects.filter(**mine, place=TextToReview.Place.NOTE, row_id__in=ids).delete()
    Note.objects.filter(**mine, id__in=ids).delete()
    subjects = list(dict.fromkeys(subject for _note_id, subject in notes))
    act = Act(action="people.notes_removed", subjects=subjects, header={"notes": len(ids)})
    record(acts=[act], actor=actor, at=at)
    return len(ids)


def _years_before(at: datetime) -> datetime:
    try:
        return at.replace(year=at.year - YEARS_KEPT)
    except ValueError:  # 29 February
        return at.replace(year=at.year - YEARS_KEPT, day=28)
