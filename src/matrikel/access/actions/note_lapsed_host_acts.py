"""Write down that acts that needed two hosts have lapsed."""

from datetime import datetime

from matrikel.access.models import PendingAct
from matrikel.access.queries.host_acts import host_acts, lapses_at, open_ones
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action


@action
def note_lapsed_host_acts(*, actor: Actor, at: datetime) -> int:
    """
    Record every act of the installation that has lapsed and is not recorded yet, and return how many.

    Needs the scope of the installation. Nothing else depends on it: what has lapsed could not be done from that moment.
    """
    # The same lock as the console's and the page's: an act is not used while it is written down as lapsed.
    one_at_a_time("acts")
    unsettled = host_acts().filter(cancelled_at=None, used_at=None).exclude(open_ones(at))
    lapsed = list(unsettled.order_by("id"))
    for act in lapsed:
        act.cancelled_at = lapses_at(act)
    PendingAct.objects.bulk_update(lapsed, ["cancelled_at"])
    acts = [
        Act(
            action="access.second_lapsed",
            header={
                "act": str(act.id),
                "kind": act.kind,
                "concerns": act.concerns,
                "asked_by": str(act.asked_by),
            },
        )
        for act in lapsed
    ]
    if acts:
        record(acts=acts, actor=actor, at=at)
    return len(lapsed)
