"""The one dialog before a list leaves: for what, for whom, with which columns, in which form."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.exports.actions.start_export import start_export
from matrikel.exports.errors import ExportRefused
from matrikel.exports.rules.proposals import proposed_columns
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports.forms import ExportForm
from matrikel.office.frame import address, show
from matrikel.office.selections import wording
from matrikel.office.selections.chosen import chosen_by_address, read_chosen
from matrikel.office.selections.columns import chosen_columns, offered_columns
from matrikel.selections.queries.chosen_people import count_chosen

# In which form a list is usually wanted, by its purpose.
_USUAL_FORMS = {"meeting": "ROLL"}
_ELSE = "XLSX"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EXPORT, asks=True)
def new_export(request: OfficeRequest) -> HttpResponse:
    """
    Ask for what, then show beforehand what would leave.

    Whoever comes by the address alone is asked about all whom a list of that address would show.
    """
    is_sent = request.method == "POST"
    chosen = read_chosen(request) if is_sent else chosen_by_address(request)
    if chosen is None:
        messages.info(request, _("Tick at least one person first."))
        return redirect(address(request, "people"))
    offered = offered_columns(request)
    asks_columns = request.POST.get("step") == "columns"
    is_answered = "purpose" in request.POST and not asks_columns
    form = ExportForm(
        request.POST if is_answered else None,
        columns=offered,
        on=request.today,
        initial=_initial(request, [code for code, _name in offered]),
    )
    if asks_columns and request.htmx:
        return show(request, "office/exports/for_purpose.html", {"form": form})
    if is_answered and form.is_valid():
        try:
            export_id = start_export(
                chosen=chosen,
                columns=form.cleaned_data["columns"],
                purpose=form.cleaned_data["purpose"],
                form=form.cleaned_data["form"],
                recipient_id=form.recipient_id,
                reason=form.cleaned_data["reason"],
                language=get_language() or "en",
                viewer=request.viewer,
                on=request.today,
                actor=request.actor,
                at=request.now,
            )
        except ExportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect(address(request, "export", export_id=export_id))
    people = count_chosen(chosen=chosen, on=request.today, viewer=request.viewer)
    return show(
        request,
        "office/exports/new.html",
        {
            "form": form,
            "chosen": chosen,
            "people": wording.people_count(people),
            "back_url": address(request, "people"),
            "recipients_url": address(request, "recipients")
            if request.viewer.may(Right.SETTINGS_EDIT)
            else "",
        },
        status=422 if form.errors else 200,
    )


def _initial(request: OfficeRequest, offered: Sequence[str]) -> dict[str, object]:
    """What the dialog begins with: what was answered so far, and the columns that the purpose needs."""
    said = {name: request.POST[name] for name in ("recipient", "form", "reason") if name in request.POST}
    purpose = request.POST.get("purpose", "")
    if request.POST.get("step") == "columns" and said.get("form") in (None, *_USUAL_FORMS.values(), _ELSE):
        # Nobody chose another: a meeting wants a list to tick and sign, everything else a spreadsheet.
        said["form"] = _USUAL_FORMS.get(purpose, _ELSE)
    return {**said, "purpose": purpose, "columns": ticked_for(request, offered)}


def ticked_for(request: OfficeRequest, offered: Sequence[str]) -> list[str]:
    """Return the columns that are ticked for the purpose that was chosen so far."""
    purpose = request.POST.get("purpose", "")
    return proposed_columns(purpose, shown=chosen_columns(request), offered=offered)
