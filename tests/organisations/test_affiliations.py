"""An affiliation is seen from both its sides and from nowhere else, and holds from a date to a date."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.affiliate_association import affiliate_association
from matrikel.organisations.models import Affiliation
from matrikel.organisations.queries import list_member_associations, list_upper_associations
from tests.conftest import AT, make_association

START = date(2026, 1, 1)


def test_both_sides_see_it_and_no_third(association: UUID, neighbour: UUID, actor: Actor) -> None:
    third = make_association("tredje")
    affiliate_association(upper_association_id=neighbour, starts_on=START, actor=actor, at=AT)
    seen = {}
    for side in (association, neighbour, third):
        with association_scope(side):
            seen[side] = (list_upper_associations(on=START), list_member_associations(on=START))
    assert seen == {association: ([neighbour], []), neighbour: ([], [association]), third: ([], [])}


def test_it_holds_from_its_first_day_until_before_its_end(association: UUID, neighbour: UUID) -> None:
    Affiliation.objects.create(
        id=new_id(),
        association_id=association,
        upper_association_id=neighbour,
        starts_on=START,
        ends_on=date(2026, 7, 1),
    )
    days = [date(2025, 12, 31), START, date(2026, 6, 30), date(2026, 7, 1)]
    assert [list_upper_associations(on=day) for day in days] == [[], [neighbour], [neighbour], []]


def test_a_third_cannot_write_one_between_two_others(association: UUID, neighbour: UUID) -> None:
    third = make_association("tredje")
    with (
        association_scope(third),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Affiliation.objects.create(
            id=new_id(), association_id=association, upper_association_id=neighbour, starts_on=START
        )
