"""What no longer signs anybody in is forgotten."""

from datetime import date, datetime, timedelta
from uuid import UUID

from matrikel.access.actions.forget_sign_ins import forget_sign_ins
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.models import SignInLink
from matrikel.kernel.actors import Actor


def test_old_links_go_and_living_ones_stay(association: UUID, actor: Actor, at: datetime) -> None:
    term = NewTerm(email="anna@example.se", role="secretary", starts_on=date(2020, 1, 1))
    (account,) = grant_terms(terms=[term], actor=actor, at=at)
    for made_at in (at, at - timedelta(days=9)):
        make_sign_in_link(account_id=account, lands_on="/klubben/", actor=actor, at=made_at)
    assert forget_sign_ins(at=at) == 1
    assert SignInLink.objects.count() == 1
