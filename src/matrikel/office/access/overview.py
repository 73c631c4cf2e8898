"""Who has access: each right with those who hold it, what has grown wild, and the yearly round."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matrikel.access import rules
from matrikel.access.actions.answer_review import AnswerRefused, answer_review
from matrikel.access.actions.grant_terms import TermRefused
from matrikel.access.actions.start_review import start_review
from matrikel.access.queries import HeldTerm
from matrikel.access.queries.holders import Holder
from matrikel.access.queries.reviews import ReviewRow, find_review, last_review_at
from matrikel.access.rules.roles import MEMBER
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.access.board import place_name
from matrikel.office.access.rights import GROUPS, WORDS
from matrikel.office.access.sight import holders_in_sight, in_sight
from matrikel.office.access.wording import IDLE, called, period_line
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.organisations.queries import list_units
from matrikel.ui.formatting import current_language, number
from matrikel.ui.formatting import date as as_date
from matrikel.ui.parts import RowItem

MOST_EDITORS = 6
MOST_NAMED = 12


@require_safe
@needs(Right.ACCESS_SEE)
def who_has_access(request: OfficeRequest) -> HttpResponse:
    """Show who holds each right, and what should be looked at."""
    holders = holders_in_sight(request)
    review = find_review(on=request.today)
    may_review = rules.holds(request.presence.grants, Right.ROLES_EDIT, at=())
    context = {
        "groups": [
            {
                "title": group.title,
                "rights": [
                    {"words": capfirst(str(WORDS[right])), **_who(right, holders, request)}
                    for right in group.rights
                    if right is not Right.OWN_PAGES
                ],
            }
            for group in GROUPS
            if group.code != "own"
        ],
        "grown": _grown(request, holders),
        "review_url": address(request, "access_review") if review is not None else "",
        "review_line": _review_line(review),
        "start_url": address(request, "start_review") if may_review and review is None else "",
        "last_review": last_review_at(),
        "board_url": address(request, "board"),
    }
    return show(request, "office/access/who_has_access.html", context)


@require_POST
@needs(Right.ROLES_EDIT, fresh=True)
def start(request: OfficeRequest) -> HttpResponse:
    """Start the yearly round."""
    if not rules.holds(request.presence.grants, Right.ROLES_EDIT, at=()):
        raise NotFound
    start_review(actor=request.actor, at=request.now)
    return redirect(address(request, "access_review"))


@require_safe
@needs(Right.ACCESS_SEE)
def review(request: OfficeRequest) -> HttpResponse:
    """Show the round that is open."""
    found = find_review(on=request.today)
    if found is None:
        return redirect(address(request, "who_has_access"))
    used = {holder.account_id: holder for holder in holders_in_sight(request)}
    units = {unit.id: unit.name_in(current_language()) for unit in list_units()}
    may_answer = rules.holds(request.presence.grants, Right.ROLES_EDIT, at=())
    rows = []
    for each in found.asked:
        if not in_sight(request, each.term.unit_id):
            continue
        holder = used.get(each.term.account_id)
        last = holder.last_use_of(each.term.rights - {Right.OWN_PAGES}) if holder else None
        was = as_date(each.was_until - timedelta(days=1)) if each.was_until else ""
        parts = [
            place_name(each.term.unit_id, units),
            _("since %(day)s") % {"day": as_date(each.term.starts_on)},
            _("until %(day)s") % {"day": was} if was else _("no end set"),
            _("last active %(day)s") % {"day": as_date(last)} if last else _("never active"),
        ]
        rows.append(
            {
                "id": each.id,
                "title": f"{called(each.term)} · {capfirst(role_name(each.term.role))}",
                "line": " · ".join(parts),
                "answer": each.answer,
                "may": may_answer and not each.answer and each.term.account_id != request.account.pk,
            }
        )
    context = {
        "rows": rows,
        "line": _review_line(found),
        "answer_url": address(request, "answer_review"),
        "back_url": address(request, "who_has_access"),
    }
    return show(request, "office/access/review.html", context)


@require_POST
@needs(Right.ROLES_EDIT, fresh=True)
def answer(request: OfficeRequest) -> HttpResponse:
    """Confirm a role in the round, or end it."""
    if not rules.holds(request.presence.grants, Right.ROLES_EDIT, at=()):
        raise NotFound
    try:
        answer_review(
            reviewed_id=UUID(request.POST.get("reviewed", "")),
            keeps="keep" in request.POST,
            actor=request.actor,
            at=request.now,
        )
    except ValueError as error:
        raise NotFound from error
    except (AnswerRefused, TermRefused) as refusal:
        messages.error(request, str(refusal))
    return redirect(address(request, "access_review"))


def _review_line(review: ReviewRow | None) -> str:
    if review is None:
        return ""
    last = as_date(review.ends_on - timedelta(days=1))
    if not review.unanswered:
        return _("Everything is answered.")
    text = ngettext(
        "%(count)s role waits for an answer; without one it lapses after %(day)s.",
        "%(count)s roles wait for an answer; without one they lapse after %(day)s.",
        review.unanswered,
    )
    return text % {"count": number(review.unanswered), "day": last}


def _who(right: Right, holders: Sequence[Holder], request: OfficeRequest) -> dict[str, object]:
    named = [
        (holder.display_name or holder.email, address(request, "officer", account_id=holder.account_id))
        for holder in holders
        if any(right in grant.rights for grant in holder.grants_on(request.today))
    ]
    return {"names": named[:MOST_NAMED], "more": max(0, len(named) - MOST_NAMED), "count": len(named)}


def _grown(request: OfficeRequest, holders: Sequence[Holder]) -> list[RowItem]:
    """Return what should be looked at: many who change, rights that nobody uses, roles without an end."""
    rows = []
    today = request.today
    editors = [
        holder
        for holder in holders
        if any(Right.PEOPLE_EDIT in grant.rights for grant in holder.grants_on(today))
    ]
    if len(editors) > MOST_EDITORS:
        title = ngettext(
            "%(count)s person can change people", "%(count)s people can change people", len(editors)
        )
        rows.append(
            RowItem(
                icon="users",
                title=title % {"count": number(len(editors))},
                line=_("The fewer, the smaller the chance that something goes wrong. Who really does it?"),
                url=address(request, "roles"),
                action_label=_("Look"),
            )
        )
    for holder in holders:
        name = holder.display_name or holder.email
        url = address(request, "officer", account_id=holder.account_id)
        idle = [term for term in holder.terms if _is_idle(term, holder, request)]
        endless = [term for term in holder.terms if term.ends_on is None]
        if idle:
            roles = ", ".join(dict.fromkeys(role_name(term.role) for term in idle))
            title = _("%(name)s has not used a role for 90 days") % {"name": name}
            rows.append(
                RowItem(icon="clock", title=title, line=capfirst(roles), url=url, action_label=_("Look"))
            )
        elif endless:
            title = _("%(name)s has a role without an end") % {"name": name}
            line = " · ".join((capfirst(role_name(endless[0].role)), period_line(endless[0])))
            rows.append(
                RowItem(icon="calendar-event", title=title, line=line, url=url, action_label=_("Look"))
            )
    return rows


def _is_idle(term: HeldTerm, holder: Holder, request: OfficeRequest) -> bool:
    rights = term.rights - {Right.OWN_PAGES}
    if not rights or term.role == MEMBER:
        return False
    return (holder.last_use_of(rights) or term.starts_on) <= request.today - IDLE
