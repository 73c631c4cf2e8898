"""The list of tags: add, rename, merge, remove; and the tags of one person."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.transactions import action
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.tags.forms import MergeForm, TagForm
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.actions.remove_tags import remove_tags
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.actions.untag_people import untag_people
from matrikel.people.queries import get_person
from matrikel.people.queries.tags import CountedTag, list_counted_tags
from matrikel.ui.formatting import number
from matrikel.ui.listing import state_url


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE)
def tags(request: OfficeRequest) -> HttpResponse:
    """Show the list with how many carry each, and add one."""
    may_edit = request.viewer.may(Right.TAGS_EDIT)
    form = _tag_form(request)
    if request.method == "POST":
        if not may_edit:
            raise NotFound
        if form.is_valid() and _save(request, form, None):
            messages.success(request, _("The tag is there."))
            return HttpResponseRedirect(address(request, "tags"))
    rows = [
        {
            "tag": each,
            "line": count_line(each),
            "people_url": state_url(address(request, "people"), {"tag": str(each.id)}),
            "edit_url": address(request, "tag", tag_id=each.id) if may_edit else "",
        }
        for each in list_counted_tags(viewer=request.viewer)
    ]
    context = {"rows": rows, "form": form if may_edit else None}
    return show(request, "office/tags/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.TAGS_EDIT)
def tag(request: OfficeRequest, tag_id: UUID) -> HttpResponse:
    """Rename a tag, let another take its place, or remove it; `what` says which."""
    everything = list_counted_tags(viewer=request.viewer)
    mine = next((each for each in everything if each.id == tag_id), None)
    if mine is None:
        raise NotFound
    others = [each for each in everything if each.id != tag_id]
    what = request.POST.get("what", "") if request.method == "POST" else ""
    form = _tag_form(request, mine, is_bound=what == "rename")
    merging = MergeForm(request.POST if what == "merge" else None, tags=others)
    done = HttpResponseRedirect(address(request, "tags"))
    if what == "rename" and form.is_valid() and _save(request, form, tag_id):
        messages.success(request, _("The tag is renamed."))
        return done
    if what == "merge" and merging.is_valid():
        into = UUID(merging.cleaned_data["into"])
        remove_tags(tag_ids=[tag_id], into=into, actor=request.actor, at=request.now)
        messages.success(request, _("The tags are one now."))
        return done
    if what == "remove":
        remove_tags(tag_ids=[tag_id], actor=request.actor, at=request.now)
        messages.success(request, _("The tag is gone, from everybody."))
        return done
    context = {
        "tag": mine,
        "line": count_line(mine),
        "form": form,
        "merging": merging if others else None,
        "back_url": address(request, "tags"),
    }
    failed = bool(form.errors or merging.errors)
    return show(request, "office/tags/tag.html", context, status=422 if failed else 200)


@needs(Right.PEOPLE_EDIT)
@require_POST
def tags_of_person(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Give the person a tag, or take one off."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    given, taken = _id(request.POST.get("add", "")), _id(request.POST.get("remove", ""))
    if given is not None:
        tag_people(person_ids=[person.id], tag_ids=[given], actor=request.actor, at=request.now)
    if taken is not None:
        untag_people(person_ids=[person.id], tag_ids=[taken], actor=request.actor, at=request.now)
    return HttpResponseRedirect(address(request, "person", person_id=person.id) + "#tags")


def count_line(tag: CountedTag) -> str:
    """Return how many people carry a tag."""
    if tag.count_is_about:
        return _("more than %(count)s people") % {"count": number(tag.count)}
    return ngettext("%(count)s person", "%(count)s people", tag.count) % {"count": number(tag.count)}


def _tag_form(request: OfficeRequest, tag: CountedTag | None = None, *, is_bound: bool = True) -> TagForm:
    return TagForm(
        request.POST if request.method == "POST" and is_bound else None,
        initial={"name": tag.name} if tag else None,
        country=request.association.country,
        today=request.today,
    )


def _save(request: OfficeRequest, form: TagForm, tag_id: UUID | None) -> bool:
    try:
        save_tag(form=form, tag_id=tag_id, actor=request.actor, at=request.now)
    except Refusal as refusal:
        form.add_error("name", str(refusal))
        return False
    return True


@action
def save_tag(*, form: TagForm, tag_id: UUID | None, actor: Actor, at: datetime) -> None:
    """Save a tag, and put its name onto the list of texts to look at where it was kept knowingly."""
    (saved,) = save_tags(tags=[TagEdit(name=form.cleaned_data["name"], id=tag_id)], actor=actor, at=at)
    if kinds := form.kept_texts.get("name"):
        note_texts_to_review(texts=[KeptText(place="TAG", row_id=saved, concerns=kinds)], actor=actor, at=at)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
