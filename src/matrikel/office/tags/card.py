"""The tags of a person, as a card of the person's page."""

from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.people.card import PersonCard
from matrikel.people.queries import PersonDetails
from matrikel.people.queries.tags import TagRow, tags_around


def tags_card(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
    """Show what the person carries, and offer the rest of the list to whoever may edit people."""
    if is_hidden:
        return None
    carried: list[TagRow]
    others: list[TagRow]
    ((carried, others),) = yield (tags_around(person_id=person.id),)
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    if not carried and not may_edit:
        return None
    context = {
        "tags": carried,
        "offered": others if may_edit else [],
        "may_edit": may_edit,
        "url": address(request, "person_tags", person_id=person.id),
        "list_url": address(request, "tags"),
    }
    return PersonCard(template="office/tags/card.html", context=context, at_side=True)
