"""The sheet of a group to print: for what, then who is in it and how to reach them."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from matrikel.exports.actions.print_sheet import print_sheet
from matrikel.exports.errors import ExportRefused
from matrikel.groups.queries.groups import GroupRow, get_group
from matrikel.groups.queries.participants import MOST_ON_SHEET, ParticipantRow, list_participants
from matrikel.groups.rules import Part
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports.forms import purposes_on
from matrikel.office.frame import address, show
from matrikel.office.groups.group import head_line, reachable
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language, number


class SheetForm(forms.Form):
    """For what the sheet is."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy(
            "Everybody on the list sees on their own page when and for what they were taken out."
        ),
        error_messages={
            "required": gettext_lazy("Choose a purpose."),
            "invalid_choice": gettext_lazy("Choose a purpose."),
        },
        initial="activities",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE, module=Module.GROUPS)
def sheet(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Ask for what the sheet is; then show it, written down as a print about everybody on it."""
    found = get_group(group_id=group_id, viewer=request.viewer, on=request.today)
    page = list_participants(group_id=group_id, viewer=request.viewer, on=request.today, rows=MOST_ON_SHEET)
    # Paper is left lying about: whoever is protected is on none.
    rows = [row for row in page.rows if not row.is_protected]
    hidden = len(page.rows) - len(rows)
    form = SheetForm(request.POST if request.method == "POST" else None)
    form.fields["purpose"].choices = purposes_on(request.today)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            print_sheet(
                group_id=group_id,
                subjects=[row.audit_subject for row in rows],
                hidden=hidden,
                purpose=form.cleaned_data["purpose"],
                language=current_language(),
                viewer=request.viewer,
                on=request.today,
                actor=request.actor,
                at=request.now,
            )
        except ExportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return _sheet(request, found, rows, is_cut=page.next_after is not None)
    return show(
        request,
        "office/groups/sheet_for.html",
        {
            "group": found,
            "form": form,
            "people": _people(rows),
            "is_empty": not rows,
            "hidden": ngettext(
                "%(count)s protected person is never on a sheet.",
                "%(count)s protected people are never on a sheet.",
                hidden,
            )
            % {"count": number(hidden)}
            if hidden
            else "",
            "back_url": address(request, "group", group_id=group_id),
        },
        status=422 if form.errors else 200,
    )


def _sheet(
    request: OfficeRequest, found: GroupRow, rows: list[ParticipantRow], *, is_cut: bool
) -> HttpResponse:
    emails = list(dict.fromkeys(row.email for row in rows if row.email))
    return show(
        request,
        "office/groups/sheet.html",
        {
            "group": found,
            # How many protected people there are besides is nothing for a paper.
            "line": head_line(found, people=_people(rows)),
            "leaders": [reachable(request, row) for row in rows if row.part is Part.LEADER],
            "others": [reachable(request, row) for row in rows if row.part is not Part.LEADER],
            "is_cut": is_cut,
            "most": MOST_ON_SHEET,
            "emails": ", ".join(emails),
            "back_url": address(request, "group", group_id=found.id),
            "today": request.today,
        },
    )


def _people(rows: list[ParticipantRow]) -> str:
    return ngettext("%(count)s person", "%(count)s people", len(rows)) % {"count": number(len(rows))}
