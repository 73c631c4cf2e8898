"""How far somebody reaches among people: the branches to put them into, and what may be done with one of them."""

from uuid import UUID

from matrikel.kernel.actors import Right, Viewer
from matrikel.office.doors import OfficeRequest
from matrikel.organisations.queries import UnitRow, list_units
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails, get_person


def person_here(request: OfficeRequest, person_id: UUID, *, right: Right = Right.PEOPLE_SEE) -> PersonDetails:
    """
    Return one person, and let the request's viewer have every right that holds over this person's branch.

    On a list only that counts which holds for everybody in it; here there is one person, and one branch.

    :raises NotFound: there is no such person for whoever asks.
    """
    person = get_person(person_id=person_id, viewer=request.viewer)
    here = request.presence.viewer_at(person.core.unit_id, right=right)
    if here.rights != request.viewer.rights:
        request.viewer = here
        person = get_person(person_id=person_id, viewer=here)
    return person


def units_in_reach(viewer: Viewer, *, open_only: bool = False) -> list[UnitRow]:
    """Return the branches that a viewer may choose for a person; nobody new comes into a closed one."""
    units = list_units(open_only=open_only)
    return units if viewer.unit_ids is None else [unit for unit in units if unit.id in viewer.unit_ids]


def units_offered(request: OfficeRequest, *, open_only: bool = False) -> list[UnitRow]:
    """Return the branches that a form about a person asks for; none where the association does without branches."""
    if not request.association.has(Module.UNITS) and request.viewer.unit_ids is None:
        return []
    return units_in_reach(request.viewer, open_only=open_only)
