"""Take back the tags that an import gave and the notes that it wrote."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.actions.remove_notes import remove_notes
from matrikel.people.models import Note, PersonTag


@action
def forget_what_came_along(
    *, person_ids: Sequence[UUID], source_run: UUID, actor: Actor, at: datetime
) -> None:
    """Take off the persons the tags, and delete the notes, that the import `source_run` brought."""
    mine = {
        "association_id": current_association(),
        "person_id__in": list(person_ids),
        "source_run": source_run,
    }
    notes = list(Note.objects.filter(**mine).order_by("id").values_list("id", flat=True))
    remove_notes(note_ids=notes, actor=actor, at=at)
    given = list(PersonTag.objects.filter(**mine).values_list("id", "tag_id", "person__audit_subject"))
    if not given:
        return
    PersonTag.objects.filter(
        association_id=current_association(), id__in=[row for row, _tag, _subject in given]
    ).delete()
    header = {
        "tags": sorted({str(tag) for _row, tag, _subject in given}),
        "persons": len({subject for _row, _tag, subject in given}),
    }
    subjects = list(dict.fromkeys(subject for _row, _tag, subject in given))
    record(
        acts=[Act(action="people.untagged", subjects=subjects, header=header)],
        actor=actor,
        at=at,
    )
