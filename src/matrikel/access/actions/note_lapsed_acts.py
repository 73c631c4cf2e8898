"""Write down that acts that needed two have run out, and take back what was prepared for them."""

from datetime import datetime

from matrikel.access.actions.withdraw_officer_invitations import withdraw_officer_invitations
from matrikel.access.models import PendingAct, TermInvitation
from matrikel.access.rules.acts import WAITS_FOR, in_the_log, runs_out
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def note_lapsed_acts(*, actor: Actor, at: datetime) -> int:
    """
    Record every act that has run out and is not recorded yet, and return how many.

    Nothing else depends on it: what has run out could not be agreed to from that moment. The letters of roles that
    waited with an act never left, and are forgotten with it.
    """
    mine = {"association_id": current_association()}
    open_ones = PendingAct.objects.select_for_update(of=("self",)).filter(
        **mine, done_at=None, cancelled_at=None, asked_at__lte=at - WAITS_FOR
    )
    lapsed = list(open_ones.exclude(kind__in=[PendingAct.Kind.HOST, PendingAct.Kind.KEYS]).order_by("id"))
    for act in lapsed:
        act.cancelled_at = runs_out(act.asked_at)
    PendingAct.objects.bulk_update(lapsed, ["cancelled_at"])
    invited = [act.concerns["invitation"] for act in lapsed if act.kind == PendingAct.Kind.INVITE]
    held = TermInvitation.objects.filter(**mine, id__in=invited, accepted_at=None, secret_hash=None)
    if held_ids := list(held.values_list("id", flat=True)):
        withdraw_officer_invitations(invitation_ids=held_ids, actor=actor, at=at)
    acts = [
        Act(
            action="access.second_lapsed",
            header={"act": str(act.id), "kind": act.kind, "concerns": in_the_log(act.concerns)},
        )
        for act in lapsed
    ]
    if acts:
        record(acts=acts, actor=actor, at=at)
    return len(lapsed)
