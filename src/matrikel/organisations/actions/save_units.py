"""Add, rename and move branches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.organisations import rules
from matrikel.organisations.models import Unit

LONGEST_SORT_KEY = 240


class UnitRefused(Refusal):
    """A branch cannot be saved as asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEdit:
    """
    A branch as it shall be; an `id` of None makes a new one.

    `names` has its name per language (None: as it is), `version` the one that was looked at (None: whatever it is).
    """

    name: str
    parent_id: UUID | None = None
    id: UUID | None = None
    names: Mapping[str, str] | None = None
    version: int | None = None


@action
def save_units(*, units: Sequence[UnitEdit], actor: Actor, at: datetime) -> list[UUID]:
    """
    Save branches, parents before children, and return their ids in the same order.

    :raises UnitRefused: a name is missing or taken under the same parent, a branch would lie inside itself, or
        somebody else changed it meanwhile.
    :raises NotFound: a branch or its parent does not exist in this association.
    """
    association_id = current_association()
    # Two moves at once would each lock the branch that the other needs.
    one_at_a_time("units")
    known = {unit.id: unit for unit in Unit.objects.filter(association_id=association_id)}
    saved = []
    for edit in units:
        if (edit.id is not None and edit.id not in known) or (
            edit.parent_id is not None and edit.parent_id not in known
        ):
            raise NotFound
        name = edit.name.strip()
        if not name:
            raise UnitRefused(_("A branch has a name."), field="name")
        if not is_line(name, rules.LONGEST_UNIT_NAME):
            raise UnitRefused(
                _("That is one line of at most %(longest)s characters.")
                % {"longest": rules.LONGEST_UNIT_NAME},
                field="name",
            )
        names = rules.cleaned_names(edit.names or {}, languages=edit.names or {})
        if not all(is_line(found, rules.LONGEST_UNIT_NAME) for found in names.values()):
            raise UnitRefused(
                _("That is one line of at most %(longest)s characters.")
                % {"longest": rules.LONGEST_UNIT_NAME},
                field="names",
            )
        _refuse_circle(edit, known)
        if edit.id and edit.version not in (None, known[edit.id].version):
            raise UnitRefused(
                _("Somebody else changed this branch meanwhile. Look at it and save once more."), field=""
            )
        unit = known[edit.id] if edit.id else Unit(id=new_id(), association_id=association_id)
        unit.name, unit.parent_id = name, edit.parent_id
        if edit.names is not None:
            unit.names = names
        unit.version += 0 if edit.id is None else 1
        unit.sort_key = name.casefold()[:LONGEST_SORT_KEY]
        try:
            unit.save(force_insert=edit.id is None)
        except IntegrityError as error:
            if "organisations_unit_one_name_per_parent" in str(error):
                raise UnitRefused(_("There is a branch of that name already."), field="name") from error
            raise
        known[unit.id] = unit
        saved.append(unit.id)
    record(
        acts=[Act(action="organisations.units_saved", header={"units": [str(unit) for unit in saved]})],
        actor=actor,
        at=at,
    )
    return saved


def _refuse_circle(edit: UnitEdit, known: dict[UUID, Unit]) -> None:
    # The database refuses a circle too; here it gets a sentence.
    above = edit.parent_id
    while above is not None and edit.id is not None:
        if above == edit.id:
            raise UnitRefused(_("A branch cannot lie inside itself."), field="parent")
        above = known[above].parent_id
