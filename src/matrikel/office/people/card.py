"""What a room's card on a person's page is; the cards themselves are gathered in `cards.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matrikel.kernel.asking import Asking
from matrikel.office.doors import OfficeRequest
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonCard:
    """One card of a person's page: its template, what the template is told (as `card`), and where it stands."""

    template: str
    context: dict[str, Any]
    at_side: bool = False


CardOf = Callable[[OfficeRequest, PersonDetails, bool], Asking[PersonCard | None]]
"""
Returns a room's card of a person, or None; the last value says whether the person's whereabouts are hidden.

What it wants to know it yields as questions, so that those of all cards go to the database together.
"""


def belongs_to(module: Module) -> Callable[[CardOf], CardOf]:
    """Show a card only where the association has the module switched on; its room is not asked otherwise."""

    def decorate(make: CardOf) -> CardOf:
        def ask(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> Asking[PersonCard | None]:
            if not request.association.has(module):
                return None
            return (yield from make(request, person, is_hidden))

        return ask

    return decorate
