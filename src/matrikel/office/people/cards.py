"""What other rooms know of a person, as cards of the person's page; all of them ask together."""

from collections.abc import Sequence
from typing import Any

from matrikel.kernel.asking import Ask, Asking, run_together
from matrikel.office.access.card import roles_card
from matrikel.office.checks.card import checks_card
from matrikel.office.doors import OfficeRequest
from matrikel.office.fields.card import own_fields_card
from matrikel.office.groups.card import groups_card
from matrikel.office.households.card import family_card
from matrikel.office.imports.raw_row import raw_row_card
from matrikel.office.notes.card import notes_card
from matrikel.office.people.card import CardOf, PersonCard
from matrikel.office.people.consents import consents_card
from matrikel.office.people.portrait import portrait_card
from matrikel.office.tags.card import tags_card
from matrikel.people.queries import PersonDetails

CARDS: Sequence[CardOf] = (
    portrait_card,
    family_card,
    tags_card,
    notes_card,
    own_fields_card,
    raw_row_card,
    groups_card,
    checks_card,
    consents_card,
    roles_card,
)
"""In the order in which they stand on the page."""


def cards_of(
    request: OfficeRequest, person: PersonDetails, *, is_hidden: bool, besides: Sequence[Ask[Any]] = ()
) -> tuple[list[PersonCard], Sequence[Any]]:
    """Return the cards that have something to say of a person, and the answers to what is asked besides."""
    asking: list[Asking[Any]] = [make(request, person, is_hidden) for make in CARDS]
    others, *made = run_together([_asked(besides), *asking])
    return [card for card in made if card is not None], others


def _asked(asks: Sequence[Ask[Any]]) -> Asking[Any]:
    return (yield asks)
