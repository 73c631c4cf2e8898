"""What an association decides about itself: an index, and one page for each part."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.settings import wording
from matrikel.office.settings.forms import DEFAULT_COLOUR, PartForm
from matrikel.office.settings.parts import GROUPS, LOOKS, PARTS, Part, save
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.organisations.rules.looks import COLOUR, contrast_with_white, is_readable, nearest_readable
from matrikel.ui.formatting import number
from matrikel.ui.parts import Fact


@require_safe
@needs(Right.SETTINGS_EDIT)
def settings(request: OfficeRequest) -> HttpResponse:
    """Show what there is to decide, with how it stands."""
    groups = [
        (
            group.title,
            [
                {
                    "part": part,
                    "url": address(request, part.address),
                    "now": says_now(request.association, part),
                    "colour": request.association.colour if part is LOOKS else "",
                }
                for part in group.parts
            ],
        )
        for group in GROUPS
    ]
    context = {"groups": groups, "set_up_url": address(request, "set_up")}
    return show(request, "office/settings/index.html", context)


def page_of(part: Part) -> Callable[..., HttpResponse]:
    """Return the view of a part that has a form."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @needs(Right.SETTINGS_EDIT)
    def page(request: OfficeRequest) -> HttpResponse:
        """Show the part, and change it."""
        if request.method != "POST":
            return show_part(request, part, new_form(request, part))
        form = new_form(request, part, typed=True)
        if form.is_valid() and save(request, part, form):
            messages.success(request, _("Saved."))
            return redirect(address(request, part.address))
        now = get_association()
        if str(now.version) != str(form.data.get("version")) and form.errors:
            return _show_overtaken(request, part, form, now)
        return show_part(request, part, form, status=422)

    return page


@require_safe
@needs(Right.SETTINGS_EDIT)
def colour(request: OfficeRequest) -> HttpResponse:
    """Answer how a colour reads while it is being chosen."""
    context = {"sample": sample_of(request.GET.get("colour", ""))}
    return render(request, "office/settings/looks_sample.html", context)


def new_form(request: OfficeRequest, part: Part, *, typed: bool = False) -> PartForm:
    """Return a part's form, as it stands or as it was typed."""
    assert part.form is not None
    association = request.association
    if typed:
        data = request.POST.copy()
        if "proposed" in data:  # the button beside a colour that cannot be read
            data["colour"], data["has_colour"] = request.POST["proposed"], "on"
        return part.form(data, request.FILES, association=association, at=request.now)
    initial = {**part.form.read_from(association), "version": association.version}
    return part.form(initial=initial, association=association, at=request.now)


def index_of(request: OfficeRequest, current: Part) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Return the list of all parts that stands beside each page."""
    return [
        (
            group.title,
            [
                {
                    "title": part.title,
                    "icon": part.icon,
                    "url": address(request, part.address),
                    "current": part.code == current.code,
                }
                for part in group.parts
            ],
        )
        for group in GROUPS
    ]


def show_part(
    request: OfficeRequest,
    part: Part,
    form: PartForm,
    *,
    status: int = 200,
    differences: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """Show a part's page."""
    context = {
        "part": part,
        "form": form,
        "index": index_of(request, part),
        "differences": differences,
        "here_url": address(request, part.address),
        "settings_url": address(request, "settings"),
        **extras_of(request, part, form),
    }
    template = "office/settings/looks.html" if part is LOOKS else "office/settings/part.html"
    return show(request, template, context, status=status)


def extras_of(request: OfficeRequest, part: Part, form: PartForm) -> Mapping[str, Any]:
    """Return what a part's page shows beside its fields."""
    if part is LOOKS:
        return {
            "sample": sample_of(str(form["colour"].value() or "")),
            "logo_url": request.brand.logo_url if request.brand else "",
            "colour_url": address(request, "settings_colour"),
        }
    if part.code == "country":
        return {"facts": _fixed(request.association)}
    return {}


def sample_of(colour: str) -> dict[str, Any]:
    """Return a colour as it looks behind white text, how readable that is, and the nearest that can be read."""
    shown = colour.lower() if COLOUR.fullmatch(colour) else DEFAULT_COLOUR
    readable = is_readable(shown)
    said = _("White text on it has a contrast of %(ratio)s to 1; 4.5 is the least.") % {
        "ratio": number(round(contrast_with_white(shown), 1), 1)
    }
    return {
        "colour": shown,
        "said": said,
        "is_readable": readable,
        "name": capfirst(wording.colour_name(shown)),
        "nearest": "" if readable else nearest_readable(shown),
    }


def _show_overtaken(
    request: OfficeRequest, part: Part, form: PartForm, now: AssociationDetails
) -> HttpResponse:
    """Show both versions; saving once more keeps what stands in the form."""
    data = request.POST.copy()
    data["version"] = str(now.version)
    assert part.form is not None
    again = part.form(data, association=now, at=request.now)
    return show_part(request, part, again, status=409, differences=_differences(again, now))


def _differences(form: PartForm, now: AssociationDetails) -> list[dict[str, str]]:
    stands = form.read_from(now)
    found = []
    for name, field in form.fields.items():
        if name not in stands:
            continue
        choices = {str(code): strip_tags(str(label)) for code, label in _flat(getattr(field, "choices", ()))}
        mine, theirs = (_said(value, choices) for value in (form[name].value(), stands[name]))
        if mine != theirs:
            named = _colour_names(theirs, mine) if name == "colour" else (theirs, mine)
            found.append({"label": str(field.label), "theirs": named[0], "mine": named[1]})
    return found


def _colour_names(theirs: str, mine: str) -> tuple[str, str]:
    """Return what the two colours are called; two of one name are told apart by their codes."""
    if not (COLOUR.fullmatch(theirs) and COLOUR.fullmatch(mine)):
        return theirs, mine
    names = (wording.colour_name(theirs), wording.colour_name(mine))
    return names if names[0] != names[1] else (f"{names[0]} ({theirs})", f"{names[1]} ({mine})")


def _flat(choices: Any) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for code, label in choices:
        pairs += label if isinstance(label, list) else [(code, label)]
    return pairs


def _said(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(choices.get(str(each), str(each)) for each in sorted(value))
    if isinstance(value, bool) or value == "on":
        return _("yes") if value else _("no")
    return choices.get(str(value), str(value or ""))


def says_now(association: AssociationDetails, part: Part) -> str:
    """Return how a part stands, where that can be said in a word."""
    names = {code: name for code, name, _line in [*wording.kinds(), *wording.shapes(), *wording.modules()]}
    said: dict[str, str] = {
        "name": association.name,
        "kind": names.get(association.kind, ""),
        "country": wording.country_name(association.country),
        "languages": ", ".join(wording.language_name(code) for code in association.written_languages),
        "help": association.help_name or association.help_email or association.help_phone,
        "modules": ", ".join(names[code] for code in association.modules if code in names),
        "looks": capfirst(wording.colour_name(association.colour)) if association.colour else "",
    }
    if part.code == "shape":
        return (
            names.get(str(PARTS["shape"].form.read_from(association)["shape"]), "")
            if PARTS["shape"].form
            else ""
        )
    return said.get(part.code, "")


def _fixed(association: AssociationDetails) -> tuple[Fact, ...]:
    return (
        Fact(
            term=_("Address"),
            value=f"/{association.slug}/",
            note=_("Stays as it is: links that people have saved would break."),
        ),
        Fact(
            term=_("Currency"),
            value=association.currency,
            note=_("Follows the country."),
        ),
    )
