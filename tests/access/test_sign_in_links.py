"""A sign-in link signs in once, within a day, and tells a stranger nothing."""

from datetime import timedelta
from uuid import UUID

import pytest

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.actions.use_sign_in_link import SignInRefused, use_sign_in_link
from matrikel.access.models import Account, SignInLink
from matrikel.audit.models import Entry
from matrikel.kernel.scope import association_scope
from tests.conftest import ACTOR, AT, TODAY, make_association


def an_account() -> UUID:
    term = NewTerm(email="eva@example.se", role="secretary", starts_on=TODAY)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return account_id


def a_secret(account_id: UUID) -> str:
    path = make_sign_in_link(account_id=account_id, lands_on="/klubben/", actor=ACTOR, at=AT)
    assert path.startswith("/sign-in/")
    return path.split("/")[2]


def test_a_link_signs_in_once(association: UUID) -> None:
    account_id = an_account()
    secret = a_secret(account_id)
    account, lands_on = use_sign_in_link(secret=secret, at=AT)
    assert (account.pk, lands_on) == (account_id, "/klubben/")
    with pytest.raises(SignInRefused):
        use_sign_in_link(secret=secret, at=AT)


def test_for_whom_a_link_was_made_is_written_down_without_its_secret(association: UUID) -> None:
    account_id = an_account()
    a_secret(account_id)
    header = Entry.objects.values_list("header", flat=True).get(action="access.sign_in_link_made")
    assert header == {"account": str(account_id)}


def test_of_two_presses_at_once_one_signs_in(in_threads) -> None:
    with association_scope(make_association()):
        secret = a_secret(an_account())

    def press(meet) -> str:
        meet()
        return use_sign_in_link(secret=secret, at=AT)[0].email

    results = in_threads(press, press)
    assert sorted(type(found).__name__ for found in results) == ["SignInRefused", "str"]


def test_what_is_unknown_used_too_old_or_of_a_closed_account_looks_the_same(association: UUID) -> None:
    account_id = an_account()
    used, old, closed = a_secret(account_id), a_secret(account_id), a_secret(account_id)
    use_sign_in_link(secret=used, at=AT)
    answers = set()
    for secret, at in [
        (used, AT),
        (old, AT + timedelta(hours=24)),
        ("", AT),
        ("x" * 43, AT),
        ("å\x00\U0001f4f7", AT),
        ("x" * 100_000, AT),
    ]:
        with pytest.raises(SignInRefused) as refused:
            use_sign_in_link(secret=secret, at=at)
        answers.add(str(refused.value))
    Account.objects.update(is_active=False)
    with pytest.raises(SignInRefused) as refused:
        use_sign_in_link(secret=closed, at=AT)
    answers.add(str(refused.value))
    assert len(answers) == 1


def test_a_link_works_until_its_day_is_over(association: UUID) -> None:
    secret = a_secret(an_account())
    account, _lands_on = use_sign_in_link(secret=secret, at=AT + timedelta(hours=23, minutes=59))
    assert account.email == "eva@example.se"


def test_the_database_does_not_hold_the_secret(association: UUID) -> None:
    secret = a_secret(an_account())
    (link,) = SignInLink.objects.all()
    assert (len(bytes(link.secret_hash)), secret.encode() in bytes(link.secret_hash)) == (32, False)
    assert len({a_secret(link.account_id) for _number in range(5)}) == 5
