"""One officer: the roles held, what they allow together, what was used when, and what to hand over."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matrikel.access.queries import HeldTerm, list_terms
from matrikel.access.queries.holders import Holder, list_holders
from matrikel.access.wording import role_name
from matrikel.authentication.queries import find_reset
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.access import inviting
from matrikel.office.access.board import place_name
from matrikel.office.access.helping import may_help_officer
from matrikel.office.access.rights import GROUPS, WORDS, words
from matrikel.office.access.sight import in_sight, seen_of
from matrikel.office.access.wording import IDLE, called, period_line, until_pill
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.organisations.queries import list_units
from matrikel.ui.formatting import current_language
from matrikel.ui.formatting import date as as_date
from matrikel.ui.parts import Pill, Tone
from matrikel.ui.shell import initials


@require_safe
@needs(Right.ACCESS_SEE)
def officer(request: OfficeRequest, account_id: UUID) -> HttpResponse:
    """Show one officer."""
    whole = _holder(request, account_id)
    holder = seen_of(request, whole)
    name = holder.display_name or holder.email
    units = {unit.id: unit.name_in(current_language()) for unit in list_units()}
    rights = frozenset(right for term in holder.terms for right in term.rights)
    person_id = next((term.person_id for term in holder.terms if term.person_id), None)
    may_end = any(inviting.may_give(request, frozenset(), term.unit_id) for term in whole.terms)
    context = {
        "name": name,
        "initials": initials(name),
        "line": holder.email if holder.display_name else "",
        "terms": [
            {
                "id": term.id,
                "title": f"{capfirst(role_name(term.role))} · {place_name(term.unit_id, units)}",
                "line": period_line(term),
                "until": until_pill(term.ends_on, request.today),
                "may_end": inviting.may_give(request, term.rights, term.unit_id),
                "end_url": address(request, "end_term", term_id=term.id),
                "handover_url": address(request, "handover", term_id=term.id),
            }
            for term in holder.terms
        ],
        "rights": [
            _used(right, holder, request) for group in GROUPS for right in group.rights if right in rights
        ],
        "person_url": address(request, "person", person_id=person_id)
        if person_id and request.viewer.may(Right.PEOPLE_SEE)
        else "",
        "end_access_url": address(request, "end_access", account_id=account_id) if may_end else "",
        "help_url": address(request, "help_sign_in", account_id=account_id)
        if may_end and may_help_officer(request, whole)
        else "",
        "reset": find_reset(account_id=account_id),
        "back_url": address(request, "board"),
    }
    return show(request, "office/access/officer.html", context)


@require_safe
@needs(Right.ACCESS_SEE)
def handover(request: OfficeRequest, term_id: UUID) -> HttpResponse:
    """Show what somebody hands over with a role: to print, and to tick off together."""
    term = next((each for each in list_terms(on=request.today) if each.id == term_id), None)
    if term is None or not in_sight(request, term.unit_id):
        raise NotFound
    units = {unit.id: unit.name_in(current_language()) for unit in list_units()}
    others = [
        each
        for each in list_terms(on=request.today)
        if each.role == term.role and each.unit_id == term.unit_id and each.account_id != term.account_id
    ]
    context = {
        "title": _("Handing over: %(role)s") % {"role": role_name(term.role)},
        "line": f"{called(term)} · {place_name(term.unit_id, units)} · {period_line(term)}",
        "duties": words(term.rights),
        "steps": _steps(term),
        "after": [f"{called(each)} · {period_line(each)}" for each in others],
        "invite_url": address(request, "invite_officer"),
        "back_url": address(request, "officer", account_id=term.account_id),
    }
    return show(request, "office/access/handover.html", context)


def _steps(term: HeldTerm) -> list[str]:
    """Return what to hand over, as far as it follows from what the role allows."""
    steps = [_("Go through what waits on Today together, and settle what can be settled.")]
    if Right.PEOPLE_EXPORT in term.rights:
        steps.append(_("Delete lists that were taken out and lie on your own computer, phone or paper."))
    if Right.LETTERS_SEND in term.rights:
        steps.append(
            _("Hand on the letters that are half written, and answers that came to your own mailbox.")
        )
    if Right.PEOPLE_IMPORT in term.rights:
        steps.append(_("Show how lists are brought in, and where they come from."))
    if Right.BANK_ACCOUNT_SEE in term.rights:
        steps.append(_("Change who may sign at the bank."))
    if Right.SETTINGS_EDIT in term.rights:
        steps.append(_("Show the settings, and say who helps when something is stuck."))
    if Right.ROLES_EDIT in term.rights:
        steps.append(_("Make sure that somebody else may give roles before yours ends."))
    steps.append(_("Give back keys, papers and devices, and change passwords that several people know."))
    return steps


def _used(right: Right, holder: Holder, request: OfficeRequest) -> dict[str, object]:
    used = holder.used.get(right)
    since = min(term.starts_on for term in holder.terms)
    is_idle = (used or since) <= request.today - IDLE and right is not Right.OWN_PAGES
    return {
        "words": capfirst(str(WORDS[right])),
        "used": as_date(used) if used else "",
        "idle": Pill(tone=Tone.AMBER, text=_("not used for 90 days")) if is_idle else None,
    }


def _holder(request: OfficeRequest, account_id: UUID) -> Holder:
    for holder in list_holders(on=request.today):
        if holder.account_id == account_id and seen_of(request, holder).terms:
            return holder
    raise NotFound
