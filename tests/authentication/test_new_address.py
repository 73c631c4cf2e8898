"""A sign-in moves to another address when both addresses say so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.models import Account, SignInLink
from matrikel.authentication.actions.ask_for_code import ask_for_code
from matrikel.authentication.actions.ask_for_new_address import ask_for_new_address
from matrikel.authentication.actions.carry_out_resets import carry_out_resets
from matrikel.authentication.actions.change_address import change_address
from matrikel.authentication.actions.reset_factors import reset_factors
from matrikel.authentication.errors import AddressRefused, ProofRefused
from matrikel.authentication.models import Challenge
from matrikel.kernel import actors
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from tests.conftest import ACTOR, AT
from tests.factories.sign_ins import HERE, an_account, codes_in, give_app, letters


def ask(account: Account, email: str):
    return ask_for_new_address(account_id=account.pk, email=email, neighbourhood=HERE, language="en", at=AT)


def change(account: Account, challenge, old: str, new: str, **after: float) -> str:
    return change_address(
        account_id=account.pk,
        challenge_id=challenge,
        code_at_old=old,
        code_at_new=new,
        neighbourhood=HERE,
        language="en",
        at=AT + timedelta(**after),
    )


def test_both_codes_together_move_it_and_both_addresses_hear_of_it(db: None) -> None:
    account = an_account()
    asked = ask(account, " Eva.Ny@example.se")
    (old,), (new,) = (codes_in(letter) for letter in letters())
    assert [letter.to for letter in letters()] == ["eva@example.se", "eva.ny@example.se"]
    for codes in ((old, old), (new, new), (new, old), (old, ""), ("", new)):
        with pytest.raises(ProofRefused):
            change(account, asked, *codes)
    asked = ask(account, "eva.ny@example.se")
    old, new = (codes_in(letter)[0] for letter in letters()[-2:])
    assert change(account, asked, old, new) == "eva.ny@example.se"
    assert Account.objects.get(id=account.pk).email == "eva.ny@example.se"
    assert [letter.to for letter in letters()[-2:]] == ["eva@example.se", "eva.ny@example.se"]
    with pytest.raises(ProofRefused):
        change(account, asked, old, new)


def test_late_or_by_somebody_else_nothing_moves(db: None) -> None:
    account, thief = an_account(), an_account("thief@example.se")
    asked = ask(account, "eva.ny@example.se")
    old, new = (codes_in(letter)[0] for letter in letters())
    with pytest.raises(ProofRefused):
        change(account, asked, old, new, minutes=15)
    with pytest.raises(ProofRefused):
        change(thief, asked, old, new)


def test_of_two_who_move_to_one_address_at_once_one_gets_it_and_the_other_is_refused(
    in_threads: Callable[..., list[Any]],
) -> None:
    accounts = [an_account(f"eva{number}@example.se") for number in range(6)]
    asked = []
    for account in accounts:
        challenge = ask(account, "eva.ny@example.se")
        asked.append((account, challenge, *(codes_in(letter)[0] for letter in letters()[-2:])))
    waiting = iter(asked)

    def move(meet: Callable[[], object]) -> str:
        mine = next(waiting)
        meet()
        return change(*mine)

    found = in_threads(*[move] * len(asked))
    assert [each for each in found if isinstance(each, str)] == ["eva.ny@example.se"]
    assert {type(each) for each in found if not isinstance(each, str)} == {ProofRefused}


def test_an_address_that_somebody_else_has_gets_no_code_and_nobody_is_told(db: None) -> None:
    account = an_account()
    an_account("taken@example.se")
    assert ask(account, "taken@example.se") is not None
    assert [letter.to for letter in letters()] == ["eva@example.se"]


@pytest.mark.parametrize("email", ["", "eva", "eva@example.se", "eva@example.se\r\nBcc: x@example.org"])
def test_what_is_no_new_address_is_refused(db: None, email: str) -> None:
    with pytest.raises(AddressRefused):
        ask(an_account(), email)
    assert letters() == []


def test_what_lies_in_the_old_mailbox_lets_nobody_in_any_more(association: UUID) -> None:
    account = an_account()
    make_sign_in_link(account_id=account.pk, lands_on="/", actor=ACTOR, at=AT)
    ask_for_code(email=account.email, language="en", neighbourhood=HERE, at=AT)
    asked = ask(account, "eva.ny@example.se")
    old, new = (codes_in(letter)[0] for letter in letters()[-2:])
    change(account, asked, old, new)
    waiting = Challenge.objects.filter(account=account, answered_at=None)
    assert (SignInLink.objects.count(), waiting.count()) == (0, 0)


def test_for_a_week_the_old_address_hears_whatever_becomes_of_the_sign_in(db: None) -> None:
    account = an_account()
    asked = ask(account, "eva.ny@example.se")
    old, new = (codes_in(letter)[0] for letter in letters())
    change(account, asked, old, new)
    account.refresh_from_db()
    give_app(account, AT + timedelta(days=1))
    with association_scope(INSTALLATION):
        server = actors.command("lost_second_step")
        reset_factors(account_ids=[account.pk], actor=server, at=AT + timedelta(days=2))
    carry_out_resets(at=AT + timedelta(days=3))
    told = [(letter.content.subject, letter.to) for letter in letters()[-6:]]
    assert told == [
        (subject, to)
        for subject in (
            "You have a new second step",
            "Your second step will be taken away",
            "Your second step was taken away",
        )
        for to in ("eva.ny@example.se", "eva@example.se")
    ]
    give_app(account, AT + timedelta(days=8))
    assert [letter.to for letter in letters()[-2:]] == ["eva@example.se", "eva.ny@example.se"]
