"""The board: who holds which role until when, and who was invited."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from matrikel.access.queries import name_accounts
from matrikel.access.queries.holders import Holder, list_holders
from matrikel.access.queries.invitations import OfferedRole, list_offered_roles
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.office.access import inviting
from matrikel.office.access.second import acts_in_sight, waiting_line
from matrikel.office.access.sight import in_sight, in_sight_of
from matrikel.office.access.wording import until_pill
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.organisations.queries import list_units
from matrikel.ui.formatting import current_language, number
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
    known, units = list_holders(on=request.today), _unit_names()
    everybody = in_sight_of(request, known)
    # A search goes by POST: what is typed names somebody, and has no place in an address.
    search = request.POST.get("q", "").replace("\x00", "").strip()[:200]
    holders = [holder for holder in everybody if _is_meant(holder, search)]
    offered = [each for each in list_offered_roles() if in_sight(request, each.unit_id)]
    over = _over(offered, known)
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
        "offered": [_offer(request, each, units, over) for each in offered],
        "acts": waiting_line(acts_in_sight(request)),
        "acts_url": address(request, "acts"),
        "made": request.session.pop(inviting.LINK_ONCE, None),
        "invite_url": address(request, "invite_officer") if may_give else "",
        "roles_url": address(request, "roles"),
        "access_url": address(request, "who_has_access"),
        "again_url": address(request, "invite_again"),
        "withdraw_url": address(request, "withdraw_invitation"),
    }
    return show(request, "office/access/board.html", context)


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


def _over(offered: Sequence[OfferedRole], holders: Sequence[Holder]) -> dict[UUID, str]:
    """Return what those are called who invited somebody and hold no role any more themselves."""
    holds = {holder.account_id for holder in holders}
    over = {each.invited_by for each in offered if each.invited_by} - holds
    return name_accounts(account_ids=over) if over else {}


def _offer(
    request: OfficeRequest, offered: OfferedRole, units: dict[UUID, str], over: dict[UUID, str]
) -> dict[str, object]:
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
    by = over.get(offered.invited_by, "") if offered.invited_by else ""
    if by:
        parts.append(_("invited by %(name)s, who holds no role any more") % {"name": by})
    return {
        "id": offered.id,
        "title": offered.display_name or offered.email,
        "line": " · ".join(part for part in parts if part),
        "state": state,
        "may": inviting.may_give(request, offered.rights, offered.unit_id),
        "is_held": offered.is_held,
        "end_label": _("End the access of %(name)s") % {"name": by},
        "end_url": address(request, "end_access", account_id=offered.invited_by) if by else "",
    }
