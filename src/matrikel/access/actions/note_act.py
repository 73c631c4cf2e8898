"""Write down what became of an act that needs two: asked for, agreed to, called off, or used."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from matrikel.access.models import PendingAct
from matrikel.access.rules.acts import in_the_log
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action

NOTHING: Mapping[str, bool | str] = MappingProxyType({})


@action
def note_act(
    *, what: str, act: PendingAct, more: Mapping[str, bool | str] = NOTHING, actor: Actor, at: datetime
) -> None:
    """Record `what` (the log's code) of an act, with what it concerns as far as the log may say it, and `more`."""
    header = {"act": str(act.id), "kind": act.kind, "concerns": in_the_log(act.concerns), **more}
    record(acts=[Act(action=what, header=header)], actor=actor, at=at)
