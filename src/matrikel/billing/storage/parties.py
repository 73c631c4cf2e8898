"""Under which random id the books know somebody."""

from collections.abc import Sequence
from uuid import UUID

from matrikel.billing.models import Party
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_opaque_id
from matrikel.kernel.scope import current_association


def parties_of(person_ids: Sequence[UUID | None]) -> list[UUID]:
    """Return a party for each: a person's own, made where there is none yet, and a new one for anybody else."""
    association_id = current_association()
    persons = {person_id for person_id in person_ids if person_id is not None}
    known: dict[UUID | None, UUID] = dict(
        Party.objects.filter(association_id=association_id, person_id__in=persons).values_list(
            "person_id", "id"
        )
    )
    fresh: list[tuple[UUID, UUID, UUID | None]] = []
    answer = []
    for person_id in person_ids:
        party = known.get(person_id)
        if party is None:
            party = new_opaque_id()
            fresh.append((party, association_id, person_id))
            if person_id is not None:
                known[person_id] = party
        answer.append(party)
    if fresh:
        insert_many(Party, ("id", "association_id", "person_id"), fresh)
    return answer
