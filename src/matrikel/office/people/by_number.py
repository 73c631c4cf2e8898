"""Finding somebody by the national identity number: typed into a form, never into an address, and written down."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.person_form import number_problem
from matrikel.people.actions.search_identity_number import search_identity_number
from matrikel.people.rules import national_numbers
from matrikel.people.rules.records import NewIdentityNumber


class NumberForm(forms.Form):
    """The number, as people write it."""

    number = forms.CharField(
        label=gettext_lazy("Identity number"),
        max_length=40,
        help_text=gettext_lazy("The search is written down, and whoever is found sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.IDENTITY_NUMBER_SEE, asks=None)
def by_number(request: OfficeRequest) -> HttpResponse:
    """Ask for the number, and go to the person's page; there is none where the country forbids to keep numbers."""
    country = request.association.country
    if not national_numbers.storable(country):
        raise NotFound
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        read = national_numbers.parse(country, form.cleaned_data["number"], on=request.today)
        if isinstance(read, national_numbers.NationalNumber):
            number = NewIdentityNumber(country=read.country, kind=read.kind, normalised=read.normalised)
            person_id = search_identity_number(
                number=number, viewer=request.viewer, actor=request.actor, at=request.now
            )
            if person_id is not None:
                return redirect(address(request, "person", person_id=person_id))
            form.add_error("number", _("Nobody in the register has this number."))
        else:
            form.add_error("number", number_problem(read.reason))
    return show(
        request,
        "office/people/by_number.html",
        {"form": form, "back_url": address(request, "people")},
        status=422 if form.errors else 200,
    )
