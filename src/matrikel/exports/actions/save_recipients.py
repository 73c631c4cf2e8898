"""Write down who outside the association may receive lists, and under what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.models import Recipient
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.privacy.queries import list_purposes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecipient:
    """A recipient as somebody typed it; with an `id` and the `version` that was seen, one that exists is changed."""

    name: str
    kind: str
    purpose: str
    ground: str
    agreed_from: date
    agreed_to: date | None = None
    id: UUID | None = None
    version: int = 0


@action
def save_recipients(
    *, recipients: Sequence[NewRecipient], on: date, actor: Actor, at: datetime
) -> list[UUID]:
    """
    Save recipients and return their ids.

    :raises ExportRefused: a name is missing or taken, the purpose is none of the association's, the days are the
        wrong way round, nothing says on which ground, or somebody else has changed it meanwhile.
    :raises NotFound: one that is to be changed does not exist in this association.
    """
    known = {each.code for each in list_purposes(on=on)}
    return [_save(each, known, actor, at) for each in recipients]


def _save(new: NewRecipient, known: set[str], actor: Actor, at: datetime) -> UUID:
    association_id, name, ground = current_association(), " ".join(new.name.split()), new.ground.strip()
    if not name:
        raise ExportRefused(_("Write who receives it."), "name")
    if new.purpose not in known:
        raise ExportRefused(_("Choose a purpose."), "purpose")
    if new.kind not in Recipient.Kind.values:
        raise ExportRefused(_("Choose what kind of recipient it is."), "kind")
    if not ground:
        raise ExportRefused(_("Write where the agreement is, or which law asks for it."), "ground")
    if new.agreed_to is not None and new.agreed_to < new.agreed_from:
        raise ExportRefused(_("The last day is before the first."), "agreed_to")
    mine = Recipient.objects.select_for_update().filter(association_id=association_id)
    found = mine.filter(id=new.id).first() if new.id else None
    if new.id and found is None:
        raise NotFound
    if found is not None and found.version != new.version:
        raise ExportRefused(_("Somebody has changed this meanwhile. Look at it again."))
    if mine.filter(name_key=name.casefold()).exclude(id=found.id if found else new_id()).exists():
        raise ExportRefused(_("There is a recipient of this name already."), "name")
    row = found or Recipient(id=new_id(), association_id=association_id, version=0)
    row.name, row.name_key, row.kind, row.purpose = name, name.casefold(), new.kind, new.purpose
    row.ground, row.agreed_from, row.agreed_to = ground, new.agreed_from, new.agreed_to
    row.version += 1
    row.save()
    header = {"recipient": str(row.id), "purpose": row.purpose, "kind": row.kind}
    record(acts=[Act(action="exports.recipient_saved", header=header)], actor=actor, at=at)
    return row.id
