"""Who outside the association may receive lists, and under what."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.exports.actions.save_recipients import NewRecipient, save_recipients
from matrikel.exports.errors import ExportRefused
from matrikel.exports.queries import get_recipient, list_recipients
from matrikel.exports.rules.gate import RecipientRow
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports.forms import RecipientForm
from matrikel.office.frame import address, show
from matrikel.ui.formatting import date as shown_date
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, wants_results
from matrikel.ui.parts import Pill, Tone
from matrikel.ui.purposes import purpose_name


@require_safe
@needs(Right.SETTINGS_EDIT)
def recipients(request: OfficeRequest) -> HttpResponse:
    """Show who may receive lists."""
    listing = Listing(
        title=_("Recipients"),
        url=address(request, "recipients"),
        count_line=_("Who outside the association may receive lists, and for what only"),
        columns=(
            Column(label=_("Name"), primary=True),
            Column(label=_("For what only")),
            Column(label=_("On which ground")),
            Column(label=_("Holds")),
        ),
        rows=tuple(_row(request, each) for each in list_recipients()),
        empty_title=_("Nobody outside receives lists"),
        empty_text=_("Write down a printer, a federation or an authority before a list goes there."),
        empty_url=address(request, "new_recipient"),
        empty_action=_("Add a recipient"),
    )
    if wants_results(request):
        return render_results(request, listing)
    context = {"listing": listing, "new_url": address(request, "new_recipient")}
    return show(request, "office/exports/recipients.html", context)


def _row(request: OfficeRequest, row: RecipientRow) -> Row:
    holds = row.holds_on(request.today)
    until = _("until %(day)s") % {"day": shown_date(row.agreed_to)} if row.agreed_to else _("holds")
    return Row(
        id=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, url=address(request, "recipient", recipient_id=row.id)),
            Cell(text=capfirst(purpose_name(row.purpose))),
            Cell(text=row.ground),
            Cell(pills=(Pill(tone=Tone.GOOD if holds else Tone.QUIET, text=until if holds else _("over")),)),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT, fresh=True)
def new_recipient(request: OfficeRequest) -> HttpResponse:
    """Write down one more."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT, fresh=True)
def recipient(request: OfficeRequest, recipient_id: UUID) -> HttpResponse:
    """Change one, or let its agreement end."""
    return _edit(request, get_recipient(recipient_id=recipient_id))


def _edit(request: OfficeRequest, found: RecipientRow | None) -> HttpResponse:
    initial = {"agreed_from": request.today, "version": 0}
    if found is not None:
        names = ("name", "kind", "purpose", "ground", "agreed_from", "agreed_to", "version")
        initial = {name: getattr(found, name) for name in names}
    form = RecipientForm(
        request.POST if request.method == "POST" else None, on=request.today, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["version"] = typed["version"] or 0
        try:
            save_recipients(
                recipients=[NewRecipient(**typed, id=found.id if found else None)],
                on=request.today,
                actor=request.actor,
                at=request.now,
            )
        except ExportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(address(request, "recipients"))
    return show(
        request,
        "office/exports/recipient.html",
        {
            "form": form,
            "title": found.name if found else _("Add a recipient"),
            "back_url": address(request, "recipients"),
        },
        status=422 if form.errors else 200,
    )
