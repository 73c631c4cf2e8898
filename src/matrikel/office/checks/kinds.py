"""Which checks are asked of whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.access.queries import list_roles
from matrikel.checks.actions.save_check_kinds import (
    CheckKindEdit,
    CheckKindOvertaken,
    CheckKindRefused,
    save_check_kinds,
)
from matrikel.checks.queries import CheckKindRow, get_check_kind, list_check_kinds
from matrikel.checks.rules import Nature
from matrikel.kernel.actors import Right
from matrikel.office.checks import wording
from matrikel.office.checks.forms import KindForm
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results
from matrikel.ui.parts import Pill, Tone


@require_safe
@needs(Right.CHECKS_SEE, module=Module.CHECKS)
def kinds(request: OfficeRequest) -> HttpResponse:
    """Show the kinds of check, of whom each is asked, and how long it holds."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = [kind for kind in list_check_kinds() if search.casefold() in kind.name.casefold()]
    path = address(request, "check_kinds")
    may_edit = request.viewer.may(Right.CHECKS_EDIT)
    listing = Listing(
        title=_("Kinds of checks"),
        url=path,
        self_url=state_url(path, {"q": search}),
        count_line=ngettext("%(count)s kind", "%(count)s kinds", len(found)) % {"count": number(len(found))},
        search_label=_("Search by name"),
        search_value=search,
        clear_url=path if search else "",
        columns=(
            Column(label=_("Check"), primary=True),
            Column(label=_("About"), quiet=True),
            Column(label=_("Asked of")),
            Column(label=_("Holds for"), numeric=True),
        ),
        rows=tuple(_row(request, kind, may_edit=may_edit) for kind in found),
        empty_title=_("No checks are asked for"),
        empty_text=_("Say which papers you want to see: a criminal record, a first aid course, a licence."),
        empty_url=address(request, "new_check_kind") if may_edit else "",
        empty_action=_("Add a kind of check"),
    )
    if wants_results(request):
        return render_results(request, listing)
    context = {
        "listing": listing,
        "new_url": address(request, "new_check_kind") if may_edit else "",
        "back_url": address(request, "checks"),
    }
    return show(request, "office/checks/kinds.html", context)


def _row(request: OfficeRequest, kind: CheckKindRow, *, may_edit: bool) -> Row:
    off = () if kind.is_asked else (Pill(tone=Tone.QUIET, text=_("not asked for")),)
    return Row(
        id=str(kind.id),
        label=kind.name,
        cells=(
            Cell(
                text=kind.name,
                url=address(request, "check_kind", kind_id=kind.id) if may_edit else "",
                pills=off,
            ),
            Cell(text=capfirst(wording.nature_name(kind.nature))),
            Cell(text=wording.asked_of(kind)),
            Cell(text=wording.validity(kind)),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CHECKS_EDIT, module=Module.CHECKS)
def new_kind(request: OfficeRequest) -> HttpResponse:
    """Ask what the check is and of whom it is asked, or add it."""
    form = _form(request, {"nature": Nature.QUALIFICATION.value, "minor_age": 18, "is_asked": True})
    if request.method == "POST" and _save(request, form, kind=None):
        messages.success(request, _("The check is there."))
        return redirect(address(request, "check_kinds"))
    return _show_form(request, form, title=_("Add a kind of check"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CHECKS_EDIT, module=Module.CHECKS)
def edit_kind(request: OfficeRequest, kind_id: UUID) -> HttpResponse:
    """Ask how the check shall be, or save it."""
    kind = get_check_kind(kind_id=kind_id)
    form = _form(
        request,
        {
            "name": kind.name,
            "nature": kind.nature.value,
            "validity_months": kind.validity_months,
            "needed_for_parts": list(kind.needed_for_parts),
            "only_with_minors": kind.only_with_minors,
            "minor_age": kind.minor_age,
            "from_age": kind.from_age,
            "needed_for_roles": list(kind.needed_for_roles),
            "is_asked": kind.is_asked,
            "version": kind.version,
        },
    )
    if request.method == "POST" and _save(request, form, kind=kind):
        messages.success(request, _("Saved."))
        return redirect(address(request, "check_kinds"))
    return _show_form(request, form, title=kind.name)


def _form(request: OfficeRequest, initial: dict[str, object]) -> KindForm:
    return KindForm(
        request.POST if request.method == "POST" else None,
        roles=sorted(code for code in list_roles() if code != "member"),
        initial=initial,
    )


def _save(request: OfficeRequest, form: KindForm, *, kind: CheckKindRow | None) -> bool:
    if not form.is_valid():
        return False
    values = form.cleaned_data
    edit = CheckKindEdit(
        id=kind.id if kind else None,
        version=values["version"] if kind else None,
        name=values["name"],
        nature=values["nature"],
        validity_months=values["validity_months"],
        from_age=values["from_age"],
        minor_age=values["minor_age"],
        needed_for_parts=values["needed_for_parts"],
        needed_for_roles=values["needed_for_roles"],
        only_with_minors=values["only_with_minors"],
        is_asked=values["is_asked"],
    )
    try:
        save_check_kinds(kinds=[edit], actor=request.actor, at=request.now)
    except CheckKindRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    except CheckKindOvertaken as overtaken:
        # What was typed stays; saving once more puts it in the place of the other's.
        data = request.POST.copy()
        data["version"] = str(kind.version if kind else "")
        form.data = data
        form.add_error(None, f"{overtaken} {_('Look below whether yours is right, then save once more.')}")
        return False
    return True


def _show_form(request: OfficeRequest, form: KindForm, *, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back_url": address(request, "check_kinds")}
    return show(request, "office/checks/kind.html", context, status=422 if form.errors else 200)
