"""An invitation outlives the term of whoever sent it if the term ran out as was known, and dies with one ended early."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from matrikel.access.actions.accept_role import accept_role
from matrikel.access.actions.answer_review import answer_review
from matrikel.access.actions.end_access import end_access
from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.invite_officers import (
    NewOfficer,
    OfficerRefused,
    invite_officers,
    send_invitations,
)
from matrikel.access.actions.start_review import start_review
from matrikel.access.models import Account, ReviewedTerm, Role, Term, TermInvitation
from matrikel.access.queries.invitations import find_offered_role
from matrikel.kernel.actors import Actor, ActorKind
from tests.conftest import ACTOR

START = "https://test.example.org/role/"
INVITED = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
LAST_DAY = date(2026, 3, 6)
AFTER = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def give(email: str, role: str = "secretary", **more: object) -> UUID:
    term = NewTerm(email=email, role=role, starts_on=date(2024, 3, 7), **more)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=INVITED)
    return account_id


def by(account_id: UUID) -> Actor:
    return Actor(kind=ActorKind.ACCOUNT, id=account_id)


def invite(account_id: UUID, at: datetime = INVITED) -> str:
    """Return the secret of a new invitation to a role."""
    officer = NewOfficer(email="ny@example.se", display_name="Ny", role="secretary", starts_on=at.date())
    ((_id, link),) = invite_officers(officers=[officer], link_start=START, actor=by(account_id), at=at)
    return link.removeprefix(START).rstrip("/")


def works(secret: str, at: datetime = AFTER) -> bool:
    """Say whether the link shows its role and gives it; the two never differ."""
    shown = find_offered_role(secret=secret, at=at) is not None
    try:
        accept_role(secret=secret, account_id=None, at=at)
    except OfficerRefused:
        given = False
    else:
        given = True
    assert shown is given
    return given


@pytest.fixture
def outgoing(association: UUID) -> UUID:
    """Give the office until the end of its last day, beside a chair who stays."""
    give("stays@example.se")
    return give("old@example.se", ends_on=LAST_DAY + timedelta(days=1))


def term_of(account_id: UUID) -> Term:
    return Term.objects.get(account_id=account_id)


def test_a_secretary_invites_her_successor_in_her_last_week(outgoing: UUID) -> None:
    secret = invite(outgoing)
    assert works(secret)
    assert Term.objects.get(account__email="ny@example.se").role.code == "secretary"


def test_it_lives_until_its_own_last_moment_and_no_longer(outgoing: UUID) -> None:
    secret = invite(outgoing)
    end = INVITED + timedelta(days=7)
    assert not works(secret, at=end)
    assert works(secret, at=end - timedelta(seconds=1))


def test_an_end_that_was_decided_before_the_invitation_is_a_term_that_runs_out(association: UUID) -> None:
    give("stays@example.se")
    old = give("old@example.se")
    term = term_of(old)
    end_terms(
        term_ids=[term.id], ends_on=LAST_DAY + timedelta(days=1), actor=ACTOR, at=INVITED - timedelta(days=9)
    )
    assert works(invite(old))


def _end_role(account_id: UUID) -> None:
    end_terms(term_ids=[term_of(account_id).id], ends_on=LAST_DAY, actor=ACTOR, at=AFTER)


def _end_role_for_later(account_id: UUID) -> None:
    at = INVITED + timedelta(minutes=1)
    end_terms(term_ids=[term_of(account_id).id], ends_on=LAST_DAY, actor=ACTOR, at=at)


def _end_access(account_id: UUID) -> None:
    end_access(account_ids=[account_id], actor=ACTOR, at=INVITED + timedelta(minutes=1))


def _take_right_from_role(account_id: UUID) -> None:
    Role.objects.filter(code="secretary").update(rights=["people.see"])


def _close_account(account_id: UUID) -> None:
    Account.objects.filter(id=account_id).update(is_active=False)


@pytest.mark.parametrize(
    "what", [_end_role, _end_role_for_later, _end_access, _take_right_from_role, _close_account]
)
def test_it_dies_with_what_is_taken_from_whoever_sent_it(
    outgoing: UUID, what: Callable[[UUID], None]
) -> None:
    secret = invite(outgoing)
    what(outgoing)
    assert not works(secret)
    assert not Term.objects.filter(account__email="ny@example.se").exists()


def test_it_dies_where_nobody_confirmed_whoever_sent_it_in_the_yearly_round(outgoing: UUID) -> None:
    Term.objects.filter(account=outgoing).update(during="[2024-03-07,)")
    stays = Account.objects.get(email="stays@example.se").id
    start_review(actor=by(stays), at=INVITED)
    end = ReviewedTerm.objects.get(term__account=outgoing).review.ends_on
    last = datetime.combine(end - timedelta(days=1), datetime.min.time(), UTC)
    secret = invite(outgoing, at=last)
    assert not works(secret, at=last + timedelta(days=2))


def test_it_lives_where_somebody_confirmed_whoever_sent_it_until_the_end_that_was_known(
    outgoing: UUID,
) -> None:
    stays = Account.objects.get(email="stays@example.se").id
    start_review(actor=by(stays), at=INVITED)
    asked = ReviewedTerm.objects.get(term__account=outgoing)
    answer_review(reviewed_id=asked.id, keeps=True, actor=by(stays), at=INVITED)
    assert works(invite(outgoing))


def test_who_sends_it_again_vouches_for_it_from_then_on(outgoing: UUID) -> None:
    invite(outgoing)
    stays = Account.objects.get(email="stays@example.se").id
    (invitation,) = TermInvitation.objects.all()
    links = send_invitations(invitation_ids=[invitation.id], link_start=START, actor=by(stays), at=INVITED)
    _end_role(outgoing)
    assert works(links[invitation.id].removeprefix(START).rstrip("/"))


def test_a_term_that_had_not_begun_or_was_over_when_it_was_sent_vouches_for_nothing(
    association: UUID,
) -> None:
    give("stays@example.se")
    never = give("never@example.se", ends_on=date(2026, 3, 1))
    assert not works(invite(never))
