"""The assistant's pages: an overview, and one page for each step, each of which can be left and taken up again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.access.queries import list_terms
from matrikel.access.queries.invitations import list_offered_roles
from matrikel.access.wording import role_name
from matrikel.kernel.actors import Right
from matrikel.mail.queries.notices import letters_leave
from matrikel.memberships.actions.remove_membership_types import remove_membership_types
from matrikel.memberships.actions.save_membership_types import TypeEdit, TypeRefused, save_membership_types
from matrikel.memberships.queries import count_memberships_by_type, list_membership_types
from matrikel.office.access import inviting
from matrikel.office.access.wording import called, term_line
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.set_up.steps import ASKED, CHOSEN, Step
from matrikel.office.set_up.waiting import answered_steps
from matrikel.office.settings.forms import TypeRowForm, TypeRows
from matrikel.office.settings.parts import save
from matrikel.office.settings.views import extras_of, new_form, says_now
from matrikel.organisations.actions.change_settings import change_settings
from matrikel.organisations.actions.note_set_up import note_set_up
from matrikel.organisations.queries import get_association
from matrikel.organisations.rules.modules import MODULES_OF_KIND
from matrikel.organisations.rules.set_up import SetUpStep, next_step
from matrikel.people.queries import is_anybody_here
from matrikel.ui.parts import RowItem

View = Callable[..., HttpResponse]
_ICONS = ("language", "id-badge-2", "toggle-right", "sitemap", "sparkles", "users")


@require_safe
@needs(Right.SETTINGS_EDIT)
def overview(request: OfficeRequest) -> HttpResponse:
    """Show how far the association is set up, and lead to the next question."""
    done = answered_steps(request)
    following = next_step(done)
    answered = sum(step.code in done for step in ASKED)
    context = {
        "steps": [
            {
                "step": step,
                "url": address(request, step.address),
                "is_done": step.code in done,
                "is_next": step.step is following,
            }
            for step in ASKED
        ],
        "chosen": [
            RowItem(
                icon=icon,
                title=str(step.title),
                line=_chosen(request, step),
                url=address(request, step.address),
                action_label=_("Invite") if step.step is SetUpStep.BOARD else _("Change"),
            )
            for step, icon in zip(CHOSEN, _ICONS, strict=True)
        ],
        "done": answered,
        "total": len(ASKED),
        "next_url": address(request, f"set_up_{following.value}") if following else "",
        "has_begun": bool(answered),
        "is_over": request.association.set_up_at is not None,
        "finish_url": address(request, "set_up_finish"),
    }
    return show(request, "office/set_up/overview.html", context)


@require_POST
@needs(Right.SETTINGS_EDIT)
def finish(request: OfficeRequest) -> HttpResponse:
    """End the assistant, whatever has been answered; the settings ask everything again."""
    note_set_up(steps=[], is_over=True, actor=request.actor, at=request.now)
    messages.success(request, _("You are set up. Everything that was asked can be changed in the settings."))
    return redirect(address(request, "today"))


def _chosen(request: OfficeRequest, step: Step) -> str:
    """Return what was chosen for a step, or what it is for where that cannot be said in a line."""
    if step.step is SetUpStep.TYPES:
        return ", ".join(row.name for row in list_membership_types() if row.is_offered)
    return (says_now(request.association, step.part) if step.part else "") or str(step.line)


def page_of(step: Step) -> View:
    """Return the view of a step."""
    answer = {SetUpStep.TYPES: _types, SetUpStep.MEMBERS: _members, SetUpStep.BOARD: _board}.get(
        step.step, _part
    )

    @require_http_methods(["GET", "HEAD", "POST"])
    @needs(Right.SETTINGS_EDIT)
    def page(request: OfficeRequest) -> HttpResponse:
        """Ask the step's question, and go on to the next."""
        return answer(request, step)

    return page


def _part(request: OfficeRequest, step: Step) -> HttpResponse:
    """Ask what a page of the settings asks."""
    assert step.part is not None
    form = new_form(request, step.part, typed=request.method == "POST")
    if request.method == "POST":
        if form.is_valid() and save(request, step.part, form):
            if step.step is SetUpStep.KIND:
                _propose_modules(request)
            return _go_on(request, step)
        # Whoever sets up alone is overtaken by herself, in another window: what stands in the form counts.
        now = get_association()
        if str(form.data.get("version")) != str(now.version):
            data = request.POST.copy()
            data["version"] = str(now.version)
            form = type(form)(data, association=now, at=request.now)
            form.add_error(
                None,
                _("This was changed in another window meanwhile. Save once more to keep what you wrote."),
            )
    template = "office/set_up/looks.html" if step.step is SetUpStep.LOOKS else "office/set_up/part.html"
    context = {"form": form, **extras_of(request, step.part, form)}
    return _show(request, step, template, context, status=422 if form.errors else 200)


