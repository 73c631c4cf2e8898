"""What other rooms know of a person, as cards of the person's page; each asks its room once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matrikel.office.doors import OfficeRequest
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import PersonDetails


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonCard:
    """One card of a person's page: its template, what the template is told (as `card`), and where it stands."""

    template: str
    context: dict[str, Any]
    at_side: bool = False


CardOf = Callable[[OfficeRequest, PersonDetails, bool], PersonCard | None]
"""Returns a room's card of a person, or None; the last value says whether the person's whereabouts are hidden."""

CARDS: Sequence[CardOf] = ()
"""In the order in which they stand on the page."""


def belongs_to(module: Module) -> Callable[[CardOf], CardOf]:
    """Show a card only where the association has the module switched on; its room is not asked otherwise."""

    def decorate(make: CardOf) -> CardOf:
        def ask(request: OfficeRequest, person: PersonDetails, is_hidden: bool) -> PersonCard | None:
            return make(request, person, is_hidden) if request.association.has(module) else None

        return ask

    return decorate


def cards_of(request: OfficeRequest, person: PersonDetails, *, is_hidden: bool) -> list[PersonCard]:
    """Return the cards that have something to say of a person."""
    return [card for make in CARDS if (card := make(request, person, is_hidden)) is not None]
