"""The part of the settings about large lists: how much one officer takes out and opens within a day."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.exports.actions.change_ceilings import NAMES, NewCeilings, change_ceilings
from matrikel.exports.ceilings import get_ceilings, usual_ceilings
from matrikel.exports.errors import ExportRefused
from matrikel.kernel.actors import Right
from matrikel.office.access.asking import has_others, tell_that_it_waits
from matrikel.office.access.second import waiting_ceilings
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.settings.parts import EXPORTS
from matrikel.office.settings.views import index_of
from matrikel.ui.formatting import number

_WRONG = gettext_lazy("Write a number of people, or leave it empty.")


class CeilingsForm(forms.Form):
    """Two numbers of people; what is left empty is as usual."""

    marks_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    taken = forms.IntegerField(
        label=gettext_lazy("People whom one officer takes out on lists within 24 hours"), required=False
    )
    opened = forms.IntegerField(
        label=gettext_lazy("People whose pages one officer opens within 24 hours"), required=False
    )

    def __init__(self, *args: Any, usual: Mapping[str, int], **kwargs: Any) -> None:
        """Say beside each number what it does and what is `usual`."""
        super().__init__(*args, **kwargs)
        self.fields["taken"].help_text = _(
            "Beyond that, a list waits until somebody else lets it go. Empty: as usual, %(count)s today."
        ) % {"count": number(usual["taken"])}
        self.fields["opened"].help_text = _(
            "Beyond that, those who read the log are told under Today. Empty: as usual, %(count)s."
        ) % {"count": number(usual["opened"])}
        for name in NAMES:
            self.fields[name].error_messages["invalid"] = _WRONG


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT, fresh=True)
def ceilings(request: OfficeRequest) -> HttpResponse:
    """Show the ceilings and change them: lower at once, higher than usual with a second officer."""
    usual = usual_ceilings(viewer=request.viewer, on=request.today)
    if request.method != "POST":
        now = get_ceilings()
        initial = {"taken": now.taken, "opened": now.opened, "version": now.version}
        return _show(request, CeilingsForm(initial=initial, usual=usual))
    form = CeilingsForm(request.POST, usual=usual)
    if not form.is_valid():
        return _show(request, form, status=422)
    others = has_others(request, "CEILING")
    try:
        waits = change_ceilings(
            ceilings=NewCeilings(**form.cleaned_data),
            has_others=others,
            viewer=request.viewer,
            on=request.today,
            actor=request.actor,
            at=request.now,
        )
    except ExportRefused as refusal:
        # What was typed stays; saving once more puts it over what somebody else saved.
        data = request.POST.copy()
        data["version"] = str(get_ceilings().version)
        again = CeilingsForm(data, usual=usual)
        again.is_valid()
        again.add_error(refusal.field or None, str(refusal))
        return _show(request, again, status=422 if refusal.field else 409)
    if waits:
        tell_that_it_waits(request, others=others)
    else:
        messages.success(request, _("Saved."))
    return redirect(address(request, EXPORTS.address))


def _show(request: OfficeRequest, form: CeilingsForm, *, status: int = 200) -> HttpResponse:
    context = {
        "part": EXPORTS,
        "form": form,
        "index": index_of(request, EXPORTS),
        "settings_url": address(request, "settings"),
        "acts_url": address(request, "acts"),
        "waiting": waiting_ceilings(request),
    }
    return show(request, "office/exports/ceilings.html", context, status=status)
