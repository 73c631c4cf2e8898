"""What an association decides about itself, and what was settled when it was created."""

from typing import Any

from babel import Locale
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.settings.forms import DEFAULT_COLOUR, SettingsForm, initial_of
from matrikel.organisations.actions.change_settings import SettingsRefused, change_settings
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.organisations.rules import COLOUR, contrast_with_white
from matrikel.ui.formatting import LOCALES, current_language, number
from matrikel.ui.parts import Fact


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def settings(request: OfficeRequest) -> HttpResponse:
    """Show the settings, and change them."""
    if request.method != "POST":
        return _show(request, SettingsForm(initial=initial_of(request.association)))
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        change_settings(
            settings=form.as_settings(),
            version=form.cleaned_data["version"],
            actor=request.actor,
            at=request.now,
        )
    except SettingsRefused as refusal:
        now = get_association()
        if now.version != form.cleaned_data["version"]:
            return _show_overtaken(request, form, now)
        form.add_error(refusal.field or None, str(refusal))
        return _show(request, form, status=422)
    messages.success(request, _("The settings are saved."))
    return redirect(address(request, "settings"))


def _show_overtaken(request: OfficeRequest, form: SettingsForm, now: AssociationDetails) -> HttpResponse:
    """Show both versions; saving once more keeps what stands in the form."""
    data = request.POST.copy()
    data["version"] = str(now.version)
    return _show(request, SettingsForm(data), status=409, differences=_differences(form, now))


def _differences(form: SettingsForm, now: AssociationDetails) -> list[dict[str, str]]:
    wanted, stands = form.as_settings(), initial_of(now)
    stands["colour"] = now.colour
    found = []
    for name in ("name", "calls_itself", "help_name", "language", "time_zone", "colour"):
        mine, theirs = str(getattr(wanted, name)), str(stands[name])
        if mine != theirs:
            choices = dict(getattr(form.fields[name], "choices", ()))
            found.append(
                {
                    "label": str(form.fields[name].label),
                    "theirs": str(choices.get(theirs, theirs)),
                    "mine": str(choices.get(mine, mine)),
                }
            )
    return found


def _show(
    request: OfficeRequest,
    form: SettingsForm,
    *,
    status: int = 200,
    differences: list[dict[str, str]] | None = None,
) -> HttpResponse:
    association = request.association
    context: dict[str, Any] = {
        "form": form,
        "fixed": _fixed(association),
        "differences": differences,
        "sample": _sample(str(form["colour"].value() or "")),
        "back_url": address(request, "settings"),
    }
    return show(request, "office/settings/page.html", context, status=status)


def _sample(colour: str) -> dict[str, str]:
    """Return a colour as it looks behind white text, and how readable that is."""
    shown = colour if COLOUR.match(colour) else DEFAULT_COLOUR
    said = _("White text on it has a contrast of %(ratio)s to 1; 4.5 is the least.") % {
        "ratio": number(contrast_with_white(shown), 1)
    }
    return {"colour": shown, "said": said}


def _fixed(association: AssociationDetails) -> tuple[Fact, ...]:
    locale = Locale.parse(LOCALES[current_language()])
    profiles = {
        "GENERAL": pgettext("profile", "ordinary association"),
        "CONVICTION": pgettext("profile", "membership shows a conviction"),
        "HEALTH": pgettext("profile", "membership says something about health"),
    }
    reasons = {
        "GENERAL": _("Being a member says nothing that the law protects more than usual."),
        "CONVICTION": _("Being a member reveals a conviction or a union: the data is guarded more strictly."),
        "HEALTH": _("Being a member may reveal an illness: the data is guarded more strictly."),
    }
    return (
        Fact(
            term=_("Address"),
            value=f"/{association.slug}/",
            note=_("Links that people have saved would break."),
        ),
        Fact(
            term=_("Profile"),
            value=profiles.get(association.profile, association.profile),
            note=reasons.get(association.profile, ""),
        ),
        Fact(
            term=_("Country"),
            value=str(locale.territories.get(association.country, association.country)),
            note=_("Decides which laws hold, and how numbers and addresses are read."),
        ),
        Fact(
            term=_("Currency"),
            value=association.currency,
            note=_("Amounts that exist already are in it."),
        ),
    )
