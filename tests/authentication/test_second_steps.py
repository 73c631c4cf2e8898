"""Second steps work once each, lie sealed, belong to one account, and are told about by letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import translation

from matrikel.access.models import Account
from matrikel.audit.models import Entry
from matrikel.authentication.actions.carry_out_resets import carry_out_resets
from matrikel.authentication.actions.make_recovery_codes import make_recovery_codes
from matrikel.authentication.actions.note_sign_in import note_sign_in
from matrikel.authentication.actions.remove_factors import remove_factors
from matrikel.authentication.actions.reset_factors import reset_factors
from matrikel.authentication.actions.use_factor_code import use_factor_code
from matrikel.authentication.adapter import SealedFactors, factors_of
from matrikel.authentication.errors import ProofRefused, TooManyTries
from matrikel.authentication.models import FactorReset
from matrikel.authentication.queries import (
    count_recovery_codes,
    find_reset,
    has_factor,
    is_remembered,
    list_remembered_browsers,
)
from matrikel.authentication.rules.proofs import Way
from matrikel.kernel import actors
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.keys.sealing import CannotOpen
from tests.conftest import AT
from tests.factories.sign_ins import HERE, an_account, code_of_app, give_app, letters


def use(account: Account, code: str, **after: float) -> Way:
    return use_factor_code(
        account_id=account.pk, code=code, neighbourhood=HERE, language="en", at=AT + timedelta(**after)
    )


def an_officer_of(number: int) -> Actor:
    return Actor(kind=ActorKind.ACCOUNT, id=an_account(f"officer{number}@example.se").pk)


def test_the_code_of_now_and_of_its_neighbours_works_once(db: None) -> None:
    account = an_account()
    secret = give_app(account, AT)
    now, before = code_of_app(secret, AT), code_of_app(secret, AT, steps=-1)
    assert use(account, f"{now[:3]} {now[3:]}") is Way.APP
    for code in (now, before, "", "000000000", "x"):
        with pytest.raises(ProofRefused):
            use(account, code)
    assert use(account, code_of_app(secret, AT, steps=2), seconds=30) is Way.APP
    with pytest.raises(ProofRefused):
        use(account, code_of_app(secret, AT, steps=9), seconds=60)


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_twenty_who_type_the_same_code_at_once_one_comes_in(
    in_threads: Callable[..., list[Any]], kind: str
) -> None:
    account = an_account()
    secret = give_app(account, AT)
    code = code_of_app(secret, AT)
    if kind == "recovery":
        code = make_recovery_codes(account_id=account.pk, language="en", at=AT)[3]

    def type_it(meet: Callable[[], object]) -> Way:
        meet()
        return use(account, code)

    found = in_threads(*[type_it] * 20)
    assert [answer for answer in found if isinstance(answer, Way)] == [
        Way.APP if kind == "app" else Way.RECOVERY_CODE
    ]
    assert {type(answer) for answer in found if not isinstance(answer, Way)} <= {ProofRefused, TooManyTries}


def test_recovery_codes_work_once_each_and_new_ones_replace_the_old(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    codes = make_recovery_codes(account_id=account.pk, language="en", at=AT)
    assert (len(set(codes)), count_recovery_codes(account_id=account.pk)) == (10, 10)
    assert use(account, f"{codes[0][:4]} {codes[0][4:]}") is Way.RECOVERY_CODE
    assert count_recovery_codes(account_id=account.pk) == 9
    fresh = make_recovery_codes(account_id=account.pk, language="en", at=AT)
    for code in (codes[0], codes[1]):
        with pytest.raises(ProofRefused):
            use(account, code)
    assert use(account, fresh[9]) is Way.RECOVERY_CODE
    assert [letter.content.subject for letter in letters()] == [
        "You have a new second step",
        "A recovery code was used",
        "You have new recovery codes",
        "A recovery code was used",
    ]


def test_seeds_lie_sealed_and_open_for_their_own_account_alone(db: None) -> None:
    account, thief = an_account(), an_account("thief@example.se")
    secret = give_app(account, AT)
    row = Authenticator.objects.get(user=account)
    assert (secret in str(row.data), row.data["secret"] == secret) == (False, False)
    with factors_of(account.pk):
        assert SealedFactors().decrypt(row.data["secret"]) == secret
    give_app(thief, AT)
    Authenticator.objects.filter(user=thief).update(data=row.data)
    with pytest.raises(CannotOpen):
        use(thief, code_of_app(secret, AT))
    with pytest.raises(RuntimeError):
        SealedFactors().decrypt(row.data["secret"])


def test_with_the_last_second_step_go_the_codes_and_the_remembered_browsers(db: None) -> None:
    account, other = an_account(), an_account("other@example.se")
    give_app(account, AT)
    give_app(other, AT)
    make_recovery_codes(account_id=account.pk, language="en", at=AT)
    known = note_sign_in(
        account_id=account.pk,
        by=Way.APP,
        with_factor=True,
        device="Firefox · Linux",
        browser_secret="",
        remember=True,
        language="en",
        at=AT,
    )
    assert is_remembered(account_id=account.pk, secret=known, at=AT + timedelta(days=30)) is False
    assert is_remembered(account_id=account.pk, secret=known, at=AT + timedelta(days=29)) is True
    assert is_remembered(account_id=other.pk, secret=known, at=AT) is False
    theirs = Authenticator.objects.get(user=other)
    with pytest.raises(NotFound):
        remove_factors(account_id=account.pk, factor_ids=[theirs.pk], language="en", at=AT)
    own = Authenticator.objects.get(user=account, type="totp")
    assert remove_factors(account_id=account.pk, factor_ids=[own.pk], language="en", at=AT) == 0
    assert (Authenticator.objects.filter(user=account).count(), has_factor(account_id=account.pk)) == (
        0,
        False,
    )
    assert list_remembered_browsers(account_id=account.pk, at=AT) == []
    assert Authenticator.objects.filter(user=other).count() == 1


def test_what_a_browser_held_before_it_was_remembered_is_worth_nothing_then(db: None) -> None:
    account = an_account()
    give_app(account, AT)

    def signs_in(secret: str, *, remember: bool) -> str:
        return note_sign_in(
            account_id=account.pk,
            by=Way.APP,
            with_factor=True,
            device="Firefox · Linux",
            browser_secret=secret,
            remember=remember,
            language="en",
            at=AT,
        )

    noted_down = signs_in("", remember=False)
    told = len(letters())
    held = signs_in(noted_down, remember=True)
    assert held != noted_down
    assert is_remembered(account_id=account.pk, secret=noted_down, at=AT) is False
    assert is_remembered(account_id=account.pk, secret=held, at=AT) is True
    # It is the same browser still: no letter tells of a new one.
    assert (len(list_remembered_browsers(account_id=account.pk, at=AT)), len(letters())) == (1, told)


def test_a_letter_tells_of_the_second_device_but_not_of_the_first_nor_of_a_known_one(db: None) -> None:
    account = an_account()

    def signs_in(secret: str, device: str) -> str:
        return note_sign_in(
            account_id=account.pk,
            by=Way.CODE,
            with_factor=False,
            device=device,
            browser_secret=secret,
            remember=True,
            language="sv",
            at=AT,
        )

    phone = signs_in("", "Firefox · Android")
    assert signs_in(phone, "Firefox · Android") == phone
    assert letters() == []
    signs_in("", "Chrome · Windows")
    assert [letter.content.subject for letter in letters()] == ["Du loggade in på en ny enhet"]
    assert "Chrome · Windows" in letters()[0].content.blocks[0].text
    # Without a second step nothing is remembered, whatever was ticked.
    assert is_remembered(account_id=account.pk, secret=phone, at=AT) is False


def test_lost_second_steps_go_a_day_later_and_a_letter_says_so_before(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    with association_scope(INSTALLATION):
        due = reset_factors(account_ids=[account.pk], actor=an_officer_of(1), at=AT)
    assert due == {account.pk: AT + timedelta(hours=24)}
    waits = find_reset(account_id=account.pk)
    assert waits is not None
    assert waits.due_at == AT + timedelta(hours=24)
    assert letters()[-1].content.subject == "Your second step will be taken away"
    assert carry_out_resets(at=AT + timedelta(hours=23, minutes=59)) == 0
    assert has_factor(account_id=account.pk) is True
    assert carry_out_resets(at=AT + timedelta(hours=24)) == 1
    assert (has_factor(account_id=account.pk), letters()[-1].content.subject) == (
        False,
        "Your second step was taken away",
    )


def test_whoever_lost_them_is_told_in_one_language_before_and_after(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    with association_scope(INSTALLATION):
        reset_factors(account_ids=[account.pk], actor=an_officer_of(1), language="nb", at=AT)
    carry_out_resets(at=AT + timedelta(hours=24))
    said = [letter.content.subject for letter in letters()[-2:]]
    with translation.override("nb"):
        wanted = ["Your second step will be taken away", "Your second step was taken away"]
        assert said == [translation.gettext(each) for each in wanted]


def test_a_second_officer_makes_it_happen_now_and_nobody_counts_twice(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    first, second = an_officer_of(1), an_officer_of(2)
    herself = Actor(kind=ActorKind.ACCOUNT, id=account.pk)
    with association_scope(INSTALLATION):
        for actor in (first, first, herself):
            assert reset_factors(account_ids=[account.pk], actor=actor, at=AT) == {
                account.pk: AT + timedelta(hours=24)
            }
        assert reset_factors(account_ids=[account.pk], actor=second, at=AT) == {account.pk: AT}
    assert carry_out_resets(at=AT) == 1
    assert has_factor(account_id=account.pk) is False


def test_one_who_asks_on_the_server_and_then_as_an_officer_is_not_two(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    with association_scope(INSTALLATION):
        server, officer = actors.command("lost_second_step"), an_officer_of(1)
        for actor in (server, officer, server, officer):
            assert reset_factors(account_ids=[account.pk], actor=actor, at=AT) == {
                account.pk: AT + timedelta(hours=24)
            }
        assert reset_factors(account_ids=[account.pk], actor=an_officer_of(2), at=AT) == {account.pk: AT}


def test_whoever_still_has_the_second_step_stops_its_reset_by_signing_in(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    with association_scope(INSTALLATION):
        reset_factors(account_ids=[account.pk], actor=an_officer_of(1), at=AT)
    for with_factor, left in ((False, 1), (True, 0)):
        note_sign_in(
            account_id=account.pk,
            by=Way.CODE,
            with_factor=with_factor,
            device="",
            browser_secret="",
            remember=False,
            language="en",
            at=AT,
        )
        assert FactorReset.objects.count() == left


def test_nothing_of_this_is_logged_with_an_address_or_a_device(db: None) -> None:
    account = an_account()
    give_app(account, AT)
    make_recovery_codes(account_id=account.pk, language="en", at=AT)
    with association_scope(INSTALLATION):
        entries = list(Entry.objects.filter(action__startswith="authentication.").order_by("id"))
        assert [entry.action for entry in entries] == [
            "authentication.factor_added",
            "authentication.recovery_codes_made",
        ]
        assert {entry.actor_id for entry in entries} == {account.pk}
        assert [entry.header for entry in entries] == [{"kind": "totp"}, {}]


def test_of_twenty_who_ask_for_a_reset_at_once_all_hear_the_same_day_and_one_letter_leaves(
    in_threads: Callable[..., list[Any]],
) -> None:
    account, officer = an_account(), an_officer_of(1)

    def ask(meet: Callable[[], object]) -> object:
        with association_scope(INSTALLATION):
            meet()
            return reset_factors(account_ids=[account.pk], actor=officer, at=AT)

    assert in_threads(*[ask] * 20) == [{account.pk: AT + timedelta(hours=24)}] * 20
    assert (FactorReset.objects.count(), len(letters())) == (1, 1)
