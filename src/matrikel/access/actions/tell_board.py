"""Tell the board by letter what was done, or is about to be done, about somebody's access."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from matrikel.access.models import Term
from matrikel.access.rules import BOARD
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.rules.content import Content, NewLetter
from matrikel.organisations.queries import get_association, list_units


@action
def tell_board(
    *,
    content: Content,
    kind: str,
    units: Collection[UUID | None],
    leaving_out: Collection[UUID] = (),
    actor: Actor,
    at: datetime,
) -> int:
    """
    Write to the board what concerns these branches (None: everybody), and return how many letters that makes.

    That is whoever sits on the board of the whole association, or of a branch that it concerns or that it lies in,
    without the accounts in `leaving_out`. `content` is in the association's own language.
    """
    association = get_association()
    on = association.day_of(at)
    board = (
        Term.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=on),
            Q(unit=None) | Q(unit_id__in=_with_those_above(units)),
            association_id=association.id,
            starts_on__lte=on,
            role__code__in=BOARD,
            account__is_active=True,
        )
        .exclude(account_id__in=list(leaving_out))
        .select_related("account")
        .order_by("account_id", "id")
    )
    told = {term.account_id: term for term in board}
    letters = [
        NewLetter(
            kind=kind,
            to=term.account.email,
            name=term.account.display_name,
            language=association.language,
            content=content,
            person_id=term.person_id,
        )
        for term in told.values()
    ]
    queue_letters(letters=letters, actor=actor, at=at)
    return len(letters)


def _with_those_above(units: Collection[UUID | None]) -> set[UUID]:
    found: set[UUID] = set()
    if any(units):
        parents = {unit.id: unit.parent_id for unit in list_units()}
        for unit in units:
            while unit is not None and unit not in found:
                found.add(unit)
                unit = parents.get(unit)
    return found
