"""The association's own words for a few places, with what usually stands there beside them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.fields.actions.save_texts import TextRefused, save_texts
from matrikel.fields.queries import list_texts
from matrikel.fields.rules.texts import PLACES
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.fields import wording
from matrikel.office.fields.around import around
from matrikel.office.fields.forms import TextsForm, text_name
from matrikel.office.frame import address, show
from matrikel.office.settings.parts import TEXTS


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def own_texts(request: OfficeRequest) -> HttpResponse:
    """Show every place with its words, and change them."""
    languages = request.association.written_languages
    if request.method != "POST":
        initial = {text_name(place, language): body for (place, language), body in list_texts().items()}
        return _show(request, TextsForm(languages=languages, initial=initial))
    form = TextsForm(request.POST, languages=languages)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        changed = save_texts(texts=form.texts(), actor=request.actor, at=request.now)
    except TextRefused as refusal:
        form.add_error(text_name(refusal.place, refusal.language), str(refusal))
        return _show(request, form, status=422)
    messages.success(
        request,
        ngettext("%(count)s text is changed.", "%(count)s texts are changed.", changed) % {"count": changed}
        if changed
        else _("Nothing was different."),
    )
    return redirect(address(request, "settings_texts"))


def _show(request: OfficeRequest, form: TextsForm, *, status: int = 200) -> HttpResponse:
    texts = list_texts()
    rows = [
        {
            "name": wording.place_name(place.code),
            "usual": wording.place_usual(place.code),
            "is_line": place.is_line,
            "boxes": form.boxes_of(place.code),
            "shown": [
                texts[(place.code, language)]
                for language in form.languages
                if (place.code, language) in texts and not place.is_line
            ],
        }
        for place in PLACES
    ]
    return show(
        request,
        "office/fields/texts.html",
        {**around(request, TEXTS), "form": form, "rows": rows, "back_url": address(request, "settings")},
        status=status,
    )
