"""Passwords are refused when they are short, leaked, plain or one's own; nothing else is asked of them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from hypothesis import given
from hypothesis import strategies as st

from config.settings import base
from matrikel.access.models import Account
from matrikel.authentication.actions.check_password import check_password
from matrikel.authentication.actions.set_password import set_password
from matrikel.authentication.errors import PasswordRefused, ProofRefused, TooManyTries
from matrikel.authentication.models import RateCounter
from matrikel.authentication.rules.leaked import FILE, is_leaked
from matrikel.authentication.rules.passwords import Weakness, weakness_of
from tests.conftest import AT
from tests.factories.sign_ins import HERE, an_account, letters

GOOD = "fyra gula lampor ute"
EVA = ["eva.lund@example.se", "Eva Lund"]


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        (GOOD, None),
        ("aaaaaaa bbbb", Weakness.PLAIN),
        ("kort men bra", None),
        ("elva tecken", Weakness.SHORT),
        ("", Weakness.SHORT),
        ("x" * 257, Weakness.LONG),
        ("password1234", Weakness.LEAKED),
        ("PassWord1234", Weakness.LEAKED),
        ("iloveyou1234", Weakness.LEAKED),
        ("åäöåäöåäöåäö", Weakness.PLAIN),
        ("qwertyuiopåasdfg", Weakness.PLAIN),
        ("abcdefghijklmnopqr", Weakness.PLAIN),
        ("Eva.Lund 1234567", Weakness.OWN),
        ("eva.lund@example.se", Weakness.OWN),
        ("🌊🏔️🚲🪵🔥🧶🥁🎷🪗🎻🎺🪕🎲", None),
    ],
)
def test_why_a_password_is_refused(password: str, weakness: Weakness | None) -> None:
    assert weakness_of(password, own_words=EVA) == weakness


@given(st.text(min_size=12, max_size=40))
def test_any_text_can_be_judged(password: str) -> None:
    assert weakness_of(password, own_words=EVA) in {None, *Weakness}


def test_the_list_is_small_and_is_wrong_about_one_good_password_in_a_thousand() -> None:
    assert FILE.stat().st_size <= 900_000
    wrong = sum(is_leaked(f"{number} lampor under ett gult tak") for number in range(20_000))
    assert wrong < 40


def test_passwords_are_hashed_slowly_and_with_much_memory(db: None, settings: object) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS  # type: ignore[attr-defined]
    account = set_password(account_id=an_account().pk, password=GOOD, language="en", at=AT)
    assert identify_hasher(account.password).algorithm == "scrypt"


def test_a_password_is_the_same_from_every_keyboard(db: None) -> None:
    account = an_account()
    set_password(account_id=account.pk, password="Trädgård i maj 7", language="en", at=AT)
    apart = "Tra\u0308dga\u030ard i maj 7"
    found = check_password(email="EVA@example.se ", password=apart, neighbourhood=HERE, at=AT)
    assert found == account
    assert [letter.content.subject for letter in letters()] == ["Your password was changed"]


def test_a_refused_password_changes_nothing(db: None) -> None:
    account = an_account()
    with pytest.raises(PasswordRefused, match="leaked elsewhere"):
        set_password(account_id=account.pk, password="password1234", language="en", at=AT)
    assert (Account.objects.get().password, letters()) == ("", [])


@pytest.mark.parametrize(
    "email", ["eva@example.se", "nobody@example.se", "without@example.se", "not an address"]
)
def test_known_and_unknown_addresses_are_refused_alike_and_check_one_password(
    db: None, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_password(account_id=an_account().pk, password=GOOD, language="en", at=AT)
    an_account("without@example.se")
    hasher = identify_hasher(Account.objects.get(email="eva@example.se").password)
    checked: list[str] = []
    verify = type(hasher).verify
    monkeypatch.setattr(
        type(hasher),
        "verify",
        lambda self, typed, stored: checked.append(stored) or verify(self, typed, stored),
    )
    check_password.__globals__["_nobodys"]()
    with pytest.raises(ProofRefused, match="The address or the password is wrong"):
        check_password(email=email, password="something else", neighbourhood=HERE, at=AT)
    assert (len(checked), RateCounter.objects.count()) == (1, 3)
    assert settings.PASSWORD_HASHERS


def test_after_ten_tries_even_the_right_password_has_to_wait_there_and_not_elsewhere(db: None) -> None:
    set_password(account_id=an_account().pk, password=GOOD, language="en", at=AT)
    for number in range(10):
        with pytest.raises(ProofRefused):
            check_password(email="eva@example.se", password=f"wrong {number}", neighbourhood=HERE, at=AT)
    with pytest.raises(TooManyTries, match="Wait 15 minutes"):
        check_password(email="eva@example.se", password=GOOD, neighbourhood=HERE, at=AT)
    check_password(email="eva@example.se", password=GOOD, neighbourhood="elsewhere", at=AT)
    later = AT + timedelta(minutes=15)
    assert (
        check_password(email="eva@example.se", password=GOOD, neighbourhood=HERE, at=later).email
        == "eva@example.se"
    )
