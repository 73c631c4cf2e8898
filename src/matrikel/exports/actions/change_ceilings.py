"""Change how much one officer may take out and open within a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from matrikel.access.actions.ask_second import ask_second
from matrikel.access.actions.settle_act import ActRefused
from matrikel.audit.actions.record import Act, record
from matrikel.exports.ceilings import usual_ceilings
from matrikel.exports.errors import ExportRefused
from matrikel.exports.models import Ceilings
from matrikel.exports.rules.limits import HIGHEST_CEILING, is_raised
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action

NAMES = ("taken", "opened")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCeilings:
    """People within 24 hours, None for what is usual; `version` is that of the ceilings that were seen, at first 0."""

    taken: int | None
    opened: int | None
    version: int


@action
def change_ceilings(
    *, ceilings: NewCeilings, has_others: bool, viewer: Viewer, on: date, actor: Actor, at: datetime
) -> bool:
    """
    Lower ceilings at once, let those that are raised above what is usual wait for a second officer, say if one waits.

    `has_others` says whether anybody else could agree. One that was raised by two is lowered by one.

    :raises ExportRefused: a number is none, or somebody else has changed the ceilings meanwhile.
    """
    row = _hold()
    if row.version != ceilings.version:
        raise ExportRefused(_("Somebody has changed this meanwhile. Look at it again."))
    usual = usual_ceilings(viewer=viewer, on=on)
    raised = []
    changed: dict[str, int | None] = {}
    for name in NAMES:
        wanted, now = getattr(ceilings, name), getattr(row, name)
        if wanted is not None and not 1 <= wanted <= HIGHEST_CEILING:
            raise ExportRefused(_("Write a number of people, or leave it empty."), name)
        if is_raised(wanted, now=now, usual=usual[name]):
            raised.append({"ceiling": name, "most": str(wanted), "before": _written(now)})
        elif wanted != now:
            changed[name] = wanted
    if changed:
        _write(row, changed, usual["taken"], actor, at)
    for concerns in raised:
        ask_second(kind="CEILING", concerns=concerns, has_others=has_others, actor=actor, at=at)
    return bool(raised)


@action
def raise_ceiling(*, ceiling: str, most: int, before: str, actor: Actor, at: datetime) -> None:
    """
    Raise a ceiling (one of `NAMES`) to which two have agreed; `before` is what it was when one of them asked.

    :raises ActRefused: it was changed meanwhile, so that nobody has agreed to this.
    """
    row = _hold()
    if _written(getattr(row, ceiling)) != before:
        raise ActRefused(_("Somebody has changed this meanwhile. Look at it again."))
    if ceiling == "taken":
        row.is_taken_raised = True
    _write(row, {ceiling: most}, None, actor, at)


def _written(ceiling: int | None) -> str:
    return "" if ceiling is None else str(ceiling)


def _hold() -> Ceilings:
    association_id = current_association()
    one_at_a_time("ceilings")
    found = Ceilings.objects.select_for_update().filter(association_id=association_id).first()
    return found or Ceilings(id=new_id(), association_id=association_id, version=0)


def _write(
    row: Ceilings, changed: dict[str, int | None], usual: int | None, actor: Actor, at: datetime
) -> None:
    before = {name: getattr(row, name) for name in changed}
    for name, wanted in changed.items():
        setattr(row, name, wanted)
    if usual is not None and "taken" in changed:
        row.is_taken_raised = row.taken is not None and row.taken > usual
    row.version += 1
    row.save()
    header = {name: {"before": before[name], "after": wanted} for name, wanted in changed.items()}
    record(acts=[Act(action="exports.ceilings_changed", header={"ceilings": header})], actor=actor, at=at)
