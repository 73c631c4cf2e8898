"""Note that papers were seen: of many persons at once, and never what stood in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.checks import rules
from matrikel.checks.models import Check, CheckKind
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person

COLUMNS = (
    "id",
    "association_id",
    "person_id",
    "kind_id",
    "seen_on",
    "seen_by_name",
    "valid_until",
    "noted_by",
    "noted_at",
)


class CheckRefused(Refusal):
    """A check cannot be noted as asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCheck:
    """
    A paper of a kind that a person showed on a day, and to whom.

    `valid_until`, its last day, follows from the kind where it is None.
    """

    person_id: UUID
    kind_id: UUID
    seen_on: date
    seen_by_name: str = ""
    valid_until: date | None = None


@action
def note_checks(*, notes: Sequence[NewCheck], actor: Actor, at: datetime) -> list[UUID]:
    """
    Note what was seen and return the ids in the same order.

    :raises CheckRefused: a day lies in the future, a check would have run out before it was seen, or a name is
        no line.
    :raises NotFound: a person or kind does not exist in this association.
    """
    if not notes:
        return []
    association_id, today = current_association(), get_association().day_of(at)
    months = dict(
        CheckKind.objects.filter(
            association_id=association_id, id__in={note.kind_id for note in notes}
        ).values_list("id", "validity_months")
    )
    subjects = dict(
        Person.objects.filter(
            association_id=association_id, id__in={note.person_id for note in notes}
        ).values_list("id", "audit_subject")
    )
    rows = []
    for note in notes:
        if note.kind_id not in months or note.person_id not in subjects:
            raise NotFound
        if note.seen_on > today:
            raise CheckRefused(_("That day is still to come."), field="seen_on")
        if not is_line(note.seen_by_name.strip(), rules.LONGEST_SEEN_BY):
            raise CheckRefused(
                _("That is one line of at most %(longest)s characters.") % {"longest": rules.LONGEST_SEEN_BY},
                field="seen_by_name",
            )
        until = note.valid_until or rules.valid_until(note.seen_on, months[note.kind_id])
        if until is not None and until < note.seen_on:
            raise CheckRefused(_("It would have run out before it was seen."), field="valid_until")
        rows.append(
            (
                new_id(),
                association_id,
                note.person_id,
                note.kind_id,
                note.seen_on,
                note.seen_by_name.strip(),
                until,
                actor.id,
                at,
            )
        )
    insert_many(Check, COLUMNS, rows)
    act = Act(
        action="checks.noted",
        subjects=list(dict.fromkeys(subjects[note.person_id] for note in notes)),
        header={"checks": len(rows)},
    )
    record(acts=[act], actor=actor, at=at)
    return [row[0] for row in rows]
