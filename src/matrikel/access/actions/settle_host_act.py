"""Agree to an act of the installation as its second host, or call it off."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.actions.settle_act import ActRefused
from matrikel.access.queries.host_acts import host_acts, list_host_ids, loses_by, open_ones
from matrikel.access.rules.acts import header_of
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action


@action
def settle_host_act(*, act_id: UUID, agrees: bool, actor: Actor, at: datetime) -> None:
    """
    Agree to an act, which the server's console may then do once within a day, or call it off, also when agreed to.

    Needs the scope of the installation.

    :raises NotFound: whoever asks is no host, or there is none, or it was settled, used or lapsed before.
    :raises ActRefused: whoever asked agrees alone or is no host any more, or somebody settles what would take away
        their own access.
    """
    # The same lock as the console's: an act is not called off while it is being used.
    one_at_a_time("acts")
    hosts = list_host_ids()
    act = host_acts().filter(open_ones(at), id=act_id).first()
    if act is None or actor.id not in hosts:
        raise NotFound
    if actor.id in loses_by(act):
        # Nobody settles their own end: neither to keep it off, nor for somebody who presses them to leave.
        raise ActRefused(_("This is about your own access. The other hosts settle it."))
    if not agrees:
        act.cancelled_at = at
        act.save(update_fields=["cancelled_at"])
        header = header_of(act.id, act.kind, act.concerns)
        record(acts=[Act(action="access.second_refused", header=header)], actor=actor, at=at)
        return
    if act.done_at is not None:
        raise NotFound
    if act.asked_by not in hosts:
        raise ActRefused(_("Whoever asked for this may not do it any more, or what it was about is gone."))
    if actor.id == act.asked_by:
        raise ActRefused(_("Somebody else has to agree to this."))
    act.done_at, act.done_by = at, actor.id
    act.save(update_fields=["done_at", "done_by"])
    header = header_of(act.id, act.kind, act.concerns)
    record(acts=[Act(action="access.second_given", header=header)], actor=actor, at=at)
