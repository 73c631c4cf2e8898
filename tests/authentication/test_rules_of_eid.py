"""What an installation may say of its brokers, and what an ID token must say before anybody is believed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from matrikel.authentication.rules.brokers import (
    BrokersWrong,
    find_eid,
    origin_of,
    read_brokers,
    strong_eids,
)
from matrikel.authentication.rules.id_tokens import NotBelieved, identified_by
from tests.conftest import AT
from tests.factories.openid import CLIENT, SUBSTANTIAL, a_key, broker_at

WHOLE = """
[broker.prov]
issuer = "https://login.example.org/auth"
client_id = "matrikel"
client_secret = "secret"
[[broker.prov.eid]]
code = "bankid-se"
name = "BankID"
level = "substantial"
acr = ["urn:x:bankid"]
"""
BROKER = broker_at("https://login.example.org/auth")
EID, WEAK = BROKER.eids
NOW = int(AT.timestamp())
RIGHT = {
    "iss": BROKER.issuer,
    "aud": CLIENT,
    "sub": "anna",
    "nonce": "nonce",
    "acr": SUBSTANTIAL,
    "iat": NOW,
    "auth_time": NOW,
    "exp": NOW + 300,
}


def read(text: str, *, loopback: bool = False) -> Any:
    return read_brokers(text, read=a_key, loopback=loopback)


def test_a_broker_is_read_with_what_it_does_not_say() -> None:
    (broker,) = read(WHOLE)
    (eid,) = broker.eids
    assert (broker.origin, broker.scopes, broker.algorithms, dict(broker.request)) == (
        "https://login.example.org:443",
        ("openid",),
        ("RS256",),
        {"prompt": "login"},
    )
    assert (broker.subject_claim, broker.acr_claim, broker.auth_time, broker.signed_request) == (
        "sub",
        "acr",
        True,
        False,
    )
    assert (eid.key, eid.acr, eid.accepts, eid.is_strong) == (
        "prov/bankid-se",
        ("urn:x:bankid",),
        frozenset({"urn:x:bankid"}),
        True,
    )
    assert (find_eid([broker], "prov/bankid-se"), find_eid([broker], "prov/x")) == ((broker, eid), None)
    assert strong_eids([broker, BROKER]) == ["prov/bankid-se", "prov/bankid"]


def test_no_secret_of_a_broker_is_shown_by_accident() -> None:
    (broker,) = read(WHOLE.replace('client_secret = "secret"', 'client_key = "a"\ndecryption_key = "b"'))
    assert ("PRIVATE KEY" in broker.client_key, "PRIVATE KEY" in repr(broker)) == (True, False)
    assert "secret-between" not in repr(BROKER)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[broker.prov]", "[broker", "not TOML"),
        ("[broker.prov]", "colour = 1\n[broker.prov]", "nothing but tables"),
        ("[broker.prov]", "[broker.PROV]", "small letters"),
        ("https:", "http:", "without encryption"),
        ("https:", "ftp:", "an address such as"),
        ("https://login.example.org/auth", "https://a@login.example.org/auth", "an address such as"),
        ("https://login.example.org/auth", "https://login.example.org/auth?x=1", "an address such as"),
        ("https://login.example.org/auth", "https://[/", "an address such as"),
        ('issuer = "https://login.example.org/auth"', "", "issuer is missing"),
        ('client_id = "matrikel"', "", "client_id is missing"),
        ('client_secret = "secret"', "", "either client_secret or client_key"),
        ('client_secret = "secret"', 'client_secret = "s"\nclient_key = "k"', "either client_secret or"),
        ('client_secret = "secret"', 'client_secret = "s"\nsigned_request = true', "only with a client_key"),
        ('client_secret = "secret"', 'client_secret = "s"\nalgorithms = ["HS256"]', "a pair of keys"),
        ('client_secret = "secret"', 'client_secret = "s"\nalgorithms = ["none"]', "a pair of keys"),
        ('client_secret = "secret"', 'client_secret = "s"\nalgorithms = []', "no list of texts"),
        ('client_secret = "secret"', 'client_secret = "s"\nscopes = ["profile"]', "openid is among them"),
        ('client_secret = "secret"', 'client_secret = "s"\ndecryption_key = "curve"', "none of RSA"),
        ('client_secret = "secret"', 'client_secret = "s"\nauth_time = "no"', "true or false"),
        ('client_secret = "secret"', 'client_secret = "s"\nrequest = {state = "x"}', "not for a setting"),
        ('client_secret = "secret"', 'client_secret = "s"\ncolour = "red"', "colour is no setting"),
        ('level = "substantial"', "", "level is missing"),
        ('level = "substantial"', 'level = "strong"', "low, substantial or high"),
        ('acr = ["urn:x:bankid"]', "", "acr is missing"),
        ('acr = ["urn:x:bankid"]', "acr = []", "acr is missing"),
        ('acr = ["urn:x:bankid"]', 'acr = ["a b"]', "without spaces"),
        ('code = "bankid-se"', 'code = "BankID SE"', "small letters"),
        ("[[broker.prov.eid]]", "[[broker.prov.eide]]", "eide is no setting"),
    ],
)
def test_half_a_setting_is_refused_with_what_is_wrong(before: str, after: str, said: str) -> None:
    assert before in WHOLE
    with pytest.raises(BrokersWrong, match=said.replace("[", r"\[")):
        read(WHOLE.replace(before, after))


def test_a_broker_without_eids_with_one_twice_and_none_at_all_are_refused() -> None:
    begins, eid = WHOLE.split("[[broker.prov.eid]]")
    for text, said in (
        (begins, "offers no eID"),
        (begins + f"[[broker.prov.eid]]{eid}" * 2, "same code"),
        ("", "at least one"),
    ):
        with pytest.raises(BrokersWrong, match=said):
            read(text)


def test_only_this_machine_itself_is_spoken_to_in_clear_and_only_where_everybody_is_made_up() -> None:
    here = WHOLE.replace("https://login.example.org", "http://127.0.0.1:8080")
    assert read(here, loopback=True)[0].origin == "http://127.0.0.1:8080"
    for text, loopback in ((here, False), (WHOLE.replace("https:", "http:"), True)):
        with pytest.raises(BrokersWrong, match="without encryption"):
            read(text, loopback=loopback)


def test_a_key_that_is_not_there_or_is_none_is_refused() -> None:
    def missing(name: str) -> str:
        raise FileNotFoundError(name)

    text = WHOLE.replace('client_secret = "secret"', 'client_key = "k.pem"')
    for reads in (missing, lambda name: "no key"):
        with pytest.raises(BrokersWrong, match=r"k\.pem cannot be read"):
            read_brokers(text, read=reads, loopback=False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example", "https://A.example:443/x?y", True),
        ("https://a.example", "http://a.example", False),
        ("https://a.example", "https://a.example:444/", False),
        ("https://a.example", "https://a.example@b.example/", False),
        ("https://a.example", "https://b.example/a.example", False),
        ("https://a.example", "https://[", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(one: str, other: str, same: bool) -> None:
    assert (origin_of(one) == origin_of(other)) is same


# --- ID tokens --------------------------------------------------------------------------------------------


def believed(change: dict[str, Any], **given: Any) -> tuple[str, str]:
    claims = {name: value for name, value in {**RIGHT, **change}.items() if value is not None}
    found = identified_by(
        claims, **{"broker": BROKER, "eid": EID, "nonce": "nonce", "asked_at": AT, "at": AT, **given}
    )
    return found.subject, found.acr


def test_a_right_token_says_who_it_is_and_how_sure_that_is() -> None:
    assert believed({}) == ("anna", SUBSTANTIAL)
    assert believed({"aud": [CLIENT], "azp": CLIENT, "nbf": NOW}) == ("anna", SUBSTANTIAL)


@pytest.mark.parametrize("skew", [-60, 60])
def test_a_clock_may_be_a_minute_off(skew: int) -> None:
    moved = {"iat": NOW + skew, "auth_time": NOW + skew, "exp": NOW + skew + 1}
    assert believed(moved) == ("anna", SUBSTANTIAL)


WRONG: list[tuple[dict[str, Any], str]] = [
    *(({"iss": each}, "issuer") for each in (None, "https://login.example.org", BROKER.issuer + "/", [BROKER.issuer])),
    *(({"aud": each}, "audience") for each in (None, "other", ["other"], [], [CLIENT, "other"], {CLIENT: 1})),
    *(({"azp": each}, "authorized party") for each in ("other", [CLIENT], "")),
    *(({"nonce": each}, "nonce") for each in (None, "other", "", ["nonce"], 1)),
    *(({"acr": each}, "level") for each in (None, "", "urn:example:se:letter", [SUBSTANTIAL], SUBSTANTIAL + "x")),
    *(({"sub": each}, "subject") for each in (None, "", " ", 7, "x" * 256)),
    *(({"exp": each}, "expired") for each in (NOW - 60, NOW - 86_400)),
    *(({"exp": each}, "exp") for each in (None, "9999999999", True, float("nan"), float("inf"), -1)),
    *(({"iat": each}, "issued at") for each in (NOW + 61, NOW - 61)),
    *(({"iat": each}, "iat") for each in (None, "now", True, float("nan"))),
    *(({"auth_time": each}, "authenticated at") for each in (NOW - 61, NOW + 61)),
    *(({"auth_time": each}, "auth_time") for each in (None, "now", False)),
    ({"nbf": NOW + 61}, "not before"),
    ({"nbf": "soon"}, "nbf"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "check"), WRONG)
def test_whatever_is_wrong_in_a_token_makes_it_worth_nothing(change: dict[str, Any], check: str) -> None:
    with pytest.raises(NotBelieved) as caught:
        believed(change)
    assert str(caught.value) == check


def test_a_broker_that_never_says_when_somebody_showed_it_may_say_so_in_its_settings() -> None:
    silent = broker_at(BROKER.issuer, settings='client_secret = "s"\nauth_time = false')
    assert believed({"auth_time": None}, broker=silent) == ("anna", SUBSTANTIAL)
    with pytest.raises(NotBelieved):
        believed({"auth_time": NOW - 3_600}, broker=silent)


def test_without_a_question_there_is_no_right_answer() -> None:
    refuses: Callable[..., Any] = pytest.raises
    with refuses(NotBelieved):
        believed({"nonce": ""}, nonce="")
    with refuses(NotBelieved):
        believed({}, asked_at=AT + timedelta(minutes=2), at=AT + timedelta(minutes=2))
