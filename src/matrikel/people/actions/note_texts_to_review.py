"""Ask for a second look at free texts that somebody kept although they looked like something that need not be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person, TextToReview

COLUMNS = ("id", "association_id", "person_id", "place", "row_id", "concerns", "written_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """
    Where a doubtful text stands: `place` is NOTE, LABEL, DECISION or TAG, `row_id` the row that holds it.

    `concerns` are values of `free_text.ConcernKind`; the words themselves go nowhere else.
    """

    place: str
    concerns: Sequence[str]
    person_id: UUID | None = None
    row_id: UUID | None = None


@action
def note_texts_to_review(*, texts: Sequence[KeptText], actor: Actor, at: datetime) -> None:
    """Put texts onto the list of those at which somebody should look."""
    if not texts:
        return
    association_id = current_association()
    insert_many(
        TextToReview,
        COLUMNS,
        [
            (new_id(), association_id, text.person_id, text.place, text.row_id, ",".join(text.concerns), at)
            for text in texts
        ],
    )
    people = {text.person_id for text in texts if text.person_id}
    subjects = Person.objects.filter(association_id=association_id, id__in=people)
    act = Act(
        action="people.text_kept",
        subjects=list(subjects.values_list("audit_subject", flat=True)),
        header={"texts": len(texts), "places": sorted({text.place for text in texts})},
    )
    record(acts=[act], actor=actor, at=at)
