"""Say which checks are asked of whom, and how long one that was seen holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.checks import rules
from matrikel.checks.models import CheckKind
from matrikel.groups.rules import Part
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.people.rules.names import fold

LONGEST_KEY = 160


class CheckKindRefused(Refusal):
    """A kind of check cannot be saved as asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class CheckKindOvertaken(Refusal):
    """Somebody else changed the kind of check meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed this kind of check meanwhile."))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckKindEdit:
    """
    A kind of check as it shall be; an `id` of None makes a new one, else `version` is the one that the editor saw.

    It is asked of those who take one of `needed_for_parts` in a group (with `only_with_minors`: in which somebody
    is under `minor_age`) and of those who hold one of the roles `needed_for_roles`, from `from_age` years on.
    """

    name: str
    nature: str = rules.Nature.QUALIFICATION
    validity_months: int | None = None
    from_age: int | None = None
    minor_age: int = 18
    needed_for_parts: Sequence[str] = ()
    needed_for_roles: Sequence[str] = ()
    only_with_minors: bool = False
    is_asked: bool = True
    id: UUID | None = None
    version: int | None = None


@action
def save_check_kinds(*, kinds: Sequence[CheckKindEdit], actor: Actor, at: datetime) -> list[UUID]:
    """
    Save kinds of check and return their ids in the same order; what was noted before keeps its last day.

    :raises CheckKindRefused: a name is missing or taken, or a number is out of reason.
    :raises CheckKindOvertaken: a version is not the one that the editor saw; nothing is saved.
    :raises NotFound: a kind does not exist in this association.
    """
    association_id = current_association()
    known = {
        kind.id: kind
        for kind in CheckKind.objects.select_for_update()
        .filter(association_id=association_id, id__in=[edit.id for edit in kinds if edit.id])
        .order_by("id")
    }
    saved = []
    for edit in kinds:
        _refuse_wrong(edit)
        if edit.id is not None and edit.id not in known:
            raise NotFound
        kind = known[edit.id] if edit.id else CheckKind(id=new_id(), association_id=association_id, version=0)
        if edit.id is not None and edit.version is not None and edit.version != kind.version:
            raise CheckKindOvertaken
        kind.name = edit.name.strip()
        kind.name_key = fold(kind.name)[:LONGEST_KEY]
        kind.nature = edit.nature
        kind.validity_months, kind.from_age, kind.minor_age = (
            edit.validity_months,
            edit.from_age,
            edit.minor_age,
        )
        kind.needed_for_parts = sorted(set(edit.needed_for_parts))
        kind.needed_for_roles = sorted(set(edit.needed_for_roles))
        kind.only_with_minors, kind.is_asked = edit.only_with_minors, edit.is_asked
        kind.version += 1
        try:
            kind.save(force_insert=edit.id is None)
        except IntegrityError as error:
            if "checks_kind_one_name" in str(error):
                raise CheckKindRefused(_("There is a check of that name already."), field="name") from error
            raise
        saved.append(kind.id)
    header = {"kinds": [str(kind_id) for kind_id in saved]}
    record(acts=[Act(action="checks.kinds_saved", header=header)], actor=actor, at=at)
    return saved


def _refuse_wrong(edit: CheckKindEdit) -> None:
    if not fold(edit.name):
        raise CheckKindRefused(_("A check has a name."), field="name")
    if not is_line(edit.name.strip(), rules.LONGEST_NAME):
        raise CheckKindRefused(
            _("That is one line of at most %(longest)s characters.") % {"longest": rules.LONGEST_NAME},
            field="name",
        )
    if edit.nature not in set(rules.Nature):
        raise CheckKindRefused(_("Choose what the check is about."), field="nature")
    if edit.validity_months is not None and not 1 <= edit.validity_months <= rules.MOST_MONTHS:
        raise CheckKindRefused(
            _("Between 1 and %(most)s months.") % {"most": rules.MOST_MONTHS}, field="validity_months"
        )
    for name, age in (("from_age", edit.from_age), ("minor_age", edit.minor_age)):
        if age is not None and not 0 <= age <= 99:
            raise CheckKindRefused(_("An age between 0 and 99 years."), field=name)
    if not set(edit.needed_for_parts) <= set(Part):
        raise CheckKindRefused(_("Choose parts from the list."), field="needed_for_parts")
