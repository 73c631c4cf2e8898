"""A household's page: who lives there, where it is, what happened; and putting its name or address right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Forbidden, NotFound, Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households import wording
from matrikel.office.households.forms import HouseholdForm, initial_address
from matrikel.office.people.wording import protected_pill, reveal_reasons
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.actions.reveal_protected import RevealRefused
from matrikel.relations.actions.change_households import HouseholdOvertaken, change_households
from matrikel.relations.actions.reveal_home import reveal_home
from matrikel.relations.queries.homes import (
    HouseholdDetails,
    HouseholdMemberRow,
    get_household,
    list_homes_of,
    reaches_beyond,
    stays_of,
)
from matrikel.relations.queries.moves import MoveLine, list_moves
from matrikel.relations.rules.homes import is_same_home, primary_on
from matrikel.relations.rules.records import HomeAddress, HouseholdChange
from matrikel.ui import formatting
from matrikel.ui.parts import RowItem


@require_safe
@needs(Right.PEOPLE_SEE, module=Module.RELATIONS)
def overview(request: OfficeRequest, household_id: UUID) -> HttpResponse:
    """Show the household, and write down that somebody looked at those who live there."""
    household = get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    _note_look(request, household, "household_page")
    return show(request, "office/households/household.html", _page(request, household))


@needs(Right.PEOPLE_SEE, module=Module.RELATIONS)
@require_POST
def opened(request: OfficeRequest, household_id: UUID) -> HttpResponse:
    """Open the address of a household in which somebody protected lives, for a reason, in this one answer."""
    household = get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    if not request.viewer.may(Right.PROTECTED_SEE):
        raise Forbidden
    if not household.is_sealed:
        raise NotFound
    seen, problem = None, ""
    try:
        seen = reveal_home(
            household_id=household.id,
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            at=request.now,
        )
    except RevealRefused as refusal:
        problem = str(refusal)
    page = _page(request, household, seen)
    page["problem"] = problem
    return show(request, "office/households/household.html", page, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
def edit(request: OfficeRequest, household_id: UUID) -> HttpResponse:
    """Show the name and address, or put them right; nobody moves by this."""
    household = get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    home = request.association.country
    form = HouseholdForm(
        request.POST if request.method == "POST" else None,
        initial={"name": household.name, **initial_address(household.address, home=home)},
        home=home,
    )
    done_url = address(request, "household", household_id=household.id)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        # Who does not see the address, because somebody is protected, cannot put it right by typing nothing.
        typed = form.address()
        wanted = None if typed.is_empty and household.address.is_empty else typed
        if wanted is not None and _moves_others(request, household, wanted):
            form.add_error("street", _("This move cannot be made. Look at the household again."))
            status = 422
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        change = HouseholdChange(
            household_id=household.id,
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
            name=form.cleaned_data["name"],
            address=wanted,
        )
        try:
            change_households(changes=[change], actor=request.actor, at=request.now)
        except HouseholdOvertaken as refusal:
            form.add_error(None, str(refusal))
            status = 409
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 422
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(done_url)
    context = {
        "form": form,
        "household": household,
        "name": wording.household_name(household),
        "move_url": address(request, "move_household", household_id=household.id),
        "cancel_url": done_url,
    }
    return show(request, "office/households/edit.html", context, status=status)


def _moves_others(request: OfficeRequest, household: HouseholdDetails, wanted: HomeAddress) -> bool:
    """Say whether another address would also be that of somebody outside the officer's branches."""
    if wanted == household.address or is_same_home(wanted, household.address):
        return False
    return reaches_beyond(household_id=household.id, on=request.today, viewer=request.viewer)


def _note_look(request: OfficeRequest, household: HouseholdDetails, function: str) -> None:
    note_looks(
        subjects=list(dict.fromkeys(row.person.audit_subject for row in household.everybody)),
        function=function,
        actor=request.actor,
        at=request.now,
    )


def _page(
    request: OfficeRequest, household: HouseholdDetails, seen: HomeAddress | None = None
) -> dict[str, Any]:
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    country = request.association.country
    ids = [row.person.id for row in household.members]
    homes = list_homes_of(person_ids=ids, on=request.today, viewer=request.viewer)
    return {
        "household": household,
        "name": wording.household_name(household),
        "pills": [protected_pill()] if household.is_sealed else [],
        "lines": wording.address_lines(seen or household.address, home=country),
        "is_hidden": household.is_sealed and seen is None,
        "opened_url": address(request, "household_opened", household_id=household.id),
        "reasons": reveal_reasons(),
        "members": [
            _member(request, household, row, homes.get(row.person.id, []), may_edit=may_edit)
            for row in household.members
        ],
        "former": [
            RowItem(
                icon="user",
                title=wording.shown_name(row.person),
                line=wording.period(row.starts_on, row.ends_on, request.today),
                url=address(request, "person", person_id=row.person.id),
            )
            for row in household.former
        ],
        "moves": [_move_row(request, move) for move in list_moves(household_id=household.id, at=request.now)],
        "move_url": _url(request, "move_household", household) if may_edit and household.members else "",
        "edit_url": _url(request, "edit_household", household) if may_edit else "",
        "join_url": _url(request, "join_household", household) if may_edit else "",
        "new_person_url": _url(request, "new_household_person", household) if may_edit else "",
    }


def _url(request: OfficeRequest, name: str, household: HouseholdDetails) -> str:
    return address(request, name, household_id=household.id)


def _member(
    request: OfficeRequest,
    household: HouseholdDetails,
    row: HouseholdMemberRow,
    homes: list[HouseholdDetails],
    *,
    may_edit: bool,
) -> dict[str, Any]:
    others = [home for home in homes if home.id != household.id]
    pills = [protected_pill()] if row.person.is_protected else []
    if others and not row.person.is_protected:
        first = primary_on(request.today, stays_of(homes, row.person.id))
        if first is not None and first.household_id == household.id:
            pills.append(wording.post_pill())
    return {
        "name": wording.shown_name(row.person),
        "initials": wording.shown_initials(row.person),
        "url": address(request, "person", person_id=row.person.id),
        "line": wording.member_line(row, request.today),
        "pills": pills,
        "other_homes": [
            {"name": wording.household_name(home), "url": _url(request, "household", home)} for home in others
        ],
        "change_url": address(request, "household_member", household_id=household.id, person_id=row.person.id)
        if may_edit
        else "",
    }


def _move_row(request: OfficeRequest, move: MoveLine) -> RowItem:
    title = _("Some of the household moved") if move.was_parted else _("The household moved")
    if move.undone_at is not None:
        title = _("A move, taken back")
    return RowItem(
        icon="arrows-exchange",
        title=title,
        line=_("on %(day)s · written %(when)s")
        % {"day": formatting.date(move.moved_on), "when": formatting.recent(move.moved_at, request.today)},
        url=address(request, "household_move", move_id=move.id),
    )
