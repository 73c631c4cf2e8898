"""Make an own field for a column that the register has no place for, and let the column fill it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.fields.actions.save_fields import FieldEdit, save_fields
from matrikel.fields.rules.definitions import FieldDefinition
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Made, Run
from matrikel.imports.rules.fields import Field
from matrikel.imports.runs import hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.organisations.rules.modules import Module


@action
def make_own_field(
    *, run_id: UUID, index: int, definition: FieldDefinition, actor: Actor, at: datetime
) -> UUID:
    """
    Make the field, let the column at `index` fill it, check the rows again, and return the field's id.

    The field goes again with the import, when that is stopped before it began or taken back, unless somebody uses it.

    :raises ImportRefused: the run is past its review, there is no such column, or own fields are switched off.
    :raises FieldRefused: a part of the field is missing or impossible: its purpose above all.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW:
        raise ImportRefused(_("The columns can be changed only before the import is confirmed."))
    if not get_association().has(Module.FIELDS) or not 0 <= index < len(run.columns):
        raise ImportRefused(_("That column cannot be used in that way."))
    (field_id,) = save_fields(fields=[FieldEdit(definition=definition)], actor=actor, at=at)
    Made.objects.create(
        id=new_id(), association_id=run.association_id, run_id=run.id, kind=Made.Kind.FIELD, target=field_id
    )
    header = {"run": str(run.id), "field": str(field_id)}
    record(acts=[Act(action="imports.field_made", header=header)], actor=actor, at=at)
    choice = ColumnChoice(index=index, field=Field.OWN.value, label=str(field_id))
    set_mapping(run_id=run_id, columns=[choice], actor=actor, at=at)
    return field_id
