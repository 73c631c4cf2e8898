"""What needs two: which acts wait for a second officer, who asked when and why, agreed to or called off by a press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matrikel.access.actions.settle_act import ActRefused, settle_act
from matrikel.access.queries import name_accounts
from matrikel.access.queries.invitations import OfferedRole, list_offered_roles
from matrikel.access.queries.pending import WaitingAct, find_act, list_settled_acts, list_waiting_acts
from matrikel.access.queries.roles import role_codes
from matrikel.access.rules.acts import may_agree, may_ask, may_stop
from matrikel.access.wording import act_name, role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.access.inviting import link_start
from matrikel.office.access.wording import lift_reasons
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports.wording import proof_reasons
from matrikel.office.frame import address, show
from matrikel.office.people.wording import level_name
from matrikel.office.settings.parts import EXPORTS
from matrikel.selections.queries.people import list_rows
from matrikel.ui.formatting import moment, number
from matrikel.ui.parts import ActItem, Pill, Tone

MOST_SETTLED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What acts are about, by id: offered roles, names of roles, numbers of members and names of accounts."""

    offered: Mapping[str, OfferedRole]
    roles: Mapping[str, str]
    numbers: Mapping[UUID, str]
    accounts: Mapping[UUID, str]


@require_safe
@needs(None)
def acts(request: OfficeRequest) -> HttpResponse:
    """Show the acts that wait, and those settled last; of each only to whoever may ask for it, agree or stop it."""
    waiting = acts_in_sight(request)
    settled = [
        act
        for act in list_settled_acts(on=request.today, at=request.now, most=MOST_SETTLED)
        if _is_in_sight(request, act)
    ]
    about = _about(request, [*waiting, *settled])
    context = {
        "waiting": [_row(request, act, about) for act in waiting],
        "settled": [_settled_row(request, act, about) for act in settled],
        "settle_url": address(request, "settle_act"),
    }
    return show(request, "office/access/acts.html", context)


@require_POST
@needs(None, fresh=True)
def settle(request: OfficeRequest) -> HttpResponse:
    """Agree to an act that waits, or call it off."""
    try:
        act = find_act(act_id=UUID(request.POST.get("act", "")), on=request.today)
    except ValueError as error:
        raise NotFound from error
    agrees = "agree" in request.POST
    if act is None or not _may_settle(request, act, agrees=agrees):
        raise NotFound
    settled = _("That was settled already; nothing was done twice.")
    if act.done_at or act.cancelled_at:
        messages.info(request, settled)
        return redirect(address(request, "acts"))
    if act.runs_out_at <= request.now:
        messages.info(request, _("That has run out. Whoever still wants it asks anew."))
        return redirect(address(request, "acts"))
    try:
        settle_act(
            act_id=act.id, agrees=agrees, link_start=link_start(request), actor=request.actor, at=request.now
        )
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    except NotFound:
        # Somebody else pressed in the same moment.
        messages.info(request, settled)
    else:
        messages.success(request, _("Done.") if agrees else _("Called off."))
    return redirect(address(request, "acts"))


def acts_in_sight(request: OfficeRequest) -> list[WaitingAct]:
    """Return the acts that wait and that whoever asks may know of."""
    waiting = list_waiting_acts(on=request.today, at=request.now)
    return [act for act in waiting if _is_in_sight(request, act)]


def acts_to_settle(request: OfficeRequest) -> list[WaitingAct]:
    """Return the acts that whoever asks may agree to now."""
    waiting = list_waiting_acts(on=request.today, at=request.now)
    return [act for act in waiting if _may_agree_now(request, act)]


def waiting_line(acts: Sequence[WaitingAct]) -> str:
    """Return how many acts wait, in words; empty where none does."""
    text = ngettext(
        "%(count)s act waits for a second officer", "%(count)s acts wait for a second officer", len(acts)
    )
    return text % {"count": number(len(acts))} + "." if acts else ""


def waiting_ceilings(request: OfficeRequest) -> list[str]:
    """Return the raises of ceilings that wait for a second officer, and until when, in words."""
    found = [
        act
        for act in list_waiting_acts(on=request.today, at=request.now)
        if act.kind == "CEILING" and not act.is_stale
    ]
    names = name_accounts(account_ids={act.asked_by for act in found}) if found else {}
    lines = []
    for act in found:
        if act.waits_until is not None:
            until = _("Nobody else could agree: can be done from %(when)s.") % {
                "when": moment(act.waits_until)
            }
        else:
            until = _("Waits for the second officer until %(when)s.") % {"when": moment(act.runs_out_at)}
        asked = _("Asked for by %(name)s, %(when)s.") % {
            "name": names.get(act.asked_by, "?"),
            "when": moment(act.asked_at),
        }
        lines.append(f"{_ceiling(act.concerns)}. {until} {asked}")
    return lines


def _may_settle(request: OfficeRequest, act: WaitingAct, *, agrees: bool) -> bool:
    if agrees:
        return may_agree(act.kind, request.presence.grants, act.rights, at=act.place)
    is_own = act.asked_by == request.account.pk
    return is_own or may_stop(act.kind, request.presence.grants, act.rights, at=act.place)


def _is_in_sight(request: OfficeRequest, act: WaitingAct) -> bool:
    grants = request.presence.grants
    return (
        may_ask(act.kind, grants, act.rights, at=act.place)
        or may_agree(act.kind, grants, act.rights, at=act.place)
        or may_stop(act.kind, grants, act.rights, at=act.place)
    )


