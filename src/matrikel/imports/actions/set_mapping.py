"""Correct what columns mean and what is done with people already there; the rows are checked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.checking import check_rows, mapping_of
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import RowChoice, Run
from matrikel.imports.places import own_fields, withheld_fields
from matrikel.imports.rules.choices import UnknownChoice, corrected
from matrikel.imports.rules.couples import OnCouple
from matrikel.imports.rules.fields import Field, column_as_json
from matrikel.imports.rules.plan import OnDoubt, OnMatch
from matrikel.imports.rules.types import NEW
from matrikel.imports.runs import AT_ONCE, hold_run
from matrikel.imports.sampling import sample_cells
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action
from matrikel.memberships.models import MembershipType
from matrikel.organisations.queries import get_association


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """What somebody says that a column holds: a field's code, or `leave_out`."""

    index: int
    field: str
    label: str = ""


@action
def set_mapping(
    *,
    run_id: UUID,
    columns: Sequence[ColumnChoice] = (),
    on_match: str = "",
    on_doubt: str = "",
    on_couple: str = "",
    default_type_id: UUID | None = None,
    forget_choices: bool = False,
    wants_households: bool | None = None,
    types: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """
    Write the choices down and check the rows again.

    `types` says of words of the file (folded) which type they mean: its id, or `new` for one of their own.
    What is chosen for all of a kind leaves single rows as they were chosen, unless `forget_choices` says otherwise.

    :raises ImportRefused: the run is past its review, or a choice is none that can be made.
    :raises NotFound: the run or the membership type is not of this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW:
        raise ImportRefused(_("The columns can be changed only before the import is confirmed."))
    if default_type_id is not None:
        if not MembershipType.objects.filter(association_id=run.association_id, id=default_type_id).exists():
            raise NotFound
        run.default_type_id = default_type_id
    if on_match:
        if on_match not in set(OnMatch):
            raise ImportRefused(_("Choose what is done with people who are there already."))
        run.on_match = on_match
    if on_doubt:
        if on_doubt not in set(OnDoubt):
            raise ImportRefused(_("Choose what is done with rows that may mean somebody."))
        run.on_doubt = on_doubt
    if on_couple:
        if on_couple not in set(OnCouple):
            raise ImportRefused(_("Choose what is done with rows that name two people."))
        run.on_couple = on_couple
    if (on_match or on_doubt) and forget_choices:
        RowChoice.objects.filter(association_id=run.association_id, run_id=run.id).delete()
    if columns:
        association = get_association()
        country = association.country
        withheld = withheld_fields(association, on=association.day_of(at))
        own = own_fields()
        if any(
            choice.field in withheld or (choice.field == Field.OWN and choice.label not in own)
            for choice in columns
        ):
            raise ImportRefused(_("That column cannot be used in that way."))
        try:
            mapping = corrected(
                mapping_of(run),
                {choice.index: (Field(choice.field), choice.label) for choice in columns},
                sample=sample_cells(run),
                country=country,
            )
        except (UnknownChoice, ValueError) as error:
            raise ImportRefused(_("That column cannot be used in that way.")) from error
        run.columns = [column_as_json(column) for column in mapping]
    if types:
        run.type_choices = {**run.type_choices, **_types_chosen(run, types)}
    if wants_households is not None:
        run.wants_households = wants_households
    run.numbers_before = {}
    record(
        acts=[Act(action="imports.mapping_set", header={"run": str(run.id), "columns_chosen": len(columns)})],
        actor=actor,
        at=at,
    )
    if run.rows <= AT_ONCE:
        check_rows(run, at=at)
        return
    run.state = Run.State.CHECKING
    run.save()
    defer("imports.check_rows", run_id=run.id)


def _types_chosen(run: Run, types: Mapping[str, str]) -> dict[str, str]:
    words = {each["key"] for each in run.types}
    there = {
        str(found)
        for found in MembershipType.objects.filter(association_id=run.association_id).values_list(
            "id", flat=True
        )
    }
    if not set(types) <= words or not set(types.values()) <= {NEW, *there}:
        raise ImportRefused(_("Choose a membership type that is there, or a new one."))
    return dict(types)