def _propose_modules(request: OfficeRequest) -> None:
    """Switch on what the kind usually needs, as long as nobody has said what is used."""
    association = get_association()
    if {SetUpStep.MODULES, SetUpStep.SHAPE} & set(association.set_up_steps):
        return
    usual = tuple(module.value for module in MODULES_OF_KIND[association.kind])
    change_settings(
        settings=replace(association.settings(), modules=usual),
        version=association.version,
        actor=request.actor,
        at=request.now,
    )


def _types(request: OfficeRequest, step: Step) -> HttpResponse:
    """Show the proposed types as a list in which everything can be changed at once."""
    known = list_membership_types()
    initial = [
        {
            "id": row.id,
            "kind": row.kind,
            "keep": True,
            "name": row.name,
            "from_age": row.from_age,
            "to_age": row.to_age,
            "may_vote": row.may_vote,
        }
        for row in known
    ]
    rows = TypeRows(request.POST if request.method == "POST" else None, initial=initial, prefix="types")
    if request.method == "POST" and rows.is_valid() and _save_types(request, rows):
        return _go_on(request, step)
    failed = request.method == "POST"
    return _show(request, step, "office/set_up/types.html", {"rows": rows}, status=422 if failed else 200)


def _save_types(request: OfficeRequest, rows: "BaseFormSet[TypeRowForm]") -> bool:
    """Save the lines that are kept and remove the others; a refusal goes to its line."""
    known = {row.id: row for row in list_membership_types()}
    held = count_memberships_by_type(on=request.today)
    removed = []
    for form in rows:
        read = form.cleaned_data
        old = known.get(read["id"]) if read.get("id") else None
        if not read or not (read["name"] or "").strip():
            if old is None:
                continue
            read = {**read, "keep": False, "name": old.name}
        if old is not None and not read["keep"] and old.id not in held:
            removed.append(old.id)
            continue
        edit = TypeEdit(
            id=old.id if old else None,
            name=read["name"],
            names=old.names if old else {},
            kind=old.kind if old else "OTHER",
            from_age=read["from_age"],
            to_age=read["to_age"],
            may_vote=read["may_vote"],
            counted_upward=old.counted_upward if old else True,
            is_offered=read["keep"] or old is None,
        )
        try:
            save_membership_types(types=[edit], actor=request.actor, at=request.now)
        except TypeRefused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
            return False
    if removed:
        remove_membership_types(type_ids=removed, actor=request.actor, at=request.now)
    return True


def _members(request: OfficeRequest, step: Step) -> HttpResponse:
    """Lead to the import and to the form for one member; going on needs nothing."""
    if request.method == "POST":
        return _go_on(request, step)
    may = request.viewer.may
    context = {
        "is_anybody_here": is_anybody_here(viewer=request.viewer),
        "people_url": address(request, "people"),
        "import_url": address(request, "new_import") if may(Right.PEOPLE_IMPORT) else "",
        "new_url": address(request, "new_member") if may(Right.PEOPLE_EDIT) else "",
    }
    return _show(request, step, "office/set_up/members.html", context)


def _board(request: OfficeRequest, step: Step) -> HttpResponse:
    """Give roles, one after the other; going on needs none."""
    if request.method == "POST" and "go_on" in request.POST:
        return _go_on(request, step)
    form = inviting.new_form(request)
    if request.method == "POST" and inviting.give(request, form):
        return redirect(address(request, step.address))
    context = {
        "form": form,
        "letters_leave": letters_leave(),
        "made": request.session.pop(inviting.LINK_ONCE, None),
        "people": [
            RowItem(icon="user", title=called(term), line=term_line(term))
            for term in list_terms(on=request.today)
        ]
        + [
            RowItem(
                icon="mail",
                title=each.display_name or each.email,
                line=_("invited as %(role)s") % {"role": role_name(each.role)},
            )
            for each in list_offered_roles()
        ],
    }
    return _show(request, step, "office/set_up/board.html", context, status=422 if form.errors else 200)


def _go_on(request: OfficeRequest, step: Step) -> HttpResponse:
    note_set_up(steps=[step.code], actor=request.actor, at=request.now)
    return redirect(_following_url(request, step))


def _following_url(request: OfficeRequest, step: Step) -> str:
    place = ASKED.index(step) + 1 if step in ASKED else len(ASKED)
    return address(request, ASKED[place].address if place < len(ASKED) else "set_up")


def _show(
    request: OfficeRequest, step: Step, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    place = ASKED.index(step) if step in ASKED else None
    around = {
        "step": step,
        "place": None if place is None else place + 1,
        "total": len(ASKED),
        "indexes": [
            [
                {
                    "title": each.title,
                    "url": address(request, each.address),
                    "is_done": each.code in request.association.set_up_steps,
                    "is_current": each is step,
                }
                for each in steps
            ]
            for steps in (ASKED, CHOSEN)
        ],
        "overview_url": address(request, "set_up"),
        "back_url": address(request, ASKED[place - 1].address) if place else "",
        "later_url": _following_url(request, step),
    }
    return show(request, template, {**around, **context}, status=status)
