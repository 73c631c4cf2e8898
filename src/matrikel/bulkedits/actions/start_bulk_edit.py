"""Choose people for a bulk edit, and check what it would do to each of them."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.bulkedits.errors import BulkEditRefused
from matrikel.bulkedits.kinds import KINDS
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.bulkedits.rules import Apart
from matrikel.bulkedits.runs import AT_ONCE, seal_values
from matrikel.bulkedits.steps import check_next
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import CHUNK_ROWS, insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.jobs import defer
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association

MOST_PEOPLE = 200_000


@action
def start_bulk_edit(
    *,
    kind: str,
    values: Mapping[str, str],
    person_ids: Sequence[UUID],
    including: Collection[Apart] = (),
    actor: Actor,
    at: datetime,
) -> UUID:
    """
    Freeze who was chosen and return the id of the bulk edit; a few people are checked at once, many by jobs.

    Who left, has died or is protected is only changed where `including` says so.

    :raises BulkEditRefused: the kind is unknown, nobody was chosen, or more than `MOST_PEOPLE`.
    :raises NotFound: the values name something that is not of this association.
    :raises Refusal: what the values name as new cannot be called so.
    """
    if kind not in KINDS:
        raise BulkEditRefused(_("Choose what to change."))
    ids = list(dict.fromkeys(person_ids))
    if not ids:
        raise BulkEditRefused(_("Choose the people first."))
    if len(ids) > MOST_PEOPLE:
        raise BulkEditRefused(_("These are too many people for one change. Choose fewer at a time."))
    association_id = current_association()
    # Asked of nobody, the plan still says whether what the values name is there.
    KINDS[kind].plan([], values, on=get_association().day_of(at))
    _try_to_make(kind, values, actor=actor, at=at)
    edit_id = new_id()
    BulkEdit.objects.create(
        id=edit_id,
        association_id=association_id,
        kind=kind,
        sealed_values=seal_values(edit_id, values),
        including=sorted(including),
        people=len(ids),
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_role=actor.role,
        created_at=at,
    )
    columns = ("id", "association_id", "edit_id", "person_id", "number", "state", "reason", "version")
    rows = [
        (new_id(), association_id, edit_id, person_id, number, "WAITING", "", 0, b"")
        for number, person_id in enumerate(ids)
    ]
    for first in range(0, len(rows), CHUNK_ROWS):
        insert_many(Target, [*columns, "sealed_before"], rows[first : first + CHUNK_ROWS])
    header = {"edit": str(edit_id), "kind": kind, "people": len(ids)}
    record(acts=[Act(action="bulkedits.started", header=header)], actor=actor, at=at)
    if len(ids) <= AT_ONCE:
        check_next(edit_id=edit_id, at=at)
    else:
        defer("bulkedits.check", edit_id=edit_id)
    return edit_id


class _OnlyTriedError(Exception):
    """What was made goes again with the savepoint."""


def _try_to_make(kind: str, values: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    """Make what the values name as new and take it back, so that it is refused here and not after the preview."""
    with suppress(_OnlyTriedError), transaction.atomic():
        if KINDS[kind].make(values, actor=actor, at=at) != values:
            raise _OnlyTriedError
