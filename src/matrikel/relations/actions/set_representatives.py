"""Write down who acts for companies and other associations."""

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
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person
from matrikel.relations import storage
from matrikel.relations.models import Representative
from matrikel.relations.rules.records import NewRepresentative

LONGEST_FUNCTION = 80


class RepresentativeRefused(Refusal):
    """Somebody cannot represent as asked."""


@action
def set_representatives(
    *, representatives: Sequence[NewRepresentative], actor: Actor, at: datetime
) -> list[UUID]:
    """
    Write representatives and return the ids of the relations, in the same order; one that stands is kept.

    :raises RepresentativeRefused: who is represented is a natural person, or who represents is none.
    :raises NotFound: a person is not of this association.
    """
    if not representatives:
        return []
    association_id, today = current_association(), get_association().day_of(at)
    people = storage.load_people(
        {found for each in representatives for found in (each.person_id, each.represents_id)}
    )
    legal = set(
        Person.objects.filter(association_id=association_id, id__in=people, kind="LEGAL").values_list(
            "id", flat=True
        )
    )
    for each in representatives:
        if each.represents_id not in legal:
            raise RepresentativeRefused(_("Only companies and associations have representatives."))
        if each.person_id in legal:
            raise RepresentativeRefused(_("A representative is a person, not a company."))
        if not is_line(each.function, LONGEST_FUNCTION):
            raise RepresentativeRefused(
                _("That is one line of at most %(longest)s characters.") % {"longest": LONGEST_FUNCTION}
            )
    ids: dict[tuple[UUID, UUID, str], UUID] = {
        (row.person_id, row.represents_id, row.function): row.id
        for row in Representative.objects.select_for_update()
        .filter(association_id=association_id, person_id__in=people)
        .filter(Q(ends_on=None) | Q(ends_on__gt=today))
        .order_by("id")
    }
    rows, found = [], []
    for each in representatives:
        key = (each.person_id, each.represents_id, each.function.strip())
        if key not in ids:
            ids[key] = new_id()
            rows.append((ids[key], association_id, *key, Range(each.starts_on, None, "[)")))
        found.append(ids[key])
    insert_many(
        Representative, ["id", "association_id", "person_id", "represents_id", "function", "during"], rows
    )
    if rows:
        record(
            acts=[
                Act(
                    action="relations.representatives_set",
                    subjects=[person.subject for person in people.values()],
                    header={"representatives": len(rows)},
                )
            ],
            actor=actor,
            at=at,
        )
    return found
