"""The groups of a person, on the person's page."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from matrikel.groups.queries.participants import OwnParticipation, participations_of
from matrikel.kernel.actors import Right
from matrikel.kernel.asking import Asking
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.groups import wording
from matrikel.office.people.card import PersonCard, belongs_to
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails
from matrikel.ui.parts import RowItem

MOST_FORMER = 5


@belongs_to(Module.GROUPS)
def groups_card(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
    """Return in which groups somebody takes part; where the whereabouts are hidden, nothing: a team tells of them."""
    if is_hidden or person.core.kind != "NATURAL":
        return None
    own: list[OwnParticipation]
    (own,) = yield (participations_of(person_id=person.id, viewer=request.viewer),)
    running = [each for each in own if each.holds_on(request.today)]
    former = [each for each in own if not each.holds_on(request.today)][:MOST_FORMER]
    may_add = request.viewer.may(Right.PEOPLE_EDIT) and not person.core.is_deceased
    if not own and not may_add:
        return None
    rows = [
        RowItem(
            icon="users-group",
            title=f"{each.group_name} {each.season}".strip(),
            line=f"{capfirst(wording.part_name(each.part))} · {wording.since(each, request.today)}",
            url=address(request, "group", group_id=each.group_id),
        )
        for each in (*running, *former)
    ]
    return PersonCard(
        template="office/groups/card.html",
        context={
            "title": _("Groups"),
            "rows": rows,
            "add_url": address(request, "add_person_to_group", person_id=person.id) if may_add else "",
        },
        at_side=True,
    )
