"""Write down who pays for whom, one at a time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage
from matrikel.relations.models import Payer
from matrikel.relations.rules.records import NewPayer


class PayerRefused(Refusal):
    """Somebody cannot be a payer as asked."""


@action
def set_payers(*, payers: Sequence[NewPayer], actor: Actor, at: datetime) -> None:
    """
    Write who pays from a day on; whoever paid until then ends on that day, and whoever pays already goes on.

    :raises PayerRefused: somebody who pays alone needs no payer, or one person is given two.
    :raises NotFound: a person is not of this association.
    """
    if not payers:
        return
    association_id, today = current_association(), get_association().day_of(at)
    if any(each.person_id == each.payer_id for each in payers):
        raise PayerRefused(_("Whoever pays for themselves needs no payer."))
    if len({each.person_id for each in payers}) < len(payers):
        raise PayerRefused(_("One person has one payer."))
    people = storage.load_people(
        {found for each in payers for found in (each.person_id, each.payer_id) if found is not None}
    )
    standing: dict[UUID, list[Payer]] = {}
    for row in (
        Payer.objects.select_for_update()
        .filter(association_id=association_id, person_id__in=[each.person_id for each in payers])
        .filter(Q(ends_on=None) | Q(ends_on__gt=today))
        .order_by("id")
    ):
        standing.setdefault(row.person_id, []).append(row)
    ended, gone, rows, subjects = [], [], [], set()
    for each in payers:
        own = standing.get(each.person_id, [])
        if any(row.payer_id == each.payer_id and row.ends_on is None for row in own):
            continue
        starts_on = each.starts_on or (today if own else None)
        for row in own:
            if starts_on is None or (row.starts_on is not None and row.starts_on >= starts_on):
                gone.append(row.id)
            else:
                row.during = Range(row.starts_on, starts_on, "[)")
                ended.append(row)
            subjects.add(each.person_id)
        if each.payer_id is not None:
            rows.append(
                (new_id(), association_id, each.person_id, each.payer_id, Range(starts_on, None, "[)"))
            )
            subjects |= {each.person_id, each.payer_id}
    Payer.objects.filter(association_id=association_id, id__in=gone).delete()
    Payer.objects.bulk_update(ended, ["during"])
    insert_many(Payer, ["id", "association_id", "person_id", "payer_id", "during"], rows)
    if subjects:
        record(
            acts=[
                Act(
                    action="relations.payers_set",
                    subjects=[people[found].subject for found in sorted(subjects)],
                    header={"payers": len(rows), "ended": len(ended) + len(gone)},
                )
            ],
            actor=actor,
            at=at,
        )
