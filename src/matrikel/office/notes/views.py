"""Write and remove notes about a person, and look at free texts that were kept although they were doubted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.notes.forms import NoteForm
from matrikel.office.people import wording
from matrikel.office.people.asking import kinds_in_words
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.ask_to_forget_notes import ask_to_forget_notes
from matrikel.people.actions.remove_notes import remove_notes
from matrikel.people.actions.settle_texts import settle_texts
from matrikel.people.actions.write_notes import NewNote, write_notes
from matrikel.people.queries import PersonDetails, get_person
from matrikel.people.queries.notes import TextRow, count_notes, list_notes, list_texts_to_review
from matrikel.ui import formatting


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.NOTES_EDIT, module=Module.NOTES)
def new_note(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Ask for the note, or write it; what looks like more than a note is asked about first."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        country=request.association.country,
        today=request.today,
    )
    done_url = address(request, "person", person_id=person.id)
    if request.method == "POST" and form.is_valid():
        # Whatever was doubtful has been answered, or the form would not be valid.
        note = NewNote(person_id=person.id, text=form.cleaned_data["text"], is_kept_knowingly=True)
        write_notes(notes=[note], actor=request.actor, at=request.now)
        messages.success(request, _("The note is written."))
        return HttpResponseRedirect(done_url + "#notes")
    context = {"name": _name(person), "form": form, "cancel_url": done_url}
    return show(request, "office/notes/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.NOTES_EDIT, module=Module.NOTES)
def remove(request: OfficeRequest, person_id: UUID, note_id: UUID) -> HttpResponse:
    """Ask once more, or remove the note for good."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    notes = list_notes(person_id=person.id, viewer=request.viewer)
    note = next((each for each in notes if each.id == note_id), None)
    if note is None:
        raise NotFound
    done_url = address(request, "person", person_id=person.id)
    if request.method == "POST":
        remove_notes(note_ids=[note.id], actor=request.actor, at=request.now)
        messages.success(request, _("The note is gone."))
        return HttpResponseRedirect(done_url + "#notes")
    context: dict[str, Any] = {
        "name": _name(person),
        "text": "" if person.is_protected else note.text,
        "written": formatting.date(note.written_at),
        "cancel_url": done_url,
    }
    return show(request, "office/notes/remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.NOTES_EDIT)
def texts(request: OfficeRequest) -> HttpResponse:
    """Show the texts at which somebody should look, or take one off the list as needed."""
    found = list_texts_to_review(viewer=request.viewer)
    left_over = (
        0 if request.association.has(Module.NOTES) or request.viewer.unit_ids is not None else count_notes()
    )
    if request.method == "POST" and request.POST.get("what") == "forget" and left_over:
        ask_to_forget_notes(actor=request.actor, at=request.now)
        messages.success(request, _("The notes are being deleted."))
        return HttpResponseRedirect(address(request, "texts"))
    if request.method == "POST":
        wanted = [text.id for text in found if str(text.id) == request.POST.get("settle")]
        if settle_texts(review_ids=wanted, actor=request.actor, at=request.now):
            messages.success(request, _("It stays, and is off this list."))
        return HttpResponseRedirect(address(request, "texts"))
    context = {"rows": [_row(request, text) for text in found], "left_over": left_over}
    return show(request, "office/notes/texts.html", context)


def _row(request: OfficeRequest, text: TextRow) -> dict[str, Any]:
    person = {"person_id": text.person_id}
    where = {
        "NOTE": _("Note"),
        "LABEL": _("Label of a contact detail"),
        "DECISION": _("Decision about a membership"),
        "TAG": _("Tag"),
    }
    url = ""
    if text.place == "NOTE" and request.association.has(Module.NOTES):
        url = address(request, "remove_note", **person, note_id=text.row_id)
    elif text.place == "LABEL" and request.viewer.may(Right.PEOPLE_EDIT):
        url = address(request, "edit_person", **person)
    elif text.place == "DECISION":
        url = address(request, "person_memberships", **person)
    elif text.place == "TAG" and request.viewer.may(Right.TAGS_EDIT):
        url = address(request, "tag", tag_id=text.row_id)
    return {
        "id": text.id,
        "place": where.get(text.place, text.place),
        "person": wording.DOTS if text.is_protected else text.person_name,
        "person_url": address(request, "person", **person) if text.person_id else "",
        "looks_like": capfirst(", ".join(kinds_in_words(text.concerns))),
        "words": text.words,
        "written": formatting.date(text.written_at),
        "url": url,
        "is_note": text.place == "NOTE",
    }


def _name(person: PersonDetails) -> str:
    return wording.DOTS if person.is_protected else person.display_name
