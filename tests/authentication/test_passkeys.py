"""A passkey signs in once per question, on our pages alone, by a device that has asked whose finger it is."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator

from matrikel.access.models import Account
from matrikel.authentication.actions.add_passkey import add_passkey
from matrikel.authentication.actions.use_passkey import use_passkey
from matrikel.authentication.errors import ProofRefused, TooManyTries
from matrikel.authentication.models import Challenge
from matrikel.authentication.passkeys import Asked
from matrikel.authentication.queries import ask_for_passkey, ask_to_make_passkey
from tests.conftest import AT
from tests.factories.passkeys import ORIGIN, PRESENT, Device, give_passkey
from tests.factories.sign_ins import HERE, an_account


def use(asked: Asked, answer: str, *, origin: str = ORIGIN, **after: float) -> Account:
    at = AT + timedelta(**after)
    return use_passkey(answer=answer, token=asked.token, origin=origin, neighbourhood=HERE, at=at)


def test_a_passkey_signs_in_and_its_answer_works_once(db: None) -> None:
    device = give_passkey(an_account(), AT)
    asked = ask_for_passkey(origin=ORIGIN, at=AT)
    answer = device.answer(asked)
    assert use(asked, answer) == device.account
    with pytest.raises(ProofRefused):
        use(asked, answer)
    # Nor does another answer to the same question.
    with pytest.raises(ProofRefused):
        use(asked, device.answer(asked))


@pytest.mark.parametrize("counter", [0, 7])
def test_of_twenty_who_send_the_same_answer_at_once_one_comes_in(
    in_threads: Callable[..., list[Any]], counter: int
) -> None:
    device = give_passkey(an_account(), AT)
    asked = ask_for_passkey(origin=ORIGIN, at=AT)
    answer = device.answer(asked, counter=counter)

    def send_it(meet: Callable[[], object]) -> Account:
        meet()
        return use(asked, answer)

    found = in_threads(*[send_it] * 20)
    assert [each for each in found if isinstance(each, Account)] == [device.account]
    assert {type(each) for each in found if not isinstance(each, Account)} <= {ProofRefused, TooManyTries}
    assert Challenge.objects.filter(kind="PASSKEY", answered_at__isnull=False).count() == 2


def test_of_twenty_who_make_the_same_passkey_at_once_one_has_it(in_threads: Callable[..., list[Any]]) -> None:
    device = Device(an_account())
    asked = ask_to_make_passkey(account=device.account, origin=ORIGIN, at=AT)
    answer = device.made(asked)

    def send_it(meet: Callable[[], object]) -> None:
        meet()
        add_passkey(
            account_id=device.account.pk, name="", answer=answer, token=asked.token, origin=ORIGIN,
            neighbourhood=HERE, language="en", at=AT,
        )  # fmt: skip

    found = in_threads(*[send_it] * 20)
    assert (found.count(None), Authenticator.objects.count()) == (1, 1)
    assert {type(each) for each in found if each is not None} == {ProofRefused}


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://matrikel.example.evil.example"},
        {"origin": "https://sub.matrikel.example"},
        {"origin": "https://matrikel.example:8443"},
        {"origin": "http://matrikel.example"},
        {"origin": "null"},
        {"origin": ""},
        {"host": "evil.example"},
        {"host": "example"},
        {"host": "sub.matrikel.example"},
        {"host": ""},
        {"origin": "https://evil.example", "host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"kind": "webauthn.create"},
        {"is_forged": True},
    ],
    ids=str,
)
def test_an_answer_for_somebody_elses_page_or_without_a_finger_signs_nobody_in(
    db: None, wrong: dict[str, Any]
) -> None:
    device = give_passkey(an_account(), AT)
    asked = ask_for_passkey(origin=ORIGIN, at=AT)
    with pytest.raises(ProofRefused):
        use(asked, device.answer(asked, **wrong))
    # The question is still open: whoever is asked by mistake tries again.
    assert use(asked, device.answer(asked)) == device.account


def test_an_answer_that_was_right_elsewhere_is_wrong_here(db: None) -> None:
    device = give_passkey(an_account(), AT)
    evil = "https://evil.example"
    asked = ask_for_passkey(origin=evil, at=AT)
    for host in ("evil.example", "matrikel.example"):
        answer = device.answer(asked, origin=evil, host=host)
        with pytest.raises(ProofRefused):
            use(asked, answer)


@pytest.mark.parametrize("wrong", [{"origin": "https://evil.example"}, {"host": "evil.example"}], ids=str)
def test_no_passkey_of_somebody_elses_page_is_kept(db: None, wrong: dict[str, str]) -> None:
    device = Device(an_account())
    asked = ask_to_make_passkey(account=device.account, origin=ORIGIN, at=AT)
    with pytest.raises(ProofRefused):
        add_passkey(
            account_id=device.account.pk, name="", answer=device.made(asked, **wrong), token=asked.token,
            origin=ORIGIN, neighbourhood=HERE, language="en", at=AT,
        )  # fmt: skip
    assert Authenticator.objects.count() == 0


def test_a_question_is_for_one_purpose_one_account_and_half_an_hour(db: None) -> None:
    device, other = give_passkey(an_account(), AT), an_account("other@example.se")
    to_make = ask_to_make_passkey(account=device.account, origin=ORIGIN, at=AT)
    asked = ask_for_passkey(origin=ORIGIN, at=AT)
    with pytest.raises(ProofRefused):
        use(to_make, device.answer(to_make))
    for minutes in (30.1, -1):
        with pytest.raises(ProofRefused):
            use(asked, device.answer(asked), minutes=minutes)
    # Somebody else's question does not let a passkey be added to another account.
    thief = Device(other)
    with pytest.raises(ProofRefused):
        add_passkey(
            account_id=other.pk, name="", answer=thief.made(to_make), token=to_make.token, origin=ORIGIN,
            neighbourhood=HERE, language="en", at=AT,
        )  # fmt: skip
    assert use(asked, device.answer(asked), minutes=29) == device.account


def test_of_forty_answers_at_once_that_make_no_passkey_twenty_are_looked_at(
    in_threads: Callable[..., list[Any]],
) -> None:
    device = Device(an_account())
    asked = ask_to_make_passkey(account=device.account, origin=ORIGIN, at=AT)

    def send_it(meet: Callable[[], object]) -> None:
        meet()
        add_passkey(
            account_id=device.account.pk, name="", answer="{}", token=asked.token, origin=ORIGIN,
            neighbourhood=HERE, language="en", at=AT,
        )  # fmt: skip

    assert Counter(type(each) for each in in_threads(*[send_it] * 40)) == {ProofRefused: 20, TooManyTries: 20}
    # Whoever waited makes it after all.
    give_passkey(device.account, AT + timedelta(minutes=16))
    assert Authenticator.objects.count() == 1


def test_a_passkey_signs_in_for_its_own_account_alone(db: None) -> None:
    device, other = give_passkey(an_account(), AT), give_passkey(an_account("other@example.se"), AT)
    asked = ask_for_passkey(origin=ORIGIN, at=AT)
    for handle in (other.account, Account(id=uuid4())):
        stolen = Device(handle, credential_id=device.credential_id, key=device.key)
        with pytest.raises(ProofRefused):
            use(asked, stolen.answer(asked))
    Account.objects.filter(id=device.account.pk).update(is_active=False)
    with pytest.raises(ProofRefused):
        use(asked, device.answer(asked))


def test_a_device_that_counts_and_was_copied_signs_nobody_in(db: None) -> None:
    device = give_passkey(an_account(), AT)
    for counter, comes_in in ((5, True), (5, False), (4, False), (0, False), (6, True)):
        asked = ask_for_passkey(origin=ORIGIN, at=AT)
        if comes_in:
            assert use(asked, device.answer(asked, counter=counter)) == device.account
        else:
            with pytest.raises(ProofRefused):
                use(asked, device.answer(asked, counter=counter))


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle", "rawId"])
@pytest.mark.parametrize("put", ["", "AA", "!!", "e30", None, 7])
def test_a_mangled_answer_is_refused_and_breaks_nothing(db: None, part: str, put: object) -> None:
    device = give_passkey(an_account(), AT)
    asked = ask_for_passkey(origin=ORIGIN, at=AT)
    answer = json.loads(device.answer(asked))
    (answer if part == "rawId" else answer["response"])[part] = put
    with pytest.raises(ProofRefused):
        use(asked, json.dumps(answer))
