"""Note that papers were seen, of many or of one, and let a check count no longer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.checks.actions.note_checks import CheckRefused, NewCheck, note_checks
from matrikel.checks.actions.withdraw_checks import withdraw_checks
from matrikel.checks.queries import list_asked_of, list_check_kinds, list_checks_of
from matrikel.checks.rules import Standing, standing_on
from matrikel.groups.queries.typed import find_people_chosen
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Forbidden, NotFound
from matrikel.office.checks import wording
from matrikel.office.checks.forms import NoteForm, SeenForm
from matrikel.office.checks.listing import mark_of, read_marks
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.wording import DOTS
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.queries import PersonDetails, get_person
from matrikel.ui.formatting import date, number

MOST_AT_ONCE = 200


@require_POST
@needs(Right.CHECKS_EDIT, module=Module.CHECKS)
def note(request: OfficeRequest) -> HttpResponse:
    """Ask when and by whom the papers of those who were ticked were seen, or note it."""
    chosen = read_marks(request.POST.getlist("selected")[:MOST_AT_ONCE])
    kinds = {kind.id: kind.name for kind in list_check_kinds()}
    people = find_people_chosen(person_ids=[person for person, _kind in chosen], viewer=request.viewer)
    names = {person.id: DOTS if person.is_protected else person.display_name for person in people}
    pairs = [(person, kind) for person, kind in chosen if person in names and kind in kinds]
    back_url = address(request, "checks")
    if not pairs:
        messages.warning(request, _("Tick the people in the list first."))
        return redirect(back_url)
    is_answer = "seen_on" in request.POST
    form = SeenForm(request.POST if is_answer else None, initial=_seen_now(request))
    if is_answer and form.is_valid() and _note(request, form, pairs):
        return redirect(back_url)
    context = {
        "form": form,
        "chosen": [
            {"mark": mark_of(person, kind), "name": names[person], "kind": kinds[kind]}
            for person, kind in pairs
        ],
        "back_url": back_url,
    }
    return show(request, "office/checks/note.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CHECKS_SEE, module=Module.CHECKS)
def person(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Show what somebody has shown, and note another one."""
    found = _person(request, person_id)
    kinds = list_check_kinds()
    may_edit = request.viewer.may(Right.CHECKS_EDIT)
    asked = list_asked_of(person_id=person_id, viewer=request.viewer, on=request.today)
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds,
        initial={**_seen_now(request), "kind": _first_needed(asked)},
    )
    here = address(request, "person_checks", person_id=person_id)
    if request.method == "POST":
        if not may_edit:
            raise Forbidden
        if form.is_valid() and _note(request, form, [(person_id, form.cleaned_data["kind"])]):
            return redirect(here)
    note_looks(subjects=[found.audit_subject], function="checks_page", actor=request.actor, at=request.now)
    names = {kind.id: kind.name for kind in kinds}
    context = {
        "name": DOTS if found.is_protected else found.display_name,
        "form": form if may_edit and kinds else None,
        "asked": [
            {"name": names[kind_id], "pill": wording.standing_pill(standing)}
            for kind_id, standing in asked.items()
        ],
        "rows": _rows(request, found, may_edit=may_edit),
        "person_url": address(request, "person", person_id=person_id),
    }
    return show(request, "office/checks/person.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CHECKS_EDIT, module=Module.CHECKS)
def withdraw(request: OfficeRequest, person_id: UUID, check_id: UUID) -> HttpResponse:
    """Say what withdrawing does, or withdraw the check."""
    found = _person(request, person_id)
    check = next((row for row in list_checks_of(person_id=person_id) if row.id == check_id), None)
    if check is None:
        raise NotFound
    back_url = address(request, "person_checks", person_id=person_id)
    if request.method == "POST":
        withdraw_checks(check_ids=[check_id], actor=request.actor, at=request.now)
        messages.success(request, _("The check counts no longer."))
        return redirect(back_url)
    context = {
        "name": DOTS if found.is_protected else found.display_name,
        "kind": check.kind_name,
        "seen_on": check.seen_on,
        "back_url": back_url,
    }
    return show(request, "office/checks/withdraw.html", context)


def _person(request: OfficeRequest, person_id: UUID) -> PersonDetails:
    """Return somebody whom one may see and of whom one may know what is protected."""
    found = get_person(person_id=person_id, viewer=request.viewer)
    if found.core.protection != "NONE" and not request.viewer.may(Right.PROTECTED_SEE):
        raise NotFound
    return found


def _seen_now(request: OfficeRequest) -> dict[str, Any]:
    return {"seen_on": request.today, "seen_by_name": request.account.display_name}


def _first_needed(asked: dict[UUID, Standing]) -> str:
    order = list(Standing)
    return next((str(kind) for kind in sorted(asked, key=lambda each: order.index(asked[each]))), "")


def _note(request: OfficeRequest, form: SeenForm, pairs: Sequence[tuple[UUID, UUID]]) -> bool:
    values = form.cleaned_data
    notes = [
        NewCheck(
            person_id=person_id,
            kind_id=kind_id,
            seen_on=values["seen_on"],
            seen_by_name=values["seen_by_name"],
            valid_until=values["valid_until"],
        )
        for person_id, kind_id in pairs
    ]
    try:
        noted = note_checks(notes=notes, actor=request.actor, at=request.now)
    except CheckRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    said = ngettext("%(count)s check is noted.", "%(count)s checks are noted.", len(noted))
    messages.success(request, said % {"count": number(len(noted))})
    return True


def _rows(request: OfficeRequest, found: PersonDetails, *, may_edit: bool) -> list[dict[str, Any]]:
    rows = []
    for check in list_checks_of(person_id=found.id):
        is_over = check.withdrawn_on is not None
        standing = standing_on(request.today, [check.facts])
        seen = _("seen %(day)s") % {"day": date(check.seen_on)}
        by = _("by %(name)s") % {"name": check.seen_by_name} if check.seen_by_name else ""
        rows.append(
            {
                "title": check.kind_name,
                "line": " ".join(part for part in (seen, by) if part),
                "until": wording.until(check.valid_until),
                "withdrawn": _("withdrawn %(day)s") % {"day": date(check.withdrawn_on)}
                if check.withdrawn_on
                else "",
                "pill": None if is_over else wording.standing_pill(standing),
                "withdraw_url": address(request, "withdraw_check", person_id=found.id, check_id=check.id)
                if may_edit and not is_over
                else "",
            }
        )
    return rows
