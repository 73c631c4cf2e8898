"""Who holds which role: given by whoever holds its rights, ended on a day, and let in by a link that works once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import NewTerm, TermRefused, grant_terms
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.queries import HeldTerm, is_host, list_associations_of, list_roles, list_terms
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.settings.forms import BoardForm
from matrikel.office.settings.parts import BOARD
from matrikel.office.settings.views import index_of
from matrikel.ui.formatting import date

LINK_VALID_FOR = timedelta(days=7)
LINK_ONCE = "board_link"
_ELSEWHERE = _lazy(
    "%(name)s has a sign-in already, which reaches other associations too, and signs in as usual. "
    "A new link is made there, or by whoever runs this installation."
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def board(request: OfficeRequest) -> HttpResponse:
    """Show who holds which role, and give one."""
    form = new_form(request)
    if request.method == "POST" and give(request, form):
        return redirect(address(request, "settings_board"))
    context = {
        "part": BOARD,
        "index": index_of(request, BOARD),
        "settings_url": address(request, "settings"),
        **board_context(request, form),
    }
    return show(request, "office/settings/board.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Right.SETTINGS_EDIT)
def end(request: OfficeRequest) -> HttpResponse:
    """End a term today."""
    term = _term(request)
    if term is None:
        return _not_held(request)
    if not term.rights <= request.viewer.rights:
        raise NotFound
    try:
        end_terms(term_ids=[term.id], ends_on=request.today, actor=request.actor, at=request.now)
    except TermRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s no longer holds the role.") % {"name": _called(term)})
    return redirect(address(request, "settings_board"))


@require_POST
@needs(Right.SETTINGS_EDIT)
def link(request: OfficeRequest) -> HttpResponse:
    """Make a new link for somebody who holds a role that the one who asks could have given."""
    term = _term(request)
    if term is None:
        return _not_held(request)
    if not term.rights <= request.viewer.rights:
        raise NotFound
    if not _is_only_here(request, term.account_id):
        messages.error(request, str(_ELSEWHERE) % {"name": _called(term)})
        return redirect(address(request, "settings_board"))
    _make_link(request, term.account_id, _called(term))
    return redirect(address(request, "settings_board"))


def new_form(request: OfficeRequest) -> BoardForm:
    """Return the form by which a role is given."""
    return BoardForm(request.POST if request.method == "POST" else None, roles=_roles(request))


def give(request: OfficeRequest, form: BoardForm) -> bool:
    """Give the role that the form names and keep the link for the next page; a refusal goes to its field."""
    if not form.is_valid():
        return False
    read = form.cleaned_data
    last_day = read["ends_on"]
    if last_day and last_day < request.today:
        form.add_error("ends_on", _("That day is over already."))
        return False
    term = NewTerm(
        email=read["email"],
        role=read["role"],
        starts_on=request.today,
        ends_on=last_day + timedelta(days=1) if last_day else None,
        display_name=read["display_name"],
    )
    try:
        (account_id,) = grant_terms(terms=[term], actor=request.actor, at=request.now)
    except TermRefused as refusal:
        form.add_error("email", str(refusal))
        return False
    name = read["display_name"] or read["email"]
    if _is_only_here(request, account_id):
        _make_link(request, account_id, name)
    else:
        messages.success(request, str(_ELSEWHERE) % {"name": name})
    return True


def _is_only_here(request: OfficeRequest, account_id: UUID) -> bool:
    """
    Say whether a sign-in reaches this association and nothing else.

    Whoever holds a link comes in as that person. One association's officers must not hold a key to another.
    """
    reached = list_associations_of(account_id=account_id, on=request.today)
    return {found.id for found in reached} <= {request.association.id} and not is_host(account_id=account_id)


def board_context(request: OfficeRequest, form: BoardForm) -> dict[str, Any]:
    """Return what the list of roles shows."""
    return {
        "form": form,
        "made": request.session.pop(LINK_ONCE, None),
        "terms": [
            {
                "id": term.id,
                "title": _called(term),
                "line": _line(term),
                "may_end": term.rights <= request.viewer.rights,
                "end_access_url": address(request, "end_access", account_id=term.account_id),
            }
            for term in list_terms(on=request.today)
        ],
        "end_url": address(request, "end_term"),
        "link_url": address(request, "new_sign_in_link"),
    }


def _roles(request: OfficeRequest) -> list[tuple[str, str]]:
    """Return the roles that one may give: nobody grants what they do not hold themselves."""
    order = [
        "chair",
        "secretary",
        "membership_secretary",
        "treasurer",
        "auditor",
        "data_protection_contact",
        "staff",
    ]
    if request.association.kind == "FEDERATION":
        order.append("federation_officer")
    known = list_roles()
    return [
        (code, str(capfirst(role_name(code))))
        for code in order
        if code in known and known[code] <= request.viewer.rights
    ]


def _make_link(request: OfficeRequest, account_id: UUID, name: str) -> None:
    path = make_sign_in_link(
        account_id=account_id,
        lands_on=address(request, "today"),
        actor=request.actor,
        at=request.now,
        valid_for=LINK_VALID_FOR,
    )
    # Only a hash of it is stored, so the next page is the only one that can show it.
    request.session[LINK_ONCE] = {"name": name, "url": request.build_absolute_uri(path)}


def _term(request: OfficeRequest) -> HeldTerm | None:
    wanted = request.POST.get("term", "")
    return next((term for term in list_terms(on=request.today) if str(term.id) == wanted), None)


def _not_held(request: OfficeRequest) -> HttpResponse:
    messages.error(request, _("That role is not held any more."))
    return redirect(address(request, "settings_board"))


def _called(term: HeldTerm) -> str:
    return term.display_name or term.email


def _line(term: HeldTerm) -> str:
    role = capfirst(role_name(term.role))
    since = _("since %(day)s") % {"day": date(term.starts_on)}
    until = _("until %(day)s") % {"day": date(term.ends_on - timedelta(days=1))} if term.ends_on else ""
    parts = [role, term.email if term.display_name else "", since, until]
    return " · ".join(part for part in parts if part)
