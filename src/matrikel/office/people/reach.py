"""The branches into which somebody may put people: their own and those below it."""

from matrikel.kernel.actors import Viewer
from matrikel.organisations.queries import UnitRow, list_units


def units_in_reach(viewer: Viewer, *, open_only: bool = False) -> list[UnitRow]:
    """Return the branches that a viewer may choose for a person; nobody new comes into a closed one."""
    units = list_units(open_only=open_only)
    return units if viewer.unit_ids is None else [unit for unit in units if unit.id in viewer.unit_ids]
