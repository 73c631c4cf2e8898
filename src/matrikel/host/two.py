"""What needs two hosts: acts asked for on the server, who asked when, agreed to or called off by a press."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matrikel.access.actions.settle_act import ActRefused
from matrikel.access.actions.settle_host_act import settle_host_act
from matrikel.access.queries import name_accounts
from matrikel.access.queries.host_acts import HostAct, list_host_acts
from matrikel.access.wording import act_name
from matrikel.host.doors import HostRequest, hosts_only
from matrikel.host.frame import show
from matrikel.kernel.errors import NotFound
from matrikel.ui.formatting import moment
from matrikel.ui.parts import ActItem, Pill, Tone


@require_safe
@hosts_only()
def acts(request: HostRequest) -> HttpResponse:
    """Show the acts of the installation that wait, and those settled last."""
    found = list_host_acts(at=request.now)
    accounts = {each for act in found for each in (act.asked_by, act.done_by) if each}
    names = name_accounts(account_ids=accounts) if accounts else {}
    context: dict[str, object] = {
        "settle_url": reverse("host:settle_act"),
        "waiting": [_row(request, act, names) for act in found if act.is_open],
        "settled": [_settled_row(act, names) for act in found if not act.is_open],
    }
    return show(request, "host/acts.html", context)


@require_POST
@hosts_only(fresh=True)
def settle(request: HostRequest) -> HttpResponse:
    """Agree to an act, or call it off."""
    try:
        act_id = UUID(request.POST.get("act", ""))
    except ValueError as error:
        raise NotFound from error
    agrees = "agree" in request.POST
    try:
        settle_host_act(act_id=act_id, agrees=agrees, actor=request.actor, at=request.now)
    except NotFound:
        # Pressed twice, or by two at once; whoever asks sees on the page what became of it.
        messages.info(request, _("That was settled already; nothing was done twice."))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("Agreed. The same command, run again on the server within a day, does it.")
            if agrees
            else _("Called off."),
        )
    return redirect("host:acts")


def _row(request: HostRequest, act: HostAct, names: Mapping[UUID, str]) -> ActItem:
    is_own = act.asked_by == request.account.pk
    is_mine = request.account.pk in act.takes_from
    if act.is_stale:
        line = _("Whoever asked for this may not do it any more, or what it was about is gone.")
    elif act.done_at is not None:
        undone = _("It has not been done on the server yet.")
        line = f"{_agreed(act, names)} {undone}"
    elif act.waits_until <= request.now:
        line = _("Nobody has called it off: it can be done on the server now.")
    else:
        line = _("If nobody calls it off, it can be done on the server from %(when)s.") % {
            "when": moment(act.waits_until)
        }
        if is_own:
            somebody = _("Somebody else has to agree.")
            line = f"{somebody} {line}"
    if is_mine:
        objecting = _(
            "It is about your own access, so the other hosts settle it. If you object, write to one of them."
        )
        line = f"{line} {objecting}"
    return ActItem(
        id=act.id,
        title=_title(act),
        asked=_asked(act, names),
        line=line,
        may_agree=act.done_at is None and not is_own and not is_mine and not act.is_stale,
        may_refuse=not is_mine,
    )


def _settled_row(act: HostAct, names: Mapping[UUID, str]) -> ActItem:
    if act.used_at is None:
        # One that was written down as lapsed bears the moment from which it was.
        is_late = act.cancelled_at is None or act.cancelled_at >= act.lapses_at
        state = Pill(tone=Tone.QUIET, text=_("lapsed") if is_late else _("called off"))
    elif act.done_by is None:
        state = Pill(tone=Tone.AMBER, text=_("done after a day, by one"))
    else:
        state = Pill(tone=Tone.GOOD, text=_("two agreed"))
    return ActItem(
        id=act.id, title=_title(act), asked=_asked(act, names), line=_agreed(act, names), state=state
    )


def _asked(act: HostAct, names: Mapping[UUID, str]) -> str:
    asked = {"name": names.get(act.asked_by, "?"), "when": moment(act.asked_at)}
    return _("Asked for by %(name)s, %(when)s.") % asked


def _agreed(act: HostAct, names: Mapping[UUID, str]) -> str:
    if act.done_by is None or act.done_at is None:
        return ""
    return _("Agreed to by %(name)s, %(when)s.") % {
        "name": names.get(act.done_by, "?"),
        "when": moment(act.done_at),
    }


def _title(act: HostAct) -> str:
    if act.kind != "HOST" or not act.about:
        return act_name(act.kind)
    said = _("Make %(address)s host") if act.gives else _("Let %(address)s be host no longer")
    return said % {"address": ", ".join(act.about)}
