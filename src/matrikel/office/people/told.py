"""What of a person's history is told to whom: nothing that tells what the viewer may not know."""

from collections.abc import Sequence

from matrikel.audit.queries import EntryRow
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.people import wording
from matrikel.people.queries import PersonDetails


def told(request: OfficeRequest, person: PersonDetails, entries: Sequence[EntryRow]) -> Sequence[EntryRow]:
    """Return the entries about a person that the viewer may know of, as the viewer may know them."""
    may_know = request.viewer.may(Right.PROTECTED_SEE)
    if not request.viewer.may(Right.CHECKS_SEE):
        entries = [
            wording.without_checks(entry) for entry in entries if not entry.action.startswith("checks.")
        ]
    if not request.viewer.may(Right.NOTES_EDIT):
        entries = [entry for entry in entries if not entry.action.startswith(("people.note", "people.text"))]
    if may_know:
        return entries
    if person.core.protection != "NONE":
        entries = wording.without_company(entries)
    return [wording.without_protection(entry) for entry in entries]
