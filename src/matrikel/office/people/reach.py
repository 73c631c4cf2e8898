"""The branches into which somebody may put people: their own and those below it."""

from matrikel.kernel.actors import Viewer
from matrikel.office.doors import OfficeRequest
from matrikel.organisations.queries import UnitRow, list_units
from matrikel.organisations.rules.modules import Module


def units_in_reach(viewer: Viewer, *, open_only: bool = False) -> list[UnitRow]:
    """Return the branches that a viewer may choose for a person; nobody new comes into a closed one."""
    units = list_units(open_only=open_only)
    return units if viewer.unit_ids is None else [unit for unit in units if unit.id in viewer.unit_ids]


def units_offered(request: OfficeRequest, *, open_only: bool = False) -> list[UnitRow]:
    """Return the branches that a form about a person asks for; none where the association does without branches."""
    if not request.association.has(Module.UNITS) and request.viewer.unit_ids is None:
        return []
    return units_in_reach(request.viewer, open_only=open_only)
