"""What no longer signs anybody in is forgotten."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session

from matrikel.access.actions.forget_sign_ins import forget_sign_ins
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.models import SignInLink
from matrikel.kernel.actors import Actor


def test_old_sessions_and_links_go_and_living_ones_stay(
    association: UUID, actor: Actor, at: datetime
) -> None:
    term = NewTerm(email="anna@example.se", role="secretary", starts_on=date(2020, 1, 1))
    (account,) = grant_terms(terms=[term], actor=actor, at=at)
    for made_at in (at, at - timedelta(days=9)):
        make_sign_in_link(account_id=account, lands_on="/klubben/", actor=actor, at=made_at)
    for name, ends in (("old", at - timedelta(minutes=1)), ("new", at + timedelta(hours=1))):
        Session.objects.create(session_key=name, session_data="", expire_date=ends)
    assert forget_sign_ins(at=at) == 2
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert SignInLink.objects.count() == 1
