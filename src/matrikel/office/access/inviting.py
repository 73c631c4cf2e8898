"""Inviting somebody to a role: by whoever holds its rights, with a letter whose link works once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.access import rules
from matrikel.access.actions.invite_officers import (
    NewOfficer,
    OfficerRefused,
    invite_officers,
    send_invitations,
)
from matrikel.access.actions.withdraw_officer_invitations import withdraw_officer_invitations
from matrikel.access.queries.holders import list_holders
from matrikel.access.queries.invitations import OfferedRole, list_offered_roles
from matrikel.access.queries.roles import RoleRow, list_role_rows
from matrikel.access.rules.roles import NEEDS_TWO, USUAL_LENGTH
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.mail.queries.notices import is_demonstration, letters_leave
from matrikel.office.access.asking import ask_to_give
from matrikel.office.access.forms import OfficerForm
from matrikel.office.access.rights import words
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.wording import language_name
from matrikel.organisations.queries import list_units
from matrikel.people.queries import PersonDetails, get_person, is_anybody_protected
from matrikel.ui.formatting import current_language

LINK_ONCE = "invitation_link"
WHOLE = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """A role that whoever asks cannot give, what they lack for it, and who can."""

    role: str
    lacking: str
    who: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ROLES_EDIT, fresh=True)
def invite(request: OfficeRequest) -> HttpResponse:
    """Invite somebody to a role."""
    form = new_form(request)
    if request.method == "POST" and give(request, form):
        return redirect(address(request, "board"))
    context = {
        "form": form,
        "beyond": _beyond(request),
        "letters_leave": letters_leave(),
        "letter_box_url": reverse("front:letter_box") if is_demonstration() else "",
        "back_url": address(request, "board"),
    }
    return show(request, "office/access/invite.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Right.ROLES_EDIT, fresh=True)
def invite_again(request: OfficeRequest) -> HttpResponse:
    """Write the letter once more, with a new link; the older one stops working."""
    offered = _offered(request)
    if not offered.is_held:
        links = send_invitations(
            invitation_ids=[offered.id], link_start=link_start(request), actor=request.actor, at=request.now
        )
        _tell(request, offered.display_name or offered.email, links[offered.id])
    return redirect(address(request, "board"))


@require_POST
@needs(Right.ROLES_EDIT, fresh=True)
def withdraw(request: OfficeRequest) -> HttpResponse:
    """Take an invitation back."""
    offered = _offered(request)
    withdraw_officer_invitations(invitation_ids=[offered.id], actor=request.actor, at=request.now)
    messages.success(
        request,
        _("The invitation of %(name)s does not work any more.")
        % {"name": offered.display_name or offered.email},
    )
    return redirect(address(request, "board"))


def _offered(request: OfficeRequest) -> OfferedRole:
    wanted = request.POST.get("invitation", "")
    for offered in list_offered_roles():
        if str(offered.id) == wanted and may_give(request, offered.rights, offered.unit_id):
            return offered
    raise NotFound


def may_give(request: OfficeRequest, rights: frozenset[Right], unit_id: UUID | None) -> bool:
    """Say whether whoever asks may give a role with these rights in a branch, or take it."""
    return rules.may_give(request.presence.grants, rights, at=request.presence.place_of(unit_id))[0]


def link_start(request: OfficeRequest) -> str:
    """Return where the links of invitations begin."""
    path = reverse("looks:role", kwargs={"association": request.association.slug, "secret": "x"})
    return request.build_absolute_uri(path.removesuffix("x/"))


def new_form(request: OfficeRequest) -> OfficerForm:
    """Return the form by which somebody is invited; from a person's page it comes filled in."""
    person = _person(request)
    initial: dict[str, Any] = {
        "starts_on": request.today.isoformat(),
        "language": request.association.language,
    }
    if person is not None:
        emails = [point for point in person.contact_points if point.kind == "EMAIL"]
        first = next((point for point in emails if point.is_preferred), emails[0] if emails else None)
        initial |= {
            "person": person.id,
            "display_name": person.display_name,
            "email": first.normalised if first else "",
            "language": person.core.language or request.association.language,
        }
    return OfficerForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        roles=_roles(request),
        units=_units(request),
        languages=[
            (code, language_name(code))
            for code in dict.fromkeys([*request.association.written_languages, *dict(settings.LANGUAGES)])
            if code in dict(settings.LANGUAGES)
        ],
    )


