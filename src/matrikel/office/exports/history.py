"""What has left the register: who took what, when, for what, with which columns, how many rows, and the file's sum."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matrikel.exports.queries import ExportPage, ExportRow, list_exports
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports import wording
from matrikel.office.frame import address, show
from matrikel.office.people import wording as people_wording
from matrikel.office.selections.state import read_id
from matrikel.organisations.queries import list_units
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import get_person
from matrikel.ui.formatting import current_language, moment, number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    render_results,
    state_url,
    wants_results,
)


@require_safe
@needs(Right.PEOPLE_SEE)
def exports(request: OfficeRequest) -> HttpResponse:
    """Show what left: one's own, or everything to whoever oversees it."""
    query = request.GET
    form = query.get("form", "") if query.get("form", "") in wording.SHORT_FORMS else ""
    person_id, unit_id = read_id(query.get("person", "")), read_id(query.get("unit", ""))
    person = get_person(person_id=person_id, viewer=request.viewer) if person_id else None
    page = list_exports(
        viewer=request.viewer,
        after=read_id(query.get("after", "")),
        form=form,
        subject=person.audit_subject if person else None,
        unit_id=unit_id,
    )
    values = {"form": form, "person": str(person_id or ""), "unit": str(unit_id or "")}
    listing = _listing(request, page, {name: value for name, value in values.items() if value})
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request,
        "office/exports/list.html",
        {
            "listing": listing,
            "people_url": address(request, "people"),
            "shared_url": address(request, "shared_lists") if request.viewer.may(Right.LISTS_SHARE) else "",
            "recipients_url": address(request, "recipients")
            if request.viewer.may(Right.SETTINGS_EDIT)
            else "",
        },
    )


def _listing(request: OfficeRequest, page: ExportPage, values: dict[str, str]) -> Listing:
    path = address(request, "exports")
    sees_all = request.viewer.may(Right.LOG_SEE)
    return Listing(
        title=_("What has left the register"),
        url=path,
        count_line=_("Every list that was taken out, by whom and for what")
        if sees_all
        else _("The lists that you have taken out"),
        chips=_chips(path, values),
        clear_url=path if values else "",
        filters=_filters(request, path, values),
        columns=(
            Column(label=_("For"), primary=True),
            Column(label=_("Form")),
            Column(label=_("By")),
            Column(label=_("State")),
            Column(label=_("People"), numeric=True),
            Column(label=_("When"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, each) for each in page.rows),
        next_url=state_url(path, values, after=str(page.next_after)) if page.next_after else "",
        previous_url=state_url(path, values) if "after" in request.GET else "",
        empty_title=_("Nothing has left the register yet")
        if not values
        else _("Nothing of that kind has left"),
        empty_text=_("Lists that somebody takes out stand here, with what they were for."),
        empty_url=address(request, "people"),
        empty_action=_("Go to the people"),
    )


def _filters(request: OfficeRequest, path: str, values: dict[str, str]) -> tuple[Filter, ...]:
    def options(name: str, choices: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
        return tuple(
            Option(
                label=label,
                url=state_url(path, {**values, name: code}),
                current=values.get(name) == code,
            )
            for code, label in choices
        )

    found = [
        Filter(
            label=_("Form"), options=options("form", [(c, str(n)) for c, n in wording.SHORT_FORMS.items()])
        )
    ]
    if request.association.has(Module.UNITS):
        units = [(str(unit.id), unit.name_in(current_language())) for unit in list_units()]
        if units:
            found.append(Filter(label=_("Branch"), options=options("unit", units)))
    return tuple(found)


def _chips(path: str, values: dict[str, str]) -> tuple[Chip, ...]:
    return tuple(
        Chip(
            label=_chip(name, value),
            remove_url=state_url(path, {other: each for other, each in values.items() if other != name}),
        )
        for name, value in values.items()
    )


def _chip(name: str, value: str) -> str:
    if name == "form":
        return wording.form_name(value)
    if name == "person":
        return _("Only with one person in it")
    return _("Branch: %(name)s") % {"name": _unit_name(value)}


def _unit_name(unit_id: str) -> str:
    return next((unit.name_in(current_language()) for unit in list_units() if unit.id == UUID(unit_id)), "—")


def _row(request: OfficeRequest, found: ExportRow) -> Row:
    name = wording.purpose_with(found.purpose, found.recipient_name)
    url = address(request, "export", export_id=found.id)
    return Row(
        id=str(found.id),
        label=name,
        cells=(
            Cell(text=name[:1].upper() + name[1:], url=url),
            Cell(text=wording.form_name(found.form)),
            Cell(text=people_wording.role_line(found.actor_role, found.actor_kind)),
            Cell(pills=(wording.state_pill(found.state),)),
            Cell(text=number(found.rows or found.people)),
            Cell(text=moment(found.created_at)),
        ),
    )
