"""The parts of Matrikel that an association switches on; what is off is not in the menu, nor on pages and forms."""

from collections.abc import Iterable
from enum import StrEnum


class Module(StrEnum):
    """One part that can be switched on; people, memberships, import and settings are always there."""

    UNITS = "units"
    GROUPS = "groups"
    CHECKS = "checks"
    RELATIONS = "relations"
    FIELDS = "fields"
    NOTES = "notes"
    BOOKS = "books"
    FEDERATION = "federation"


ALL_MODULES = tuple(module.value for module in Module)

MODULES_OF_KIND: dict[str, tuple[Module, ...]] = {
    "SPORT": (Module.GROUPS, Module.CHECKS, Module.RELATIONS, Module.NOTES),
    "HOBBY": (Module.GROUPS, Module.NOTES),
    "CULTURE": (Module.GROUPS, Module.NOTES),
    "PATIENT": (Module.UNITS, Module.RELATIONS),
    "UNION": (Module.UNITS, Module.FIELDS),
    "BELIEF": (Module.GROUPS, Module.RELATIONS),
    "LOCAL": (Module.RELATIONS, Module.NOTES),
    "FEDERATION": (Module.FEDERATION, Module.CHECKS, Module.FIELDS, Module.NOTES),
    "CLUB": (Module.GROUPS, Module.NOTES),
}
"""What most associations of a kind need from the first day; each can be changed at any time.

Notes are free text about people, so they are not proposed where membership itself already says something sensitive.
"""


class Shape(StrEnum):
    """How an association is built: in one piece, in branches, or of clubs that are associations themselves."""

    ONE = "one"
    BRANCHES = "branches"
    FEDERATION = "federation"


SHAPE_OF_KIND = {"PATIENT": Shape.BRANCHES, "UNION": Shape.BRANCHES, "FEDERATION": Shape.FEDERATION}
"""The shape that is proposed for a kind; all others are in one piece."""


def known_modules(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that are modules, each once and in the order in which modules are listed."""
    wanted = set(codes)
    return tuple(code for code in ALL_MODULES if code in wanted)


def shape_of(modules: Iterable[str]) -> Shape:
    """Return the shape that the switched-on modules make."""
    on = set(modules)
    if Module.FEDERATION in on:
        return Shape.FEDERATION
    return Shape.BRANCHES if Module.UNITS in on else Shape.ONE


def shaped(modules: Iterable[str], shape: Shape) -> tuple[str, ...]:
    """Return the modules as they are after an association was said to have this shape."""
    on = set(modules) - {Module.UNITS.value, Module.FEDERATION.value}
    # A federation often has districts of its own as well, so branches that were there stay.
    if shape is Shape.BRANCHES or (shape is Shape.FEDERATION and Module.UNITS in set(modules)):
        on.add(Module.UNITS.value)
    if shape is Shape.FEDERATION:
        on.add(Module.FEDERATION.value)
    return known_modules(on)
