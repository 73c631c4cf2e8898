"""A code by letter works once, for a while, in the browser that asked; and tells nobody who signs in here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.authentication.actions.ask_for_code import ask_for_code
from matrikel.authentication.actions.send_code import send_code
from matrikel.authentication.actions.use_code import use_code
from matrikel.authentication.errors import ProofRefused, TooManyTries
from matrikel.authentication.models import Challenge
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from tests.conftest import AT
from tests.factories.sign_ins import HERE, an_account, letters, newest_code


def ask(email: str = "eva@example.se", language: str = "en", neighbourhood: str = HERE) -> Any:
    return ask_for_code(email=email, language=language, neighbourhood=neighbourhood, at=AT)


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


def test_five_letters_an_hour_are_enough_for_one_address_known_or_not(db: None) -> None:
    for email in ("eva@example.se", "nobody@example.se"):
        for _ in range(5):
            ask(email)
        with pytest.raises(TooManyTries, match="Wait 60 minutes"):
            ask(email, neighbourhood="elsewhere")


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
