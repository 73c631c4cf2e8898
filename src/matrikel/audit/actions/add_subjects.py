"""Say of an entry that it is about more persons than one statement can carry."""

from collections.abc import Sequence
from uuid import UUID

from matrikel.audit.models import Subject
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_ids
from matrikel.kernel.scope import current_association


def add_subjects(*, entry_id: UUID, subjects: Sequence[UUID]) -> None:
    """Add persons, by their audit subjects and a chunk at a time, to an entry of the same transaction."""
    association_id = current_association()
    insert_many(
        Subject,
        ["id", "association_id", "entry_id", "subject"],
        [
            (row, association_id, entry_id, subject)
            for row, subject in zip(new_ids(len(subjects)), subjects, strict=True)
        ],
    )
