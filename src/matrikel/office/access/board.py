"""The board: who holds which role until when, who was invited, and which acts wait for a second officer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.access.actions.settle_act import ActRefused, settle_act
from matrikel.access.queries.holders import Holder
from matrikel.access.queries.invitations import OfferedRole, list_offered_roles
from matrikel.access.queries.pending import WaitingAct, list_waiting_acts
from matrikel.access.queries.roles import list_role_rows
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.access import inviting
from matrikel.office.access.sight import holders_in_sight, in_sight
from matrikel.office.access.wording import until_pill
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.organisations.queries import list_units
from matrikel.ui.formatting import current_language, moment, number
from matrikel.ui.formatting import date as as_date
from matrikel.ui.listing import Cell, Column, Row
from matrikel.ui.parts import Pill, Tone
from matrikel.ui.shell import initials

FEW = 20
MOST_ROWS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ACCESS_SEE)
def board(request: OfficeRequest) -> HttpResponse:
    """Show the board."""
    everybody, units = holders_in_sight(request), _unit_names()
    # A search goes by POST: what is typed names somebody, and has no place in an address.
    search = request.POST.get("q", "").replace("\x00", "").strip()[:200]
    holders = [holder for holder in everybody if _is_meant(holder, search)]
    everything = list_offered_roles()
    offered = [each for each in everything if in_sight(request, each.unit_id)]
    elsewhere = {str(each.id) for each in everything} - {str(each.id) for each in offered}
    acts = [act for act in list_waiting_acts() if act.concerns.get("invitation") not in elsewhere]
    roles = {str(row.id): row.code for row in list_role_rows(on=request.today)} if acts else {}
    may_give = any(Right.ROLES_EDIT in grant.rights for grant in request.presence.grants)
    context = {
        "line": _line(everybody),
        "search": search,
        "offers_search": len(everybody) > FEW,
        "left_out": max(0, len(holders) - MOST_ROWS),
        "columns": COLUMNS(),
        "rows": [
            (row, tuple(zip(COLUMNS(), row.cells, strict=True)))
            for row in (_row(request, holder, units) for holder in holders[:MOST_ROWS])
        ],
        "offered": [_offer(request, each, units) for each in offered],
        "acts": [_act(request, each, offered, roles) for each in acts],
        "made": request.session.pop(inviting.LINK_ONCE, None),
        "invite_url": address(request, "invite_officer") if may_give else "",
        "roles_url": address(request, "roles"),
        "access_url": address(request, "who_has_access"),
        "again_url": address(request, "invite_again"),
        "withdraw_url": address(request, "withdraw_invitation"),
        "settle_url": address(request, "settle_act"),
    }
    return show(request, "office/access/board.html", context)


@require_POST
@needs(Right.ROLES_EDIT, fresh=True)
def settle(request: OfficeRequest) -> HttpResponse:
    """Agree to an act that waits, or call it off."""
    wanted = request.POST.get("act", "")
    act = next((each for each in list_waiting_acts() if str(each.id) == wanted), None)
    if act is None or not _may_settle(request, act, list_offered_roles()):
        raise NotFound
    agrees = "agree" in request.POST
    try:
        settle_act(
            act_id=act.id,
            agrees=agrees,
            link_start=inviting.link_start(request),
            actor=request.actor,
            at=request.now,
        )
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done.") if agrees else _("Called off."))
    return redirect(address(request, "board"))


def COLUMNS() -> tuple[Column, ...]:  # noqa: N802 - said anew in each reader's language
    """Return the headings of the table of who holds a role."""
    return (
        Column(label=_("Name"), primary=True),
        Column(label=_("Role")),
        Column(label=pgettext("role", "For"), quiet=True),
        Column(label=_("Last day")),
        Column(label=_("Last active"), quiet=True),
    )


def _line(holders: Sequence[Holder]) -> str:
    text = ngettext("%(count)s person with a role", "%(count)s people with a role", len(holders))
    return text % {"count": number(len(holders))}


def _is_meant(holder: Holder, search: str) -> bool:
    said = " ".join((holder.display_name, holder.email, *(role_name(term.role) for term in holder.terms)))
    return search.casefold() in said.casefold()


def _row(request: OfficeRequest, holder: Holder, units: dict[UUID, str]) -> Row:
    name = holder.display_name or holder.email
    used = max((term_use for term_use in holder.used.values()), default=None)
    soonest = min((term.ends_on for term in holder.terms if term.ends_on), default=None)
    later = [term for term in holder.terms if term.starts_on > request.today]
    return Row(
        id=str(holder.account_id),
        label=name,
        cells=(
            Cell(
                text=name,
                url=address(request, "officer", account_id=holder.account_id),
                initials=initials(name),
                note=holder.email if holder.display_name else "",
            ),
            Cell(
                text=", ".join(dict.fromkeys(str(capfirst(role_name(term.role))) for term in holder.terms)),
                note=_("from %(day)s") % {"day": as_date(later[0].starts_on)} if later else "",
            ),
            Cell(
                text=", ".join(dict.fromkeys(place_name(term.unit_id, units) for term in holder.terms)),
            ),
            Cell(pills=(until_pill(soonest, request.today),)),
            Cell(text=as_date(used) if used else _("not yet")),
        ),
    )


def place_name(unit_id: UUID | None, units: dict[UUID, str]) -> str:
    """Return what a role is for: a branch, or the whole association."""
    return units.get(unit_id, "?") if unit_id else pgettext("role", "the whole association")


def _unit_names() -> dict[UUID, str]:
    language = current_language()
    return {unit.id: unit.name_in(language) for unit in list_units()}


def _offer(request: OfficeRequest, offered: OfferedRole, units: dict[UUID, str]) -> dict[str, object]:
    role = capfirst(role_name(offered.role))
    until = as_date(offered.ends_on - timedelta(days=1)) if offered.ends_on else ""
    parts = [
        role,
        place_name(offered.unit_id, units) if offered.unit_id else "",
        offered.email,
        _("from %(day)s") % {"day": as_date(offered.starts_on)},
        _("until %(day)s") % {"day": until} if until else "",
    ]
    if offered.is_held:
        state = Pill(tone=Tone.AMBER, text=_("waits for a second officer"))
    elif offered.expires_at <= request.now:
        state = Pill(tone=Tone.BAD, text=_("the link is too old"))
    else:
        state = Pill(
            tone=Tone.QUIET, text=_("invited, until %(when)s") % {"when": as_date(offered.expires_at.date())}
        )
    return {
        "id": offered.id,
        "title": offered.display_name or offered.email,
        "line": " · ".join(part for part in parts if part),
        "state": state,
        "may": inviting.may_give(request, offered.rights, offered.unit_id),
        "is_held": offered.is_held,
    }


def _act(
    request: OfficeRequest, act: WaitingAct, offered: Sequence[OfferedRole], roles: Mapping[str, str]
) -> dict[str, object]:
    is_own = act.asked_by == request.account.pk
    is_ripe = act.waits_until is not None and act.waits_until <= request.now
    may = _may_settle(request, act, offered)
    if act.waits_until is not None and not is_ripe:
        line = _("Nobody else could agree: can be done from %(when)s.") % {"when": moment(act.waits_until)}
    elif is_own and act.waits_until is None:
        line = _("Somebody else has to agree.")
    else:
        line = _("Asked for %(when)s.") % {"when": moment(act.asked_at)}
    return {
        "id": act.id,
        "title": _act_title(act, offered, roles),
        "line": line,
        "may_agree": may and (is_ripe if is_own else True),
        "may_refuse": may,
    }


def _act_title(act: WaitingAct, offered: Sequence[OfferedRole], roles: Mapping[str, str]) -> str:
    if act.kind == "INVITE":
        found = next((each for each in offered if str(each.id) == act.concerns["invitation"]), None)
        if found is not None:
            return _("Invite %(name)s as %(role)s") % {
                "name": found.display_name or found.email,
                "role": role_name(found.role),
            }
        return _("An invitation that was taken back")
    return _("Let a role open protected identities: %(role)s") % {
        "role": role_name(roles.get(act.concerns["role"], "?"))
    }


def _may_settle(request: OfficeRequest, act: WaitingAct, offered: Sequence[OfferedRole]) -> bool:
    """Say whether whoever asks could have done this themselves, if one were enough."""
    if act.kind == "INVITE":
        found = next((each for each in offered if str(each.id) == act.concerns["invitation"]), None)
        return found is not None and inviting.may_give(request, found.rights, found.unit_id)
    rights = frozenset(Right(code) for code in act.concerns["rights"].split())
    return inviting.may_give(request, rights, None)
