"""A code sheet is a second step of its own once a code was typed from it; a new one is due before the last code."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction

from matrikel.access.models import Account
from matrikel.audit.models import Entry
from matrikel.authentication.actions.make_code_sheet import make_code_sheet
from matrikel.authentication.actions.make_recovery_codes import make_recovery_codes
from matrikel.authentication.actions.remove_factors import remove_factors
from matrikel.authentication.actions.take_code_sheet import take_code_sheet
from matrikel.authentication.actions.use_factor_code import use_factor_code
from matrikel.authentication.errors import ProofRefused, TooManyTries
from matrikel.authentication.queries import (
    count_recovery_codes,
    find_sheet,
    has_factor,
    list_codes_of_new_sheet,
    list_factors,
)
from matrikel.authentication.rules.proofs import Way
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from tests.conftest import AT
from tests.factories.sign_ins import HERE, an_account, give_app, letters


def take(account: Account, code: str) -> None:
    take_code_sheet(account_id=account.pk, code=code, neighbourhood=HERE, language="en", at=AT)


def use(account: Account, code: str, **after: float) -> Way:
    return use_factor_code(
        account_id=account.pk, code=code, neighbourhood=HERE, language="en", at=AT + timedelta(**after)
    )


def a_sheet(account: Account) -> list[str]:
    """Give an account a sheet that was taken, and return its codes; the first is used up."""
    make_code_sheet(account_id=account.pk, at=AT)
    codes = list_codes_of_new_sheet(account_id=account.pk)
    take(account, codes[0])
    return codes


def test_a_sheet_that_nobody_has_typed_from_is_no_second_step(db: None) -> None:
    account = an_account()
    make_code_sheet(account_id=account.pk, at=AT)
    codes = list_codes_of_new_sheet(account_id=account.pk)
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {8})
    assert (has_factor(account_id=account.pk), count_recovery_codes(account_id=account.pk)) == (False, None)
    # Nor does it open anything as one of the spare codes would.
    with pytest.raises(ProofRefused):
        use(account, codes[0])
    with pytest.raises(ProofRefused):
        take(account, "12345678")
    assert has_factor(account_id=account.pk) is False


def test_once_typed_from_it_counts_and_its_codes_are_shown_to_nobody_again(db: None) -> None:
    account = an_account()
    codes = a_sheet(account)
    assert (has_factor(account_id=account.pk), list_codes_of_new_sheet(account_id=account.pk)) == (True, [])
    assert [row.kind for row in list_factors(account_id=account.pk)] == ["recovery_codes"]
    for used in (codes[0], codes[1]):
        if used == codes[1]:
            assert use(account, f"{used[:4]} {used[4:]}") is Way.RECOVERY_CODE
        with pytest.raises(ProofRefused):
            use(account, used)
    assert [letter.content.subject for letter in letters()] == ["You have a new second step"]
    with association_scope(INSTALLATION):
        made = Entry.objects.filter(action="authentication.factor_added").values_list(
            "header__kind", flat=True
        )
        assert list(made) == ["sheet"]


def a_sheet_with_three_left(account: Account) -> list[str]:
    codes = a_sheet(account)
    for number, code in enumerate(codes[1:7]):
        use(account, code, minutes=20 * number)
    return codes


def left_on(account: Account) -> tuple[int, bool]:
    sheet = find_sheet(account_id=account.pk)
    assert sheet is not None
    return sheet.left, sheet.is_low


def test_with_three_codes_left_a_new_sheet_is_due_and_the_old_one_holds_until_it_was_typed_from(
    db: None,
) -> None:
    account = an_account()
    old = a_sheet_with_three_left(account)
    assert left_on(account) == (3, True)
    make_code_sheet(account_id=account.pk, at=AT)
    new = list_codes_of_new_sheet(account_id=account.pk)
    assert (len(new), left_on(account), set(old) & set(new)) == (10, (3, True), set())
    with pytest.raises(ProofRefused):
        take(account, "12345678")
    assert use(account, old[7], hours=5) is Way.RECOVERY_CODE
    assert (left_on(account), list_codes_of_new_sheet(account_id=account.pk)) == ((2, True), new)
    take(account, new[0])
    assert (left_on(account), list_codes_of_new_sheet(account_id=account.pk)) == ((9, False), [])
    for worthless in (old[8], new[0]):
        with pytest.raises(ProofRefused):
            use(account, worthless, hours=6)
    assert use(account, new[1], hours=7) is Way.RECOVERY_CODE
    assert [letter.content.subject for letter in letters()] == [
        "You have a new second step",
        "You have new recovery codes",
    ]


def test_a_new_sheet_that_is_first_typed_from_at_a_sign_in_is_taken_with_that(db: None) -> None:
    account = an_account()
    old = a_sheet_with_three_left(account)
    make_code_sheet(account_id=account.pk, at=AT)
    new = list_codes_of_new_sheet(account_id=account.pk)
    assert use(account, new[4], hours=5) is Way.RECOVERY_CODE
    assert left_on(account) == (9, False)
    for worthless in (old[8], new[4]):
        with pytest.raises(ProofRefused):
            use(account, worthless, hours=6)


def test_a_sheet_drawn_again_is_the_one_that_counts(db: None) -> None:
    account = an_account()
    a_sheet(account)
    make_code_sheet(account_id=account.pk, at=AT)
    thrown_away = list_codes_of_new_sheet(account_id=account.pk)
    make_code_sheet(account_id=account.pk, at=AT)
    with pytest.raises(ProofRefused):
        take(account, thrown_away[0])
    take(account, list_codes_of_new_sheet(account_id=account.pk)[0])
    assert left_on(account) == (9, False)


def test_no_spare_codes_are_made_over_a_sheet(db: None) -> None:
    account = an_account()
    a_sheet(account)
    with pytest.raises(ProofRefused):
        make_recovery_codes(account_id=account.pk, language="en", at=AT)
    assert left_on(account) == (9, False)


def test_an_empty_sheet_still_stands_before_the_door(db: None) -> None:
    account = an_account()
    codes = a_sheet(account)
    for number, code in enumerate(codes[1:]):
        use(account, code, minutes=20 * number)
    assert (has_factor(account_id=account.pk), count_recovery_codes(account_id=account.pk)) == (True, 0)


def test_a_sheet_outlives_the_app_and_spare_codes_do_not(db: None) -> None:
    with_sheet, with_spare = an_account(), an_account("other@example.se")
    a_sheet(with_sheet)
    for account in (with_sheet, with_spare):
        give_app(account, AT)
    make_recovery_codes(account_id=with_spare.pk, language="en", at=AT)
    left = [
        remove_factors(
            account_id=account.pk,
            factor_ids=list(
                Authenticator.objects.filter(user=account, type="totp").values_list("id", flat=True)
            ),
            language="en",
            at=AT,
        )
        for account in (with_sheet, with_spare)
    ]
    assert left == [1, 0]
    assert [count_recovery_codes(account_id=each.pk) for each in (with_sheet, with_spare)] == [9, None]


def test_whoever_has_a_second_step_makes_spare_codes_and_no_sheet(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    with pytest.raises(ProofRefused):
        make_code_sheet(account_id=account.pk, at=AT)
    assert list_codes_of_new_sheet(account_id=account.pk) == []


def test_a_sheet_that_was_left_lying_is_not_taken_beside_another_second_step(db: None) -> None:
    account = an_account()
    make_code_sheet(account_id=account.pk, at=AT)
    codes = list_codes_of_new_sheet(account_id=account.pk)
    give_app(account, AT)
    with pytest.raises(ProofRefused):
        take(account, codes[0])
    assert [row.kind for row in list_factors(account_id=account.pk)] == ["totp"]


def test_typing_from_a_sheet_while_new_ones_are_made_and_taken_waits_for_nobody_for_ever(
    in_threads: Callable[..., list[Any]],
) -> None:
    with association_scope(INSTALLATION), transaction.atomic():
        account = an_account()
    old = a_sheet(account)
    make_code_sheet(account_id=account.pk, at=AT)
    new = list_codes_of_new_sheet(account_id=account.pk)

    def at_once(what: Callable[[], object]) -> Callable[[Callable[[], object]], object]:
        def one(meet: Callable[[], object]) -> object:
            meet()
            return what()

        return one

    type_old = at_once(lambda: use(account, old[1], hours=3))
    type_new = at_once(lambda: use(account, new[0], hours=3))
    make = at_once(lambda: make_code_sheet(account_id=account.pk, at=AT))
    take_it = at_once(lambda: take(account, new[0]))
    found = in_threads(*[type_old, type_new, make, take_it] * 5)
    strange = [
        each
        for each in found
        if isinstance(each, Exception) and not isinstance(each, ProofRefused | TooManyTries)
    ]
    assert strange == []