def _may_agree_now(request: OfficeRequest, act: WaitingAct) -> bool:
    if act.is_stale or not may_agree(act.kind, request.presence.grants, act.rights, at=act.place):
        return False
    if act.asked_by != request.account.pk:
        return True
    return act.waits_until is not None and act.waits_until <= request.now


def _about(request: OfficeRequest, acts: Sequence[WaitingAct]) -> _About:
    kinds = {act.kind for act in acts}
    knows = request.presence.viewer_for(Right.PROTECTED_SEE)
    people = [UUID(act.concerns["person"]) for act in acts if act.kind == "LIFT"]
    accounts = {each for act in acts for each in (act.asked_by, act.done_by) if each}
    return _About(
        offered={str(each.id): each for each in list_offered_roles()} if "INVITE" in kinds else {},
        roles={str(role_id): code for role_id, code in role_codes().items()} if "ROLE" in kinds else {},
        numbers={
            row.id: row.member_number or ""
            for row in list_rows(person_ids=people, on=request.today, viewer=knows)
        }
        if people and knows.may(Right.PROTECTED_SEE)
        else {},
        accounts=name_accounts(account_ids=accounts) if accounts else {},
    )


def _row(request: OfficeRequest, act: WaitingAct, about: _About) -> ActItem:
    is_own = act.asked_by == request.account.pk
    is_ripe = act.waits_until is not None and act.waits_until <= request.now
    if act.is_stale:
        line = _("Whoever asked for this may not do it any more, or what it was about is gone.")
    elif act.waits_until is not None and not is_ripe:
        line = _("Nobody else could agree: can be done from %(when)s.") % {"when": moment(act.waits_until)}
    elif is_own and act.waits_until is None:
        line = _("Somebody else has to agree.")
    else:
        line = ""
    runs_out = _("Runs out %(when)s.") % {"when": moment(act.runs_out_at)}
    title, url = _title(request, act, about)
    return ActItem(
        id=act.id,
        title=title,
        url=url,
        asked=_asked(act, about),
        line=f"{line} {runs_out}".strip(),
        may_agree=_may_agree_now(request, act),
        may_refuse=_may_settle(request, act, agrees=False),
    )


def _settled_row(request: OfficeRequest, act: WaitingAct, about: _About) -> ActItem:
    title, url = _title(request, act, about)
    if act.done_at is None:
        is_late = act.cancelled_at is None or act.cancelled_at >= act.runs_out_at
        state = Pill(tone=Tone.QUIET, text=_("lapsed") if is_late else _("called off"))
        line = ""
    elif act.done_by == act.asked_by:
        state = Pill(tone=Tone.AMBER, text=_("done after a day, by one"))
        line = ""
    else:
        state = Pill(tone=Tone.GOOD, text=_("two agreed"))
        line = _("Agreed to by %(name)s, %(when)s.") % {
            "name": about.accounts.get(act.done_by, "?") if act.done_by else "?",
            "when": moment(act.done_at),
        }
    return ActItem(id=act.id, title=title, url=url, asked=_asked(act, about), line=line, state=state)


def _asked(act: WaitingAct, about: _About) -> str:
    said = _("Asked for by %(name)s, %(when)s.") % {
        "name": about.accounts.get(act.asked_by, "?"),
        "when": moment(act.asked_at),
    }
    why = _why(act)
    return f"{said} {why}." if why else said


def _why(act: WaitingAct) -> str:
    reason = act.concerns.get("reason", "")
    if act.kind == "LIFT":
        return dict(lift_reasons()).get(reason, "")
    if act.kind == "REVEAL":
        return dict(proof_reasons()).get(reason, "")
    return ""


def _title(request: OfficeRequest, act: WaitingAct, about: _About) -> tuple[str, str]:
    """Return what an act does, as far as whoever asks may know, and where more of it can be seen."""
    concerns = act.concerns
    if act.kind == "INVITE":
        found = about.offered.get(concerns["invitation"])
        if found is None:
            return act_name(act.kind), ""
        said = _("Invite %(name)s as %(role)s") % {
            "name": found.display_name or found.email,
            "role": role_name(found.role),
        }
        return (f"{said} · {found.decided_by}" if found.decided_by else said), ""
    if act.kind == "ROLE":
        role = role_name(about.roles.get(concerns["role"], "?"))
        return _("Let a role open protected identities: %(role)s") % {"role": role}, ""
    if act.kind == "LIFT":
        person_id = UUID(concerns["person"])
        if person_id not in about.numbers:
            return act_name(act.kind), ""
        said = _("Change the protection of member number %(number)s: from “%(held)s” to “%(level)s”") % {
            "number": about.numbers[person_id] or "—",
            "held": level_name(concerns["held"]),
            "level": level_name(concerns["level"]),
        }
        return said, address(request, "person", person_id=person_id)
    if act.kind == "CEILING":
        asks = may_ask(act.kind, request.presence.grants)
        return _ceiling(concerns), address(request, EXPORTS.address) if asks else ""
    if not may_ask(act.kind, request.presence.grants):
        return act_name(act.kind), ""
    said = _("See the name behind %(pseudonym)s in a sample") % {"pseudonym": concerns["pseudonym"]}
    return said, address(request, "proof", proof_id=concerns["proof"])


def _ceiling(concerns: Mapping[str, str]) -> str:
    most = int(concerns["most"])
    if concerns["ceiling"] == "taken":
        said = ngettext(
            "Let one officer take out %(count)s person within a day",
            "Let one officer take out %(count)s people within a day",
            most,
        )
    else:
        said = ngettext(
            "Let one officer open %(count)s person within a day before others are told",
            "Let one officer open %(count)s people within a day before others are told",
            most,
        )
    return said % {"count": number(most)}
