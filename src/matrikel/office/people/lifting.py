"""Lowering somebody's protection: asked for here, with a reason, and done once a second officer agrees."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.mail.queries.notices import letters_leave
from matrikel.office.access.asking import ask_to_give
from matrikel.office.access.wording import lift_reasons
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.people.queries import get_person
from matrikel.people.rules.records import PROTECTION_LEVELS, is_lower


class LiftForm(forms.Form):
    """To which protection, and why."""

    level = forms.ChoiceField(label=gettext_lazy("Protection from then on"))
    reason = forms.ChoiceField(label=gettext_lazy("Why?"))

    def __init__(self, *args: object, held: str, **kwargs: object) -> None:
        """Offer the protections that are less than the one that is held."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        lower = [(each, wording.level_name(each)) for each in PROTECTION_LEVELS if is_lower(each, held)]
        for name, choices in (("level", lower), ("reason", lift_reasons())):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *choices]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, fresh=True)
def lift(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Ask that a protection is lowered; to whoever does not meet protected people there is no such page."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    if not person.is_protected:
        raise NotFound
    held = person.core.protection
    form = LiftForm(request.POST if request.method == "POST" else None, held=held)
    page = address(request, "person", person_id=person.id)
    if request.method == "POST" and form.is_valid():
        concerns = {"person": str(person.id), "held": held, **form.cleaned_data}
        ask_to_give(request, "LIFT", concerns)
        return redirect(page)
    context = {
        "form": form,
        "held": wording.level_name(held),
        "number": person.core.member_number,
        "back_url": page,
        "letters_leave": letters_leave(),
    }
    return show(request, "office/people/lift.html", context, status=422 if form.errors else 200)
