"""Ending one role, or all of somebody's access: what will end is shown first, and one button ends it."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.access.actions.end_access import end_access
from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import TermRefused
from matrikel.access.queries import HeldTerm, list_terms
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.access import inviting
from matrikel.office.access.rights import words
from matrikel.office.access.wording import called, term_line
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.selections.queries.saved import count_shared_of
from matrikel.ui.formatting import number
from matrikel.ui.parts import RowItem


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ROLES_EDIT, fresh=True)
def end_access_now(request: OfficeRequest, account_id: UUID) -> HttpResponse:
    """Show what ends, and end it."""
    terms = list_terms(on=request.today, account_id=account_id)
    # Taking away is no gift: whoever gives roles there may end what they could not have given.
    if not terms or not all(inviting.may_give(request, frozenset(), term.unit_id) for term in terms):
        raise NotFound
    name, problem = called(terms[0]), ""
    if request.method == "POST":
        try:
            end_access(account_ids=[account_id], actor=request.actor, at=request.now)
        except TermRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(
                request, _("The access of %(name)s has ended, on every device.") % {"name": name}
            )
            return redirect(address(request, "board"))
    shared = count_shared_of(account_id=account_id)
    ends = [RowItem(icon="lock", title=term_line(term)) for term in terms]
    ends.append(
        RowItem(
            icon="logout",
            title=_("Every browser and phone is signed out"),
            line=_(
                "At its next click, in other associations too. Links and codes on their way stop working."
            ),
        )
    )
    if shared:
        title = ngettext(
            "%(number)s shared selection becomes yours", "%(number)s shared selections become yours", shared
        ) % {"number": number(shared)}
        ends.append(RowItem(icon="users-group", title=title))
    context = {
        "name": name,
        "ends": ends,
        "stays": any(term.person_id for term in terms),
        "is_self": account_id == request.account.pk,
        "problem": problem,
        "letters_leave": settings.MAIL_SERVER is not None,
        "back_url": address(request, "board"),
    }
    return show(request, "office/access/end_access.html", context, status=422 if problem else 200)


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
    context = {
        "name": name,
        "ends": _ends_with(term, others),
        "others": [term_line(each) for each in others],
        "is_member": any(each.person_id for each in (term, *others)),
        "is_self": term.account_id == request.account.pk,
        "problem": problem,
        "end_access_url": address(request, "end_access", account_id=term.account_id),
        "back_url": address(request, "officer", account_id=term.account_id),
    }
    return show(request, "office/access/end_term.html", context, status=422 if problem else 200)


def _ends_with(term: HeldTerm, others: list[HeldTerm]) -> list[RowItem]:
    """Return the role and what nobody may any more by another one in the same place, as rows."""
    kept = {right for each in others if each.unit_id in (None, term.unit_id) for right in each.rights}
    lost = words(term.rights - kept - {Right.OWN_PAGES})
    rows = [RowItem(icon="key", title=term_line(term))]
    if lost:
        title = _("On every device, from the next click: no longer")
        rows.append(RowItem(icon="lock", title=title, line=" · ".join(lost)))
    return rows
