"""Begin once more with a file whose import was taken back, as it was decided and mended the first time."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.checking import mapping_of
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Run
from matrikel.imports.places import own_fields, withheld_fields
from matrikel.imports.rules.fields import (
    Column,
    ColumnReason,
    ColumnState,
    Field,
    Mapping,
    column_as_json,
)
from matrikel.imports.rules.types import NEW
from matrikel.imports.runs import can_begin_again, hold_run
from matrikel.imports.staging import copy_file, copy_rows
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action
from matrikel.memberships.models import MembershipType
from matrikel.organisations.queries import get_association

_UNDER_WAY = (Run.State.READING, Run.State.CHECKING, Run.State.REVIEW, Run.State.APPLYING)
_AS_BEFORE = (
    *("file_name", "file_size", "sheet", "sheets", "wanted_sheet", "header_row", "columns", "recognised_on"),
    *(
        "on_match",
        "on_doubt",
        "on_couple",
        "default_type_id",
        "wants_households",
        "mends_id",
        "mended",
        "fingerprint",
    ),
)


@action
def begin_again(*, run_id: UUID, actor: Actor, at: datetime) -> UUID:
    """
    Copy the file, its rows with their mended cells and what was said of its columns into a new run; returns it.

    Asked for twice, as by a button pressed twice, it returns the run that it made, as long as that has not ended.

    Choices for single rows are not taken along: whom a row meets may be another by now.

    :raises ImportRefused: the import was not taken back, or its rows are no longer kept.
    :raises NotFound: there is no such run in this association.
    """
    first = hold_run(run_id)
    if (begun := _begun_from(first)) is not None:
        return begun
    if not can_begin_again(first):
        raise ImportRefused(_("Only a file that was taken back can be begun again, as long as it is kept."))
    mine = {"association_id": first.association_id}
    there = {NEW, *map(str, MembershipType.objects.filter(**mine).values_list("id", flat=True))}
    run = Run.objects.create(
        id=new_id(),
        **mine,
        state=Run.State.CHECKING,
        **{name: getattr(first, name) for name in _AS_BEFORE},
        type_choices={word: said for word, said in first.type_choices.items() if said in there},
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_role=actor.role,
        created_at=at,
    )
    run.columns = [column_as_json(column) for column in _still_there(mapping_of(run), at)]
    run.save(update_fields=["columns"])
    first.again_id = run.id
    first.save(update_fields=["again_id"])
    copy_file(first, run)
    copy_rows(first, run)
    header = {"run": str(run.id), "again": str(first.id)}
    record(acts=[Act(action="imports.begun_again", header=header)], actor=actor, at=at)
    defer("imports.check_rows", run_id=run.id)
    return run.id


def _begun_from(first: Run) -> UUID | None:
    """The run that was begun again with the file before and has not ended."""
    if first.again_id is None:
        return None
    begun = Run.objects.filter(association_id=first.association_id, id=first.again_id, state__in=_UNDER_WAY)
    return begun.values_list("id", flat=True).first()


def _still_there(mapping: Mapping, at: datetime) -> list[Column]:
    """The columns as they were; one whose own field or whose place has gone since is asked about anew."""
    association, own = get_association(), own_fields()
    withheld = withheld_fields(association, on=association.day_of(at))
    return [
        replace(column, state=ColumnState.DOUBTED, reason=ColumnReason.UNKNOWN_COLUMN, label="")
        if (column.field is Field.OWN and column.label not in own)
        or (column.is_mapped and column.field in withheld)
        else column
        for column in mapping
    ]
