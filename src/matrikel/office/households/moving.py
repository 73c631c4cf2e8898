"""Move the family: who moves and who stays, seen beforehand, done, and taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households import wording
from matrikel.office.households.forms import MoveForm
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_looks import note_looks
from matrikel.relations.actions.change_households import HouseholdOvertaken
from matrikel.relations.actions.move_households import move_households
from matrikel.relations.actions.take_back_moves import TooLateToTakeBack, take_back_moves
from matrikel.relations.queries.homes import HouseholdDetails, get_household
from matrikel.relations.queries.moves import (
    MoveDetails,
    get_move,
    who_lives_there_already,
    whose_address_follows,
)
from matrikel.relations.queries.seeing import RelatedPerson
from matrikel.relations.rules.homes import MovePlan, MoveProblem, Stays, plan_move
from matrikel.relations.rules.records import Move
from matrikel.ui import formatting


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS, asks=True)
def move(request: OfficeRequest, household_id: UUID) -> HttpResponse:
    """Ask who moves where; show what would happen; do it."""
    household = get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    home = request.association.country
    step = request.POST.get("step", "")
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial={"moved_on": request.today, "country": household.address.country or home},
        household=household,
        today=request.today,
        home=home,
    )
    if request.method != "POST":
        subjects = [row.person.audit_subject for row in household.members]
        note_looks(subjects=subjects, function="move_form", actor=request.actor, at=request.now)
    if request.method != "POST" or step == "edit":
        return _ask(request, household, form)
    if not form.is_valid():
        return _ask(request, household, form, status=422)
    wanted = _wanted(request, household, form)
    if step != "confirm":
        plan = _plan(request, household, wanted)
        if isinstance(plan, MoveProblem):
            form.add_error(*_problem(plan))
            return _ask(request, household, form, status=422)
        return _preview(request, household, form, plan, wanted)
    try:
        (move_id,) = move_households(moves=[wanted], actor=request.actor, at=request.now)
    except HouseholdOvertaken as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, household, form, status=409)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, household, form, status=422)
    return HttpResponseRedirect(address(request, "household_move", move_id=move_id))


@require_safe
@needs(Right.PEOPLE_SEE, module=Module.RELATIONS)
def moved(request: OfficeRequest, move_id: UUID) -> HttpResponse:
    """Show what a move did, as long as it can be taken back or was made within a month."""
    found = get_move(move_id=move_id, on=request.today, viewer=request.viewer)
    return show(request, "office/households/moved.html", _result(request, found))


@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
@require_POST
def undo(request: OfficeRequest, move_id: UUID) -> HttpResponse:
    """Take a move back."""
    found = get_move(move_id=move_id, on=request.today, viewer=request.viewer)
    if request.viewer.unit_ids is not None and not found.can_be_taken_back:
        page = {**_result(request, found), "problem": _("This move cannot be taken back.")}
        return show(request, "office/households/moved.html", page, status=409)
    try:
        take_back_moves(move_ids=[found.id], actor=request.actor, at=request.now)
    except TooLateToTakeBack as refusal:
        page = {**_result(request, found), "problem": str(refusal)}
        return show(request, "office/households/moved.html", page, status=409)
    messages.success(request, _("The move is taken back. Everybody lives again where they lived."))
    if found.household is None:
        return HttpResponseRedirect(address(request, "households"))
    return HttpResponseRedirect(address(request, "household", household_id=found.household.id))


def _wanted(request: OfficeRequest, household: HouseholdDetails, form: MoveForm) -> Move:
    fates = form.fates()
    moving = [person_id for person_id, fate in fates.items() if fate is Stays.MOVES]
    version = request.POST.get("version", "")
    return Move(
        household_id=household.id,
        version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
        moved_on=form.cleaned_data["moved_on"],
        address=form.address(),
        # Everybody whom the officer sees is everybody: whoever is hidden moves along, but nobody of another branch.
        person_ids=None if len(moving) == len(fates) and request.viewer.unit_ids is None else moving,
        both_ids=[person_id for person_id, fate in fates.items() if fate is Stays.BOTH],
        primary_at_new=form.post_at_new(),
    )


def _plan(request: OfficeRequest, household: HouseholdDetails, wanted: Move) -> MovePlan | MoveProblem:
    return plan_move(
        [row.person.id for row in household.members],
        moving=wanted.person_ids,
        both=wanted.both_ids,
        before=household.address,
        after=wanted.address,
        moved_on=wanted.moved_on,
        today=request.today,
    )


def _problem(problem: MoveProblem) -> tuple[str | None, str]:
    return {
        MoveProblem.NOBODY_MOVES: (None, _("Choose at least one person who moves.")),
        MoveProblem.SAME_ADDRESS: ("street", _("This is the address where the household lives already.")),
        MoveProblem.NO_ADDRESS: ("street", _("Write the new address.")),
    }.get(problem, (None, _("This move cannot be made. Look at the household again.")))


def _ask(
    request: OfficeRequest, household: HouseholdDetails, form: MoveForm, *, status: int = 200
) -> HttpResponse:
    return show(
        request,
        "office/households/move.html",
        {
            "form": form,
            "household": household,
            "name": wording.household_name(household),
            "here": wording.address_line(household.address, home=request.association.country),
            "people": form.people(),
            "cancel_url": address(request, "household", household_id=household.id),
        },
        status=status,
    )


def _preview(
    request: OfficeRequest, household: HouseholdDetails, form: MoveForm, plan: MovePlan, wanted: Move
) -> HttpResponse:
    home = request.association.country
    follows = whose_address_follows(
        person_ids=[row.person.id for row in household.members], household=household
    )
    people = {row.person.id: row.person for row in household.members}
    there_already = who_lives_there_already(person_ids=list(people), address=wanted.address)
    at_new = set(wanted.primary_at_new)
    rows = [
        {
            "name": wording.shown_name(people[person_id]),
            "initials": wording.shown_initials(people[person_id]),
            "fate": wording.fate_name(fate),
            "tone": {"moves": "amber", "both": "good", "stays": "quiet"}[fate.value],
            "line": _("has the new address already")
            if person_id in there_already and not people[person_id].is_protected and fate is not Stays.STAYS
            else _consequence(people[person_id], fate, follows, gets_post_there=person_id in at_new),
        }
        for person_id, fate in plan.fates
    ]
    followers = [
        person_id
        for person_id, fate in plan.fates
        if follows.get(person_id) and (fate is Stays.MOVES or person_id in at_new)
    ]
    return show(
        request,
        "office/households/move_preview.html",
        {
            "household": household,
            "name": wording.household_name(household),
            "rows": rows,
            "before": wording.address_lines(household.address, home=home),
            "after": wording.address_lines(wanted.address, home=home),
            "moved_on": formatting.date(wanted.moved_on),
            "is_whole": plan.is_whole,
            "summary": _summary(plan, len(followers)),
            "staying": wording.list_of(_names(people, plan.those_who(Stays.STAYS))),
            "leaving": wording.list_of(_names(people, plan.those_who(Stays.MOVES))),
            "both": wording.list_of(_names(people, plan.those_who(Stays.BOTH))),
            "hidden_fields": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
            "version": wanted.version,
        },
    )


def _names(people: dict[UUID, RelatedPerson], person_ids: list[UUID]) -> list[str]:
    return [wording.shown_name(people[person_id]) for person_id in person_ids]


def _summary(plan: MovePlan, followers: int) -> list[tuple[str, str]]:
    """Return the numbers of a preview: who moves, whose address changes, who lives in both homes, who stays."""
    moving, both, staying = (len(plan.those_who(fate)) for fate in (Stays.MOVES, Stays.BOTH, Stays.STAYS))
    said = [
        (moving, ngettext("moves", "move", moving)),
        (followers, ngettext("address changes", "addresses change", followers)),
        (both, ngettext("lives in both homes", "live in both homes", both)),
        (staying, ngettext("stays", "stay", staying)),
    ]
    return [(formatting.number(count), words) for count, words in said]


def _consequence(
    person: RelatedPerson,
    fate: Stays,
    follows: dict[UUID, bool | None],
    *,
    gets_post_there: bool,
) -> str:
    if person.is_protected:
        return _("protected: the own address follows if it was this one")
    if fate is Stays.STAYS:
        return _("nothing changes")
    if fate is Stays.BOTH and not gets_post_there:
        return _("the post goes on coming here")
    if person.id not in follows:
        return _("gave no address of their own")
    if follows[person.id] is None:
        return _("the own address follows if it was this one")
    if follows[person.id]:
        return _("the own address becomes the new one")
    return _("has another address of their own, which stays")


def _result(request: OfficeRequest, found: MoveDetails) -> dict[str, Any]:
    home = request.association.country
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    homes = [each for each in (found.household, found.new_household) if each is not None]
    return {
        "move": found,
        "moved_on": formatting.date(found.moved_on),
        "homes": [
            {
                "name": wording.household_name(each),
                "url": address(request, "household", household_id=each.id),
                "lines": wording.address_lines(each.address, home=home),
                "is_sealed": each.is_sealed,
                "is_new": each is found.new_household,
                "people": [
                    {
                        "name": wording.shown_name(row.person),
                        "initials": wording.shown_initials(row.person),
                        "url": address(request, "person", person_id=row.person.id),
                        "line": wording.member_line(row, request.today),
                    }
                    for row in each.members
                ],
            }
            for each in homes
        ],
        "followed": wording.list_of(
            [wording.shown_name(row.person) for row in found.movers if row.address_followed]
        ),
        "kept": wording.list_of(
            [
                wording.shown_name(row.person)
                for row in found.movers
                if not row.address_followed and row.how == "MOVED"
            ]
        ),
        "undo_url": address(request, "undo_household_move", move_id=found.id)
        if may_edit and found.can_be_taken_back
        else "",
        "household_url": address(request, "household", household_id=homes[0].id)
        if homes
        else address(request, "households"),
        "problem": "",
    }