def give(request: OfficeRequest, form: OfficerForm) -> bool:
    """Invite whom the form names; a refusal goes to its field."""
    if not form.is_valid():
        return False
    read = form.cleaned_data
    unit_id = UUID(read["unit"]) if read["unit"] not in ("", WHOLE) else None
    role = next(row for row in list_role_rows(on=request.today) if row.code == read["role"])
    rights = rules.rights_in(role.rights, is_in_branch=unit_id is not None)
    if not may_give(request, rights, unit_id):
        form.add_error("unit", _("You can give this role only where you hold all of its rights yourself."))
        return False
    starts_on, last = read["starts_on"] or request.today, read["ends_on"]
    if last is None and role.code in USUAL_LENGTH:
        form.add_error("ends_on", _("This role is for a while only. Say until when."))
        return False
    is_held = bool(rights & NEEDS_TWO) and is_anybody_protected()
    officer = NewOfficer(
        email=read["email"],
        display_name=read["display_name"],
        role=role.code,
        starts_on=starts_on,
        ends_on=last + timedelta(days=1) if last else None,
        unit_id=unit_id,
        person_id=_known(request, read["person"]),
        decided_by=read["decided_by"],
        language=read["language"],
        is_held=is_held,
    )
    try:
        ((invitation_id, link),) = invite_officers(
            officers=[officer], link_start=link_start(request), actor=request.actor, at=request.now
        )
    except OfficerRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    if is_held:
        ask_to_give(request, "INVITE", {"invitation": str(invitation_id)}, rights=rights, unit_id=unit_id)
    else:
        _tell(request, read["display_name"], link)
    return True


def _tell(request: OfficeRequest, name: str, link: str) -> None:
    if not letters_leave():
        # Nobody delivers letters here, and only a hash of the link is stored: the next page is the only one to show it.
        request.session[LINK_ONCE] = {"name": name, "url": link}
    else:
        messages.success(request, _("A letter with a link went to %(name)s.") % {"name": name})


def _person(request: OfficeRequest) -> PersonDetails | None:
    wanted = request.GET.get("person", "")
    try:
        return get_person(person_id=UUID(wanted), viewer=request.viewer) if wanted else None
    except ValueError as error:
        raise NotFound from error


def _known(request: OfficeRequest, person_id: UUID | None) -> UUID | None:
    return get_person(person_id=person_id, viewer=request.viewer).id if person_id else None


def _offered_rows(request: OfficeRequest) -> list[RoleRow]:
    is_federation = request.association.kind == "FEDERATION"
    rows = [row for row in list_role_rows(on=request.today) if not row.is_fixed]
    return [row for row in rows if row.code != "federation_officer" or is_federation or row.holders]


def _roles(request: OfficeRequest) -> list[tuple[str, str]]:
    """Return the roles that one may give somewhere: nobody grants what they do not hold themselves."""
    return [
        (row.code, str(capfirst(role_name(row.code))))
        for row in _offered_rows(request)
        if any(_may_give_at(request, row, unit_id) for unit_id in _places(request))
    ]


def _may_give_at(request: OfficeRequest, row: RoleRow, unit_id: UUID | None) -> bool:
    return may_give(request, rules.rights_in(row.rights, is_in_branch=unit_id is not None), unit_id)


def _places(request: OfficeRequest) -> Sequence[UUID | None]:
    """Return the highest branches in which whoever asks gives roles; None for the whole association."""
    grants = request.presence.grants
    if rules.holds(grants, Right.ROLES_EDIT, at=()):
        return [None]
    return sorted({grant.unit_id for grant in grants if Right.ROLES_EDIT in grant.rights and grant.unit_id})


def _units(request: OfficeRequest) -> list[tuple[str, str]]:
    grants = request.presence.grants
    whole = [(WHOLE, pgettext("role", "the whole association"))]
    language = current_language()
    found = [
        (str(unit.id), f"{'· ' * unit.depth}{unit.name_in(language)}")
        for unit in list_units(open_only=True)
        if rules.holds(grants, Right.ROLES_EDIT, at=request.presence.place_of(unit.id))
    ]
    return [*(whole if rules.holds(grants, Right.ROLES_EDIT, at=()) else []), *found]


def _beyond(request: OfficeRequest) -> list[Beyond]:
    """Return the roles that one cannot give, with who can: so that nobody stands before a list that is too short."""
    rows = []
    place, holders = next(iter(_places(request)), None), list_holders(on=request.today)
    at = request.presence.place_of(place)
    for row in _offered_rows(request):
        rights = rules.rights_in(row.rights, is_in_branch=place is not None)
        may, lacking = rules.may_give(request.presence.grants, rights, at=at)
        if may:
            continue
        able = [
            holder for holder in holders if rules.may_give(holder.grants_on(request.today), rights, at=at)[0]
        ]
        rows.append(
            Beyond(
                role=str(capfirst(role_name(row.code))),
                lacking=", ".join(words(lacking)),
                who=", ".join(holder.display_name or holder.email for holder in able[:3]),
            )
        )
    return rows
