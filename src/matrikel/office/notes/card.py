"""The notes about a person, as a card of the person's page."""

from django.utils.text import capfirst

from matrikel.access.wording import role_names
from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.people.card import PersonCard, belongs_to
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails
from matrikel.people.queries.notes import NoteRow, notes_about
from matrikel.ui import formatting


@belongs_to(Module.NOTES)
def notes_card(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
    """Show the notes to whoever may write them; of a protected person only once the details are opened."""
    if is_hidden or not request.viewer.may(Right.NOTES_EDIT):
        return None
    notes: list[NoteRow]
    (notes,) = yield (notes_about(person_id=person.id, viewer=request.viewer),)
    rows = [
        {
            "text": note.text,
            "written": formatting.recent(note.written_at, request.today),
            "role": capfirst(role_names(note.role)),
            "remove_url": address(request, "remove_note", person_id=person.id, note_id=note.id),
        }
        for note in notes
    ]
    context = {"rows": rows, "new_url": address(request, "new_note", person_id=person.id)}
    return PersonCard(template="office/notes/card.html", context=context)
