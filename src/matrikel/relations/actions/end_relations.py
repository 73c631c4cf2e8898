"""End guardians, payers, contacts and representatives, or remove what was entered by mistake."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.relations import storage
from matrikel.relations.models import Contact, Guardian, Payer, Representative
from matrikel.relations.rules.records import RelationEnding

_TABLES: dict[str, tuple[Any, str]] = {
    "GUARDIAN": (Guardian, "guardian_id"),
    "PAYER": (Payer, "payer_id"),
    "CONTACT": (Contact, "contact_id"),
    "REPRESENTATIVE": (Representative, "represents_id"),
}


class EndingRefused(Refusal):
    """A relation cannot end as asked."""


@action
def end_relations(*, endings: Sequence[RelationEnding], actor: Actor, at: datetime) -> None:
    """
    End relations on their days; without a day, and for contacts always, the relation is removed.

    :raises EndingRefused: a relation would end before it began.
    :raises NotFound: there is no such relation in this association.
    """
    acts: list[tuple[str, Any, str, RelationEnding]] = []
    for relation in dict.fromkeys(ending.relation for ending in endings):
        if relation not in _TABLES:
            raise NotFound
        acts += _end([ending for ending in endings if ending.relation == relation], relation)
    people = storage.load_people(
        {
            found
            for _relation, row, other, _ending in acts
            for found in (row.person_id, getattr(row, other))
            if found
        }
    )
    record(
        acts=[
            Act(
                action="relations.ended",
                subjects=_subjects(people, row, other),
                header={"relation": relation, "id": str(row.id)},
                changes=[
                    Change(subject=people[row.person_id].subject, values={"ends_on": (None, ending.ends_on)})
                ],
            )
            for relation, row, other, ending in acts
        ],
        actor=actor,
        at=at,
    )


def _end(endings: Sequence[RelationEnding], relation: str) -> list[tuple[str, Any, str, RelationEnding]]:
    model, other = _TABLES[relation]
    wanted = {ending.relation_id: ending for ending in endings}
    rows = list(
        model.objects.select_for_update()
        .filter(association_id=current_association(), id__in=wanted)
        .order_by("id")
    )
    if len(rows) != len(wanted):
        raise NotFound
    ended, gone = [], []
    for row in rows:
        ends_on = wanted[row.id].ends_on
        if ends_on is None or relation == "CONTACT":
            gone.append(row.id)
            continue
        if row.starts_on is not None and ends_on <= row.starts_on:
            raise EndingRefused(_("This ends after it began. If it was a mistake, remove it."))
        row.during = Range(row.starts_on, ends_on, "[)")
        ended.append(row)
    if ended:
        model.objects.bulk_update(ended, ["during"])
    model.objects.filter(association_id=current_association(), id__in=gone).delete()
    return [(relation, row, other, wanted[row.id]) for row in rows]


def _subjects(people: dict[UUID, storage.Known], row: Any, other: str) -> list[UUID]:
    return [people[found].subject for found in (row.person_id, getattr(row, other)) if found]
