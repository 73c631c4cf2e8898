"""A person's portrait: shown on the page, added, replaced and taken away; only where the association wants portraits."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.fields.queries import list_built_in, officers_use_of
from matrikel.fields.rules.definitions import Use
from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking, ask_together
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.office.people.card import PersonCard
from matrikel.people.actions.set_portraits import NewPortrait, set_portraits
from matrikel.people.formats import MOST_BYTES
from matrikel.people.queries import PersonDetails, get_person
from matrikel.people.queries.portraits import open_portrait, portrait_of

CODE = "portrait"


class PortraitForm(forms.Form):
    """A picture, and that the person wants it to be here."""

    marks_optional = False

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=gettext_lazy(
            "PNG, JPEG or WebP, up to 12 MB. A square of it is kept; where and with what it was taken is not."
        ),
    )
    has_agreed = forms.BooleanField(
        label=gettext_lazy("The person has agreed; for a child, a guardian"),
        help_text=gettext_lazy("It is taken away as soon as the person no longer wants it."),
    )


def portrait_card(
    request: OfficeRequest, person: PersonDetails, is_hidden: bool
) -> Asking[PersonCard | None]:
    """
    Show the portrait, or offer to add one to whoever may edit people.

    To whoever may not know of a protection the person looks like somebody of whom there is no picture yet.
    """
    if person.is_protected or person.core.kind == "LEGAL":
        return None
    use, portrait = yield (officers_use_of(code=CODE), portrait_of(person_id=person.id))
    if person.core.protection != "NONE":
        portrait = None
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    if use == Use.NONE or not (portrait or may_edit):
        return None
    context = {
        "picture_url": picture_address(request, person.id, portrait) if portrait else "",
        "edit_url": address(request, "edit_portrait", person_id=person.id) if may_edit else "",
    }
    return PersonCard(template="office/people/portrait_card.html", context=context, at_side=True)


def picture_address(request: OfficeRequest, person_id: UUID, portrait: UUID) -> str:
    """Return where a portrait is fetched, by whoever may see the person; another picture has another address."""
    return f"{address(request, 'person_picture', person_id=person_id)}?v={portrait}"


def portrait_url(request: OfficeRequest, person: PersonDetails) -> str:
    """Return the address of the portrait that stands at the head of a person's pages, or nothing; one query."""
    if person.core.protection != "NONE" or person.core.kind == "LEGAL":
        return ""
    use, portrait = ask_together([officers_use_of(code=CODE), portrait_of(person_id=person.id)])
    return picture_address(request, person.id, portrait) if portrait and use != Use.NONE else ""


def portrait_urls(request: OfficeRequest, portraits: Mapping[UUID, UUID]) -> dict[UUID, str]:
    """Return the addresses of portraits, by person: none where the association wants none; one query at most."""
    if not portraits or officers_use_of(code=CODE).answer() == Use.NONE:
        return {}
    return {person_id: picture_address(request, person_id, each) for person_id, each in portraits.items()}


@require_safe
@needs(Right.PEOPLE_SEE)
def picture(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Answer the portrait, which no browser and nobody between keeps; that the person's page was seen is on record."""
    _wanted_here()
    drawn = open_portrait(person_id=person_id, viewer=request.viewer)
    response = HttpResponse(drawn, content_type="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = "inline"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT)
def edit_portrait(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Add a portrait, put another in its place, or take it away."""
    _wanted_here()
    person = get_person(person_id=person_id, viewer=request.viewer)
    if person.is_protected or person.core.kind == "LEGAL":
        raise NotFound
    done_url = address(request, "person", person_id=person.id)
    has_one = portrait_of(person_id=person.id).answer() is not None and person.core.protection == "NONE"
    if request.method == "POST" and "remove" in request.POST:
        gone = NewPortrait(person_id=person.id, picture=None)
        set_portraits(portraits=[gone], actor=request.actor, at=request.now)
        messages.success(request, _("The picture is gone."))
        return redirect(done_url)
    is_sent = request.method == "POST"
    form = PortraitForm(request.POST, request.FILES) if is_sent else PortraitForm()
    if is_sent and form.is_valid() and _keep(request, person, form):
        messages.success(request, _("The picture is kept."))
        return redirect(done_url)
    context = {
        "form": form,
        "name": wording.DOTS if person.is_protected else person.display_name,
        "picture_url": address(request, "person_picture", person_id=person.id) if has_one else "",
        "cancel_url": done_url,
    }
    return show(request, "office/people/edit_portrait.html", context, status=422 if form.errors else 200)


def _keep(request: OfficeRequest, person: PersonDetails, form: PortraitForm) -> bool:
    portrait = NewPortrait(person_id=person.id, picture=form.cleaned_data["picture"].read(MOST_BYTES + 1))
    try:
        set_portraits(portraits=[portrait], actor=request.actor, at=request.now)
    except Refusal as refusal:
        form.add_error("picture", str(refusal))
        return False
    return True


def _wanted_here() -> None:
    if list_built_in()[CODE].officers == Use.NONE:
        raise NotFound
