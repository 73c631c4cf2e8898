"""Write down who answers for whom."""

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
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage
from matrikel.relations.models import Guardian
from matrikel.relations.rules.records import NewGuardian


class GuardianRefused(Refusal):
    """Somebody cannot be a guardian as asked."""


@action
def set_guardians(*, guardians: Sequence[NewGuardian], actor: Actor, at: datetime) -> list[UUID]:
    """
    Write guardians and return the ids of the relations, in the same order.

    A pair that stands already is kept as it is, but for its kind; so that a list may come twice.

    :raises GuardianRefused: somebody would be the own guardian, the kind is not known, or two answer for each other.
    :raises NotFound: a person is not of this association.
    """
    if not guardians:
        return []
    # Who answers for whom is decided by what stands already: two at once must not both find nothing.
    one_at_a_time("guardians")
    association_id, today = current_association(), get_association().day_of(at)
    if any(each.person_id == each.guardian_id for each in guardians):
        raise GuardianRefused(_("Nobody is their own guardian."))
    if any(each.kind not in Guardian.Kind.values for each in guardians):
        raise GuardianRefused(_("Choose what makes the person a guardian."))
    people = storage.load_people(
        {found for each in guardians for found in (each.person_id, each.guardian_id)}
    )
    standing = {
        (row.person_id, row.guardian_id): row
        for row in Guardian.objects.select_for_update()
        .filter(association_id=association_id, person_id__in=people, guardian_id__in=people)
        .filter(Q(ends_on=None) | Q(ends_on__gt=today))
        .order_by("id")
    }
    ids: dict[tuple[UUID, UUID], UUID] = {pair: row.id for pair, row in standing.items()}
    rows, changed = [], []
    for each in guardians:
        pair = (each.person_id, each.guardian_id)
        if (each.guardian_id, each.person_id) in ids:
            raise GuardianRefused(_("Two people cannot answer for each other."))
        row = standing.get(pair)
        if row is not None and row.kind != each.kind:
            row.kind = each.kind
            changed.append(row)
        if pair not in ids:
            ids[pair] = new_id()
            rows.append((ids[pair], association_id, *pair, each.kind, Range(each.starts_on, None, "[)")))
    Guardian.objects.bulk_update(changed, ["kind"])
    insert_many(Guardian, ["id", "association_id", "person_id", "guardian_id", "kind", "during"], rows)
    if rows or changed:
        record(
            acts=[
                Act(
                    action="relations.guardians_set",
                    subjects=[person.subject for person in people.values()],
                    header={"guardians": len(rows) + len(changed)},
                )
            ],
            actor=actor,
            at=at,
        )
    return [ids[each.person_id, each.guardian_id] for each in guardians]
