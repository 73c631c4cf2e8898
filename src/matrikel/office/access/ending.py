"""Ending one role, or all of somebody's access: what will end is shown first, and one button ends it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.access import rules
from matrikel.access.actions.end_access import end_access
from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import TermRefused
from matrikel.access.queries import HeldTerm, branch_places, list_terms
from matrikel.access.queries.holders import list_holders
from matrikel.access.queries.invitations import still_open_of
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.mail.queries.notices import letters_leave
from matrikel.office.access import inviting
from matrikel.office.access.board import place_name
from matrikel.office.access.rights import words
from matrikel.office.access.sight import in_sight, seen_of
from matrikel.office.access.wording import called, period_line
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.organisations.queries import list_units
from matrikel.selections.queries.saved import count_shared_of
from matrikel.ui.formatting import current_language, number
from matrikel.ui.parts import RowItem

MOST_NAMED = 3


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ROLES_EDIT, fresh=True)
def end_access_now(request: OfficeRequest, account_id: UUID) -> HttpResponse:
    """
    Show what ends and what another has to end, and end it.

    Who may end a role is who gives roles where it is held; somebody's role in a branch above stays out of reach of
    whoever gives them in the branch alone.
    """
    terms = list_terms(on=request.today, account_id=account_id)
    over = _over(account_id) if not terms else []
    # Taking away is no gift: whoever gives roles there may end what they could not have given.
    mine = [term for term in (terms or over) if inviting.may_give(request, frozenset(), term.unit_id)]
    if not mine or (over and len(mine) != len(over)):
        raise NotFound
    rest = [term for term in terms if term not in mine]
    name, problem = called(mine[0]), ""
    if request.method == "POST":
        try:
            end_access(
                account_ids=[account_id],
                term_ids=[term.id for term in mine] if rest else None,
                actor=request.actor,
                at=request.now,
            )
        except TermRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _done(rest) % {"name": name})
            return redirect(address(request, "board"))
    places = _place_names()
    context = {
        "name": name,
        "ends": _ends(mine if terms else [], account_id, places, is_whole=not rest),
        "over": [_line(term, places) for term in over[-1:]],
        "rest": _rest(request, rest, places),
        "stays": any(term.person_id for term in (*terms, *over)),
        "is_self": account_id == request.account.pk,
        "problem": problem,
        "letters_leave": letters_leave(),
        "back_url": address(request, "board"),
    }
    return show(request, "office/access/end_access.html", context, status=422 if problem else 200)


def _over(account_id: UUID) -> list[HeldTerm]:
    """Return the roles of somebody who holds none any more and has still something open from one."""
    return list_terms(on=date.min, account_id=account_id) if still_open_of([account_id]) else []


def _done(rest: Sequence[HeldTerm]) -> str:
    if rest:
        return _("The roles of %(name)s that you may end have ended, on every device. The others go on.")
    return _("The access of %(name)s has ended, on every device.")


def _ends(
    terms: Sequence[HeldTerm], account_id: UUID, places: dict[UUID, str], *, is_whole: bool
) -> list[RowItem]:
    ends = [RowItem(icon="lock", title=_line(term, places)) for term in terms]
    ends.append(
        RowItem(
            icon="logout",
            title=_("Every browser and phone is signed out"),
            line=_(
                "At its next click, in other associations too. Links and codes on their way stop working."
            ),
        )
    )
    if not is_whole:
        return ends
    ends.append(
        RowItem(icon="mail", title=_("Invitations that they sent and nobody has accepted stop working"))
    )
    shared = count_shared_of(account_id=account_id)
    if shared:
        title = ngettext(
            "%(number)s shared selection becomes yours", "%(number)s shared selections become yours", shared
        ) % {"number": number(shared)}
        ends.append(RowItem(icon="users-group", title=title))
    return ends


def _rest(request: OfficeRequest, terms: Sequence[HeldTerm], places: dict[UUID, str]) -> list[RowItem]:
    """Return the roles that another has to end, each with who may; of a branch beside one's own only that there are."""
    if not terms:
        return []
    holders, branches = list_holders(on=request.today), branch_places()
    rows = []
    for term in terms:
        at = branches.get(term.unit_id, ()) if term.unit_id else ()
        able = [
            holder.display_name or holder.email
            for holder in holders
            if holder.account_id != term.account_id
            and rules.holds(holder.grants_on(request.today), Right.ROLES_EDIT, at=at)
            and seen_of(request, holder).terms
        ]
        who = _("Can be ended by %(names)s.") % {"names": ", ".join(able[:MOST_NAMED])} if able else ""
        title = _line(term, places) if in_sight(request, term.unit_id) else _("A role elsewhere")
        rows.append(RowItem(icon="key", title=title, line=who))
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ROLES_EDIT, fresh=True)
def end_term_now(request: OfficeRequest, term_id: UUID) -> HttpResponse:
    """Show what ends with a role, and end it today."""
    # Of all that ever were: one that ended meanwhile is told from one that never was.
    term = next((each for each in list_terms(on=date.min) if each.id == term_id), None)
    if term is None or not inviting.may_give(request, term.rights, term.unit_id):
        raise NotFound
    if term.ends_on is not None and term.ends_on <= request.today:
        messages.error(request, _("That role is not held any more."))
        return redirect(address(request, "board"))
    name, problem = called(term), ""
    if request.method == "POST":
        try:
            end_terms(term_ids=[term.id], ends_on=request.today, actor=request.actor, at=request.now)
        except TermRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("%(name)s no longer holds the role.") % {"name": name})
            return redirect(address(request, "board"))
    others = [each for each in list_terms(on=request.today, account_id=term.account_id) if each.id != term.id]
    places = _place_names()
    context = {
        "name": name,
        "ends": _ends_with(request, term, others, places),
        "others": [
            _line(each, places) if in_sight(request, each.unit_id) else _("A role elsewhere")
            for each in others
        ],
        "is_member": any(each.person_id for each in (term, *others)),
        "is_self": term.account_id == request.account.pk,
        "problem": problem,
        "end_access_url": address(request, "end_access", account_id=term.account_id),
        "back_url": address(request, "officer", account_id=term.account_id),
    }
    return show(request, "office/access/end_term.html", context, status=422 if problem else 200)


def _ends_with(
    request: OfficeRequest, term: HeldTerm, others: Sequence[HeldTerm], places: dict[UUID, str]
) -> list[RowItem]:
    """Return the role, and what nobody may any more where it was held, as rows; what another role gives there stays."""
    at = branch_places().get(term.unit_id, ()) if term.unit_id else ()
    kept = [
        rules.Grant(rights=each.rights, unit_id=each.unit_id)
        for each in others
        if each.starts_on <= request.today
    ]
    lost = words(rules.lost_with(rules.Grant(rights=term.rights, unit_id=term.unit_id), kept, at=at))
    rows = [RowItem(icon="key", title=_line(term, places))]
    if lost:
        title = _("On every device, from the next click: no longer")
        rows.append(RowItem(icon="lock", title=title, line=" · ".join(lost)))
    return rows


def _place_names() -> dict[UUID, str]:
    language = current_language()
    return {unit.id: unit.name_in(language) for unit in list_units()}


def _line(term: HeldTerm, places: dict[UUID, str]) -> str:
    return f"{capfirst(role_name(term.role))} · {place_name(term.unit_id, places)} · {period_line(term)}"
