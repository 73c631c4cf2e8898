"""A code by letter works once, for a while, in the browser that asked; and tells nobody who signs in here."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.access.models import Account
from matrikel.authentication.actions.ask_for_code import ask_for_code
from matrikel.authentication.actions.note_sign_in import note_sign_in
from matrikel.authentication.actions.send_code import send_code
from matrikel.authentication.actions.use_code import use_code
from matrikel.authentication.errors import ProofRefused, TooManyTries
from matrikel.authentication.models import Challenge
from matrikel.authentication.rules.proofs import Way
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from tests.conftest import AT
from tests.factories.sign_ins import HERE, an_account, letters, newest_code


def ask(
    email: str = "eva@example.se", language: str = "en", neighbourhood: str = HERE, browser: str = ""
) -> Any:
    return ask_for_code(
        email=email, language=language, neighbourhood=neighbourhood, browser_secret=browser, at=AT
    )


def a_known_browser(account: Account) -> str:
    """Return what a browser holds in which somebody has signed in before."""
    return note_sign_in(
        account_id=account.pk, by=Way.CODE, with_factor=False, device="", browser_secret="",
        remember=False, language="en", at=AT,
    )  # fmt: skip


def use(challenge_id: Any, code: str, **after: float) -> Any:
    return use_code(challenge_id=challenge_id, code=code, neighbourhood=HERE, at=AT + timedelta(**after))


def test_a_code_comes_by_letter_in_the_readers_language_and_signs_in_once(db: None) -> None:
    account = an_account()
    asked = ask(language="fi")
    code = newest_code(AT)
    assert (letters()[0].to, letters()[0].content.subject) == (
        "eva@example.se",
        f"{code} on kirjautumiskoodisi",
    )
    assert use(asked, f" {code[:3]} {code[3:]} ") == account
    with pytest.raises(ProofRefused):
        use(asked, code)


def test_a_code_is_worth_nothing_late_elsewhere_or_for_a_closed_account(db: None) -> None:
    account = an_account()
    asked = ask()
    code = newest_code(AT)
    other = ask()
    for challenge, after in ((other, 1), (asked, 15)):
        with pytest.raises(ProofRefused):
            use(challenge, code, minutes=after)
    account.is_active = False
    account.save()
    with pytest.raises(ProofRefused):
        use(asked, code)


def test_after_five_wrong_ones_the_right_code_is_worth_nothing(db: None) -> None:
    an_account()
    asked = ask()
    code = newest_code(AT)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(ProofRefused):
            use(asked, wrong)
    with pytest.raises(ProofRefused):
        use(asked, code)


def test_of_twenty_who_type_the_same_code_at_once_one_comes_in(in_threads: Callable[..., list[Any]]) -> None:
    account = an_account()
    asked = ask()
    code = newest_code(AT)

    def type_it(meet: Callable[[], object]) -> Any:
        meet()
        return use(asked, code)

    found = in_threads(*[type_it] * 20)
    assert [answer for answer in found if answer == account] == [account]
    assert {type(answer) for answer in found if answer != account} <= {ProofRefused, TooManyTries}


def test_for_known_and_unknown_addresses_the_same_is_asked_of_the_database(db: None) -> None:
    an_account()
    asked = []
    for email in ("eva@example.se", "nobody@example.se"):
        with CaptureQueriesContext(connection) as queries:
            ask(email)
        asked.append([query["sql"].split(" ")[:3] for query in queries if "SAVEPOINT" not in query["sql"]])
    assert asked[0] == asked[1]
    assert ProcrastinateJob.objects.filter(task_name="authentication.send_code").count() == 2
    # Whose it is, the job finds out, and then forgets what was typed.
    assert Challenge.objects.filter(account=None).count() == 2
    with association_scope(INSTALLATION):
        for challenge_id in list(Challenge.objects.values_list("id", flat=True)):
            send_code(challenge_id=challenge_id, at=AT)
    assert Challenge.objects.filter(account=None).count() == 1
    assert Challenge.objects.exclude(sealed=None).count() == 0


def test_nobody_gets_a_letter_where_nobody_signs_in(db: None) -> None:
    asked = ask("nobody@example.se")
    with association_scope(INSTALLATION):
        assert send_code(challenge_id=asked, at=AT) is False
    assert letters() == []
    with pytest.raises(ProofRefused):
        use(asked, "")


def test_a_job_that_runs_twice_sends_one_letter(db: None) -> None:
    an_account()
    asked = ask()
    with association_scope(INSTALLATION):
        assert [send_code(challenge_id=asked, at=AT) for _ in range(2)] == [True, False]
    assert len(letters()) == 1


def test_five_letters_an_hour_are_enough_for_one_address_from_one_place_known_or_not(db: None) -> None:
    for email in ("eva@example.se", "nobody@example.se"):
        for _ in range(5):
            ask(email)
        with pytest.raises(TooManyTries, match="Wait 60 minutes"):
            ask(email)
        ask(email, neighbourhood="elsewhere")


def test_of_twenty_who_ask_at_once_for_somebodys_address_five_do_and_the_owner_still_gets_a_code(
    in_threads: Callable[..., list[Any]],
) -> None:
    account = an_account()
    browser = a_known_browser(account)

    def ask_for_her(meet: Callable[[], object]) -> Any:
        meet()
        return ask()

    found = in_threads(*[ask_for_her] * 20)
    assert Counter(isinstance(each, TooManyTries) for each in found) == {False: 5, True: 15}
    # From the same network, in a browser in which she has signed in before; and in a new one from anywhere else.
    assert use(ask(browser=browser), newest_code(AT)) == account
    assert use(ask(neighbourhood="elsewhere"), newest_code(AT)) == account


def test_her_own_browser_has_five_letters_an_hour_whatever_strangers_and_her_neighbours_do(
    in_threads: Callable[..., list[Any]],
) -> None:
    browser = a_known_browser(an_account())
    for number in range(50):
        ask(f"a{number}@example.se")
    for network in range(6):
        for _ in range(5):
            with suppress(TooManyTries):
                ask(neighbourhood=f"net {network}")

    def ask_herself(meet: Callable[[], object]) -> Any:
        meet()
        return ask(browser=browser)

    found = in_threads(*[ask_herself] * 20)
    assert Counter(isinstance(each, TooManyTries) for each in found) == {False: 5, True: 15}


def test_from_many_networks_together_twenty_letters_an_hour_are_enough_known_or_not(db: None) -> None:
    an_account()
    for email in ("eva@example.se", "nobody@example.se"):
        for network in range(4):
            for _ in range(5):
                ask(email, neighbourhood=f"net {network}")
        with pytest.raises(TooManyTries, match="Wait 60 minutes"):
            ask(email, neighbourhood="net 4")


def test_a_browser_counts_apart_for_its_own_address_alone_and_a_made_up_one_never(db: None) -> None:
    browser = a_known_browser(an_account("other@example.se"))
    for held in (browser, "made up 1", "made up 2", "made up 3", "made up 4"):
        ask(browser=held)
    for held in (browser, "made up 5", ""):
        with pytest.raises(TooManyTries):
            ask(browser=held)


@pytest.mark.parametrize("held", ["hers", "made up", ""])
def test_whatever_a_browser_holds_known_and_unknown_addresses_ask_the_database_the_same(
    db: None, held: str
) -> None:
    """`hers` is somebody else's browser than that of the two who are asked for."""
    browser = a_known_browser(an_account("other@example.se")) if held == "hers" else held
    an_account()
    asked = []
    for email in ("eva@example.se", "nob@example.se"):
        with CaptureQueriesContext(connection) as queries:
            ask(email, browser=browser)
        asked.append([query["sql"].split('"s1')[0].split("VALUES")[0][:60] for query in queries])
    assert len(asked[0]) > 5
    assert asked[0] == asked[1]


def test_whoever_goes_through_many_addresses_is_stopped_by_where_they_are(db: None) -> None:
    for number in range(50):
        ask(f"a{number}@example.se")
    with pytest.raises(TooManyTries):
        ask("a51@example.se")
    ask("a51@example.se", neighbourhood="elsewhere")


def test_trying_too_often_tells_nobody_who_signs_in_here(db: None) -> None:
    an_account()
    told: dict[str, list[str]] = {}
    for email in ("eva@example.se", "nobody@example.se"):
        # Two codes each, and more tries in all than one code is given.
        for asked in [ask(email) for _ in range(2)]:
            for _ in range(12):
                with pytest.raises((ProofRefused, TooManyTries)) as refused:
                    use(asked, "000000")
                told.setdefault(email, []).append(type(refused.value).__name__)
    assert told["eva@example.se"] == told["nobody@example.se"]
