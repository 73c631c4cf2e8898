"""Helping whoever lost the second step of signing in, an officer or a plain member, to a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.access.queries import find_member_of, is_host, list_associations_of, looks_after_others
from matrikel.access.queries.holders import Holder, list_holders
from matrikel.authentication.actions.reset_factors import reset_factors
from matrikel.authentication.queries import find_reset, has_factor
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.access import inviting
from matrikel.office.access.sight import seen_of
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.people.queries import PersonDetails, get_person
from matrikel.people.rules import emails
from matrikel.ui.formatting import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Who lost the second step: `addresses` are those in the register, which hear of it beside that of the sign-in."""

    name: str
    back_url: str
    may_help: bool
    addresses: Sequence[str]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ROLES_EDIT, fresh=True)
def help_sign_in(request: OfficeRequest, account_id: UUID) -> HttpResponse:
    """
    Ask, and let whoever lost the second step set it up anew.

    Whoever helps an officer could have given every one of the roles; whoever helps a plain member gives roles where
    the member belongs, and sees the member. Where the sign-in looks after others elsewhere, nobody here has a say in it.
    """
    lost = _lost(request, account_id)
    can_be_taken = lost.may_help and has_factor(account_id=account_id)
    if request.method != "POST" or not can_be_taken:
        reset = find_reset(account_id=account_id)
        context = {
            "name": lost.name,
            "reset": reset,
            "has_asked": reset is not None and reset.asked_by == request.account.pk,
            "may_help": lost.may_help,
            "runs_installation": is_host(account_id=account_id),
            "can_be_taken": can_be_taken,
            "back_url": lost.back_url,
        }
        status = 422 if request.method == "POST" else 200
        return show(request, "office/access/help_sign_in.html", context, status=status)
    due = reset_factors(
        account_ids=[account_id],
        actor=request.actor,
        language=request.association.language,
        also_to={account_id: lost.addresses},
        at=request.now,
    )[account_id]
    if due <= request.now:
        said = _("Two officers agree: %(name)s sets up the second step anew now.")
    else:
        said = _(
            "%(name)s can set up the second step anew from %(when)s, or as soon as another officer agrees here."
        )
    messages.success(request, said % {"name": lost.name, "when": moment(due)})
    return redirect(lost.back_url)


def may_help_officer(request: OfficeRequest, holder: Holder) -> bool:
    """Say whether whoever asks may help an officer to a new second step."""
    if holder.account_id == request.account.pk or is_host(account_id=holder.account_id):
        return False
    reached = list_associations_of(account_id=holder.account_id, on=request.today)
    is_only_here = {found.id for found in reached} <= {request.association.id}
    return is_only_here and all(
        inviting.may_give(request, term.rights, term.unit_id) for term in holder.terms
    )


def _lost(request: OfficeRequest, account_id: UUID) -> Lost:
    """Return whom to help; whoever may not even read of them finds nobody."""
    for holder in list_holders(on=request.today):
        if holder.account_id == account_id:
            if not seen_of(request, holder).terms or not may_help_officer(request, holder):
                raise NotFound
            return Lost(
                name=holder.display_name or holder.email,
                back_url=address(request, "officer", account_id=account_id),
                may_help=True,
                addresses=_addresses(
                    request, next((term.person_id for term in holder.terms if term.person_id), None)
                ),
            )
    person_id = find_member_of(account_id=account_id, on=request.today)
    if person_id is None or account_id == request.account.pk:
        raise NotFound
    # Who may see and give roles to this very person: `request.viewer` is that of the right to give roles.
    person = get_person(person_id=person_id, viewer=request.viewer)
    return Lost(
        name=wording.DOTS if person.is_protected else person.display_name,
        back_url=address(request, "person", person_id=person_id),
        may_help=not looks_after_others(account_id=account_id, on=request.today),
        addresses=_emails(person),
    )


def _addresses(request: OfficeRequest, person_id: UUID | None) -> Sequence[str]:
    if person_id is None:
        return []
    try:
        return _emails(get_person(person_id=person_id, viewer=request.viewer))
    except NotFound:
        # In a branch into which whoever helps does not see: then the address of the sign-in alone hears of it.
        return []


def _emails(person: PersonDetails) -> list[str]:
    """Return the addresses of a person that the register knows, the former ones too."""
    written = [emails.normalise(point.value) for point in person.contact_points if point.kind == "EMAIL"]
    return [each for each in written if each]
