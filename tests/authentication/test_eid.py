"""A real OpenID provider is asked: what it signs is believed, and whatever was changed, moved or repeated is not."""

import base64
import hmac
import json
import socket
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from matrikel.access.models import Account
from matrikel.audit.models import Entry
from matrikel.authentication import oidc
from matrikel.authentication.actions.ask_for_new_address import ask_for_new_address
from matrikel.authentication.actions.change_address import change_address
from matrikel.authentication.actions.forget_expired import forget_expired
from matrikel.authentication.actions.link_eid import MOST, link_eid
from matrikel.authentication.actions.remove_eid_links import remove_eid_links
from matrikel.authentication.actions.reset_factors import take_away
from matrikel.authentication.actions.start_eid import start_eid
from matrikel.authentication.actions.take_eid_answer import ShownEid, take_eid_answer
from matrikel.authentication.actions.use_eid import use_eid
from matrikel.authentication.errors import EidUnknown, ProofRefused, TooManyTries
from matrikel.authentication.models import Challenge, EidLink
from matrikel.authentication.oidc import Asking
from matrikel.authentication.queries import has_factor, list_eid_links, list_eids
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from tests.conftest import AT
from tests.factories.openid import CLIENT, SUBSTANTIAL, Provider, a_key, broker_at, provider
from tests.factories.sign_ins import HERE, an_account, codes_in, letters

BACK = "https://register.example.org/sign-in/eid/prov/"


@pytest.fixture
def prov(settings: Any) -> Iterator[Provider]:
    """Return a provider that is the installation's broker."""
    oidc.forget_brokers()
    with provider([BACK]) as found:
        settings.EID_BROKERS = (broker_at(found.issuer),)
        yield found


def ask(*, key: str = "prov/bankid", at: datetime | None = None) -> tuple[str, Asking]:
    return start_eid(key=key, redirect_uri=BACK, language="sv", neighbourhood=HERE, at=at or timezone.now())


def told_in(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def answer(asking: Asking, told: dict[str, str], *, at: datetime | None = None) -> ShownEid:
    return take_eid_answer(asking=asking, told=told, neighbourhood=HERE, at=at or timezone.now())


def show(prov: Provider, *, key: str = "prov/bankid", at: datetime | None = None) -> ShownEid:
    address, asking = ask(key=key, at=at)
    return answer(asking, told_in(prov.show_eid(address)), at=at)


def an_eid(subject: str = "anna", key: str = "prov/bankid") -> ShownEid:
    return ShownEid(
        key=key, name="BankID", is_strong=True, acr=SUBSTANTIAL, subject_hash=subject.encode().ljust(32)
    )


# --- What is asked, and what is believed ------------------------------------------------------------------


def test_the_broker_is_asked_for_one_eid_anew_with_secrets_that_are_never_used_twice(
    prov: Provider, db: None
) -> None:
    (first, asking), (second, _other) = ask(), ask()
    asked = told_in(first)
    assert {name: asked[name] for name in asked if name not in ("state", "nonce", "code_challenge")} == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid",
        "acr_values": SUBSTANTIAL,
        "prompt": "login",
        "max_age": "0",
        "ui_locales": "sv",
        "code_challenge_method": "S256",
    }
    assert asking.verifier not in first
    assert [asked[name] == told_in(second)[name] for name in ("state", "nonce", "code_challenge")] == [
        False
    ] * 3
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) == 43
    # What a broker says of itself is not asked for each time.
    assert [prov.count(path) for path in ("/.well-known/openid-configuration", "/jwks")] == [1, 1]


def test_what_a_real_provider_says_is_believed_and_only_a_keyed_hash_of_it_stays(
    prov: Provider, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    shown, again = show(prov), show(prov)
    prov.user = "bertil"
    other = show(prov)
    assert (shown.key, shown.acr, shown.is_strong) == ("prov/bankid", SUBSTANTIAL, True)
    assert [len(shown.subject_hash), shown == again, shown == other] == [32, True, False]
    weak = show(prov, key="prov/letter")
    assert (weak.is_strong, weak.subject_hash == other.subject_hash) == (False, False)
    assert caplog.messages == []
    # In no row is there anything of what the token says.
    assert set(Challenge.objects.values_list("kind", "sealed", "account")) == {("EID", None, None)}


def test_the_finnish_way_is_signed_there_and_encrypted_back(settings: Any, db: None) -> None:
    oidc.forget_brokers()
    ours = 'client_key = "mine"\ndecryption_key = "opens"\nsigned_request = true'
    client = {
        "jwks": oidc.public_keys(broker_at("http://127.0.0.1:1", settings=ours)),
        "token_endpoint_auth_method": "private_key_jwt",
        "request_object_signing_alg": "RS256",
        "id_token_encrypted_response_alg": "RSA-OAEP",
        "id_token_encrypted_response_enc": "A128CBC-HS256",
    }
    with provider([BACK], **client) as prov:
        settings.EID_BROKERS = (broker_at(prov.issuer, settings=ours),)
        address, asking = ask()
        asked = told_in(address)
        assert sorted(asked) == ["client_id", "redirect_uri", "request", "response_type", "scope"]
        key = RSAKey.import_key(a_key("mine"))
        inner = jwt.decode(asked["request"], key, algorithms=["RS256"]).claims
        assert (inner["iss"], inner["aud"], inner["nonce"], inner["max_age"]) == (
            CLIENT, prov.issuer, asking.nonce, 0,
        )  # fmt: skip
        tokens: list[str] = []
        prov.twist = lambda told: tokens.append(told["id_token"]) or told
        assert answer(asking, told_in(prov.show_eid(address))).acr == SUBSTANTIAL
        assert tokens[0].count(".") == 4
        sent = next(sent for path, sent in prov.seen if path == "/token")
        assert ("client_secret" in sent, sent["client_assertion"].count(".")) == (False, 2)
        # A broker that leaves the envelope away is not believed, even with a right signature inside.
        del prov.server.context.cdb[CLIENT]["id_token_encrypted_response_alg"]
        with pytest.raises(ProofRefused):
            show(prov)
        # Nor one who encrypts for somebody else.
        prov.server.context.cdb[CLIENT]["id_token_encrypted_response_alg"] = "RSA-OAEP"
        settings.EID_BROKERS = (broker_at(prov.issuer, settings=ours.replace("opens", "opens not")),)
        with pytest.raises(ProofRefused):
            show(prov)


def test_a_token_in_an_envelope_that_nobody_asked_for_is_not_opened(prov: Provider, db: None) -> None:
    prov.twist = lambda told: {**told, "id_token": "a.b.c.d.e"}
    with pytest.raises(ProofRefused):
        show(prov)


# --- What is not believed ---------------------------------------------------------------------------------

Forger = Callable[[Provider, dict[str, Any], dict[str, Any]], str]


def signed(claims: dict[str, Any], key: Any, **header: Any) -> str:
    header = {"alg": "RS256", "kid": getattr(key, "kid", None), **header}
    known = ["RS256", "RS384", "HS256"]
    header = {name: value for name, value in header.items() if value is not None}
    return jwt.encode(header, claims, key, algorithms=known, default_type=None)


def changed(**change: Any) -> Forger:
    """Sign with the provider's real key something that is not right."""

    def forge(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
        whole = {name: value for name, value in {**claims, **change}.items() if value is not None}
        return signed(whole, prov.signing_key())

    return forge


def none_at_all(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    return (
        b".".join(_coded(json.dumps(part).encode()) for part in [{"alg": "none"}, claims]) + b"."
    ).decode()


def with_the_public_key_as_secret(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    # No library makes such a token; whoever forges does.
    parts = [{"alg": "HS256", "kid": header["kid"]}, claims]
    body = b".".join(_coded(json.dumps(part).encode()) for part in parts)
    mac = hmac.digest(prov.signing_key().as_pem(private=False), body, "sha256")
    return (body + b"." + _coded(mac)).decode()


def _coded(value: bytes) -> bytes:
    return base64.urlsafe_b64encode(value).rstrip(b"=")


def with_the_clients_secret(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    return signed(claims, OctKey.import_key("a-secret-between-this-broker-and-us"), alg="HS256")


def with_another_key(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    return signed(claims, RSAKey.import_key(a_key("a stranger's")), kid=header["kid"])


def with_a_key_that_it_brings_along(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    key = RSAKey.import_key(a_key("a stranger's"))
    return signed(claims, key, kid=header["kid"], jwk=key.as_dict(private=False))


def with_an_unknown_kid(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    return signed(claims, prov.signing_key(), kid="unknown")


def with_an_algorithm_that_is_not_allowed(
    prov: Provider, claims: dict[str, Any], header: dict[str, Any]
) -> str:
    return signed(claims, prov.signing_key(), alg="RS384")


def as_a_token_of_another_kind(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    return signed(claims, prov.signing_key(), typ="logout+jwt")


def with_one_sign_changed(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    before, body, mac = signed(claims, prov.signing_key()).split(".")
    return ".".join([before, body, ("A" if mac[0] != "A" else "B") + mac[1:]])


def with_its_end_cut_off(prov: Provider, claims: dict[str, Any], header: dict[str, Any]) -> str:
    return signed(claims, prov.signing_key()).rpartition(".")[0] + "."


HOUR = 3_600
FORGERIES: dict[str, Forger] = {
    "issuer": changed(iss="https://elsewhere.example"),
    "no issuer": changed(iss=None),
    "audience": changed(aud="somebody-else"),
    "one audience too many": changed(aud=[CLIENT, "somebody-else"]),
    "authorized party": changed(azp="somebody-else"),
    "nonce": changed(nonce="of-another-question"),
    "no nonce": changed(nonce=None),
    "no level": changed(acr=None),
    "a lower level": changed(acr="urn:example:se:letter"),
    "no subject": changed(sub=None),
    "expired": changed(exp=int(AT.timestamp()) - HOUR),
    "no end": changed(exp=None),
    "from the future": changed(iat=2**33),
    "from long ago": changed(iat=1_000_000_000),
    "no time of issue": changed(iat=None),
    "shown long ago": changed(auth_time=1_000_000_000),
    "no time of showing": changed(auth_time=None),
    "none": none_at_all,
    "public key as secret": with_the_public_key_as_secret,
    "the client's secret": with_the_clients_secret,
    "another key": with_another_key,
    "a key that it brings along": with_a_key_that_it_brings_along,
    "unknown key": with_an_unknown_kid,
    "another algorithm": with_an_algorithm_that_is_not_allowed,
    "another kind": as_a_token_of_another_kind,
    "a changed sign": with_one_sign_changed,
    "cut off": with_its_end_cut_off,
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_token_that_is_not_the_right_one_signs_nobody_in(
    prov: Provider, db: None, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    forged: list[str] = []

    def forge(told: dict[str, Any]) -> dict[str, Any]:
        found = jwt.decode(told["id_token"], prov.signing_key(), algorithms=["RS256"])
        forged.append(FORGERIES[name](prov, found.claims, found.header))
        return {**told, "id_token": forged[0]}

    prov.twist = forge
    with pytest.raises(ProofRefused) as caught:
        show(prov)
    assert str(caught.value) == "BankID has not shown who you are. Try again, or take another way."
    (line,) = caplog.messages
    assert (line.startswith("Broker prov: an answer was not believed"), forged[0] in line) == (True, False)


def test_what_the_forgeries_are_made_from_would_have_been_believed(prov: Provider, db: None) -> None:
    def same(told: dict[str, Any]) -> dict[str, Any]:
        found = jwt.decode(told["id_token"], prov.signing_key(), algorithms=["RS256"])
        return {**told, "id_token": signed(found.claims, prov.signing_key())}

    prov.twist = same
    assert show(prov).acr == SUBSTANTIAL


@pytest.mark.parametrize(
    "told", [{}, {"id_token": None}, {"id_token": 7}, {"id_token": ""}, {"id_token": "a.b"}]
)
def test_an_answer_without_a_token_signs_nobody_in(prov: Provider, db: None, told: dict[str, Any]) -> None:
    prov.twist = lambda _told: told
    with pytest.raises(ProofRefused):
        show(prov)


def test_an_answer_works_once_and_not_later_and_a_broker_asks_for_its_code_but_once(
    prov: Provider, db: None
) -> None:
    address, asking = ask()
    told = told_in(prov.show_eid(address))
    assert answer(asking, told).key == "prov/bankid"
    with pytest.raises(ProofRefused, match="answered already"):
        answer(asking, told)
    late = timezone.now() + timedelta(minutes=16)
    address, asking = ask()
    with pytest.raises(ProofRefused, match="too long"):
        answer(asking, told_in(prov.show_eid(address)), at=late)
    assert prov.count("/token") == 1
    # A code that was handed in is worth nothing in another question of the same browser either.
    _address, other = ask()
    with pytest.raises(ProofRefused, match="has not shown"):
        answer(other, {**told, "state": other.state})
    forget_expired(at=late + timedelta(days=2))
    assert Challenge.objects.count() == 0


def test_of_twenty_who_bring_the_same_answer_at_once_one_is_believed(
    in_threads: Callable[..., list[Any]], prov: Provider
) -> None:
    address, asking = ask()
    told = told_in(prov.show_eid(address))

    def bring(meet: Callable[[], object]) -> ShownEid:
        meet()
        return answer(asking, told)

    found = in_threads(*[bring] * 20)
    assert [each.key for each in found if isinstance(each, ShownEid)] == ["prov/bankid"]
    assert {type(each) for each in found if not isinstance(each, ShownEid)} == {ProofRefused}
    assert prov.count("/token") == 1


def test_a_code_is_worth_nothing_without_what_only_we_know_of_the_question(prov: Provider, db: None) -> None:
    address, asking = ask()
    stolen = Asking(**{**asking.to_json(), "verifier": "x" * 64, "asked_at": asking.asked_at})
    with pytest.raises(ProofRefused):
        answer(stolen, told_in(prov.show_eid(address)))


def test_another_brokers_answer_is_not_handed_in_here(prov: Provider, db: None) -> None:
    for named in ("https://attacker.example", prov.issuer + "/"):
        address, asking = ask()
        with pytest.raises(ProofRefused):
            answer(asking, {**told_in(prov.show_eid(address)), "iss": named})
    assert prov.count("/token") == 0
    # Where a broker promises to name itself, an answer without a name is none.
    says = json.dumps({**_says(prov), "authorization_response_iss_parameter_supported": True}).encode()
    prov.answers["/.well-known/openid-configuration"] = (200, says)
    oidc.forget_brokers()
    address, asking = ask()
    told = told_in(prov.show_eid(address))
    del told["iss"]
    with pytest.raises(ProofRefused):
        answer(asking, told)
    assert prov.count("/token") == 0


def _says(prov: Provider) -> dict[str, Any]:
    oidc.forget_brokers()
    ask()
    return dict(oidc._known[prov.issuer].says)


# --- Keys that change -------------------------------------------------------------------------------------


def test_new_keys_are_fetched_when_one_is_unknown_and_not_again_at_once(prov: Provider, db: None) -> None:
    now = timezone.now()
    assert show(prov, at=now).key == "prov/bankid"
    prov.change_keys()
    with pytest.raises(ProofRefused):
        show(prov, at=now)
    assert prov.count("/jwks") == 1
    assert show(prov, at=now + timedelta(seconds=30)).key == "prov/bankid"
    assert [show(prov, at=now + timedelta(seconds=30)).key, prov.count("/jwks")] == ["prov/bankid", 2]


def test_what_a_broker_says_of_itself_is_asked_anew_after_an_hour(prov: Provider, db: None) -> None:
    now = timezone.now()
    for minutes, asked in ((0, 1), (59, 1), (60, 2), (61, 2)):
        ask(at=now + timedelta(minutes=minutes))
        assert prov.count("/.well-known/openid-configuration") == asked


def test_a_key_that_is_shared_short_or_for_something_else_is_no_key(prov: Provider, db: None) -> None:
    keys = {"keys": [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "a"},
        {"kty": "RSA", "n": "sXch", "e": "AQAB", "kid": "b"},
        {**prov.signing_key().as_dict(private=False), "use": "enc"},
        {"kty": "moon"}, "nothing",
    ]}  # fmt: skip
    prov.answers["/jwks"] = (200, json.dumps(keys).encode())
    with pytest.raises(ProofRefused):
        show(prov)
    assert oidc._known[prov.issuer].keys == ()


# --- Brokers that do not answer, or send elsewhere --------------------------------------------------------

CANNOT = "BankID cannot be reached right now. Try again later, or take another way."


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (404, b"{}"),
        (302, b"{}"),
        (200, b"not json"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"a": "' + b"x" * 300_000 + b'"}'),
        (200, b"[" * 100_000),
    ],
)
def test_a_broker_that_answers_with_something_else_is_said_not_to_be_reached(
    prov: Provider, db: None, status: int, body: bytes
) -> None:
    prov.answers["/.well-known/openid-configuration"] = (status, body)
    with pytest.raises(ProofRefused) as caught:
        ask()
    assert str(caught.value) == CANNOT


@pytest.mark.parametrize("name", ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://attacker.example/x",
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "{0}@attacker.example/",
        None,
        7,
    ],
)
def test_nobody_is_led_and_nothing_sent_elsewhere_than_to_the_issuer(
    prov: Provider, db: None, name: str, elsewhere: object
) -> None:
    told = elsewhere.format(prov.issuer) if isinstance(elsewhere, str) else elsewhere
    prov.answers["/.well-known/openid-configuration"] = (
        200,
        json.dumps({**_says(prov), name: told}).encode(),
    )
    oidc.forget_brokers()
    with pytest.raises(ProofRefused):
        ask()
    assert prov.count("/token") == 0


def test_an_address_that_would_break_out_of_a_header_is_refused(prov: Provider, db: None) -> None:
    bad = {**_says(prov), "authorization_endpoint": f"{prov.issuer}/a\r\nSet-Cookie: x"}
    prov.answers["/.well-known/openid-configuration"] = (200, json.dumps(bad).encode())
    oidc.forget_brokers()
    with pytest.raises(ProofRefused):
        ask()


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 200 OK\r\n\r\n{"])
def test_a_broker_that_stops_in_the_middle_is_waited_for_a_little_and_no_longer(
    monkeypatch: pytest.MonkeyPatch, says: bytes
) -> None:
    monkeypatch.setattr(oidc, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(oidc, "CONNECT_SECONDS", 60.0)
    left: list[bytes] = []

    def stop_in_the_middle(server: socket.socket) -> None:
        line, _address = server.accept()
        with line:
            line.sendall(says)
            while got := line.recv(65_536):
                left.append(got)

    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=stop_in_the_middle, args=[server], daemon=True)
        thread.start()
        with pytest.raises(oidc.Unreachable):
            oidc.names_itself(broker_at(f"http://127.0.0.1:{server.getsockname()[1]}"), at=AT)
        # We have hung up, and not given up waiting.
        thread.join(timeout=30)
    assert (thread.is_alive(), b"openid-configuration" in b"".join(left)) == (False, True)
    assert time.monotonic() - began < 30


def test_a_broker_that_is_not_there_when_somebody_comes_back_uses_the_answer_up(
    prov: Provider, db: None
) -> None:
    for status, said in (
        (503, CANNOT),
        (400, "BankID has not shown who you are. Try again, or take another way."),
    ):
        prov.answers["/token"] = (status, b"{}")
        with pytest.raises(ProofRefused) as caught:
            show(prov)
        assert str(caught.value) == said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("access_denied", "You stopped at BankID, so nothing has happened. Try again, or take another way."),
        ("temporarily_unavailable", CANNOT),
        ("login_required", "BankID has not shown who you are. Try again, or take another way."),
        ("<script>", "BankID has not shown who you are. Try again, or take another way."),
    ],
)
def test_a_no_of_the_broker_is_said_in_our_words(prov: Provider, db: None, error: str, said: str) -> None:
    _address, asking = ask()
    with pytest.raises(ProofRefused) as caught:
        answer(asking, {"error": error, "error_description": "secret", "iss": prov.issuer})
    assert str(caught.value) == said


def test_what_is_not_offered_cannot_be_asked_for(prov: Provider, db: None) -> None:
    for key in ("", "prov", "prov/x", "x/bankid"):
        with pytest.raises(NotFound):
            ask(key=key)


def test_a_neighbourhood_that_asks_too_often_waits(prov: Provider, db: None) -> None:
    for _number in range(200):
        ask()
    with pytest.raises(TooManyTries):
        ask()


# --- Whose it is ------------------------------------------------------------------------------------------


def test_an_eid_signs_in_whoever_has_linked_it_and_nobody_by_a_name(prov: Provider, db: None) -> None:
    anna = an_account("anna@example.se", "anna")
    with pytest.raises(EidUnknown):
        use_eid(shown=an_eid(), at=AT)
    link_eid(account_id=anna.pk, shown=an_eid(), language="en", at=AT)
    assert use_eid(shown=an_eid(), at=AT + timedelta(hours=1)) == anna
    (row,) = list_eid_links(account_id=anna.pk)
    assert (row.name, row.key, row.is_strong, row.linked_at, row.used_at) == (
        "BankID", "prov/bankid", True, AT, AT + timedelta(hours=1),
    )  # fmt: skip
    assert has_factor(account_id=anna.pk) is True
    Account.objects.update(is_active=False)
    with pytest.raises(EidUnknown):
        use_eid(shown=an_eid(), at=AT)


def test_the_log_says_which_eid_and_how_sure_and_not_whose_it_is(prov: Provider, db: None) -> None:
    anna = an_account()
    link_eid(account_id=anna.pk, shown=an_eid(), language="en", at=AT)
    use_eid(shown=an_eid(), at=AT)
    remove_eid_links(
        account_id=anna.pk, link_ids=[list_eid_links(account_id=anna.pk)[0].id], language="en", at=AT
    )
    with association_scope(INSTALLATION):
        entries = list(Entry.objects.filter(action__startswith="authentication.eid").order_by("id"))
    assert [(entry.action, entry.actor_id, entry.header) for entry in entries] == [
        ("authentication.eid_linked", anna.pk, {"eid": "prov/bankid", "acr": SUBSTANTIAL}),
        ("authentication.eid_used", anna.pk, {"eid": "prov/bankid", "acr": SUBSTANTIAL}),
        ("authentication.eid_removed", anna.pk, {"eids": ["prov/bankid"]}),
    ]
    assert [letter.content.subject for letter in letters()] == [
        "An eID signs you in from now on",
        "An eID was removed",
    ]


def test_an_eid_is_linked_with_one_account_and_no_other(prov: Provider, db: None) -> None:
    anna, bertil = an_account("anna@example.se"), an_account("bertil@example.se")
    for _time in range(2):
        link_eid(account_id=anna.pk, shown=an_eid(), language="en", at=AT)
    with pytest.raises(ProofRefused, match="is linked with another sign-in here"):
        link_eid(account_id=bertil.pk, shown=an_eid(), language="en", at=AT)
    assert (EidLink.objects.count(), len(letters())) == (1, 1)
    for number in range(MOST - 1):
        link_eid(account_id=anna.pk, shown=an_eid(str(number)), language="en", at=AT)
    with pytest.raises(ProofRefused, match="very many"):
        link_eid(account_id=anna.pk, shown=an_eid("one more"), language="en", at=AT)


def test_of_two_accounts_that_link_the_same_eid_at_once_one_has_it(
    in_threads: Callable[..., list[Any]], prov: Provider
) -> None:
    accounts = [an_account(f"{number}@example.se").pk for number in range(8)]

    def link(account_id: Any) -> Callable[[Callable[[], object]], None]:
        def run(meet: Callable[[], object]) -> None:
            meet()
            link_eid(account_id=account_id, shown=an_eid(), language="en", at=AT)

        return run

    found = in_threads(*[link(account_id) for account_id in accounts])
    assert ([type(each) for each in found].count(ProofRefused), EidLink.objects.count()) == (7, 1)


def test_only_ones_own_eid_can_be_removed_and_the_last_second_step_takes_along_what_stood_in(
    prov: Provider, db: None
) -> None:
    anna, bertil = an_account("anna@example.se"), an_account("bertil@example.se")
    for subject in ("a", "b"):
        link_eid(account_id=anna.pk, shown=an_eid(subject), language="en", at=AT)
    first, second = (row.id for row in list_eid_links(account_id=anna.pk))
    with pytest.raises(NotFound):
        remove_eid_links(account_id=bertil.pk, link_ids=[first], language="en", at=AT)
    left = [
        remove_eid_links(account_id=anna.pk, link_ids=[link_id], language="en", at=AT)
        for link_id in (first, second)
    ]
    assert (left, has_factor(account_id=anna.pk)) == ([True, False], False)


def test_lost_second_steps_that_are_taken_away_take_the_eid_along(prov: Provider, db: None) -> None:
    anna = an_account()
    link_eid(account_id=anna.pk, shown=an_eid(), language="en", at=AT)
    take_away([anna.pk])
    assert list_eid_links(account_id=anna.pk) == []


def test_an_eid_that_is_low_or_not_offered_any_more_is_no_second_step(
    prov: Provider, db: None, settings: Any
) -> None:
    anna = an_account()
    link_eid(account_id=anna.pk, shown=an_eid("weak", "prov/letter"), language="en", at=AT)
    assert (has_factor(account_id=anna.pk), list_eids(of_account=anna.pk)) == (False, [])
    link_eid(account_id=anna.pk, shown=an_eid(), language="en", at=AT)
    assert [eid.key for eid in list_eids(of_account=anna.pk)] == ["prov/bankid"]
    settings.EID_BROKERS = ()
    assert (has_factor(account_id=anna.pk), list_eids(), list_eids(of_account=anna.pk)) == (False, [], [])
    assert [row.name for row in list_eid_links(account_id=anna.pk)] == ["", ""]


def test_for_a_week_the_old_address_hears_too_what_becomes_of_the_eids(prov: Provider, db: None) -> None:
    anna = an_account("anna@example.se")
    link_eid(account_id=anna.pk, shown=an_eid(), language="en", at=AT)
    given = {"account_id": anna.pk, "neighbourhood": HERE, "language": "en"}
    asked = ask_for_new_address(email="ny@example.se", at=AT, **given)
    old, new = (codes_in(letter)[0] for letter in letters()[-2:])
    change_address(challenge_id=asked, code_at_old=old, code_at_new=new, at=AT, **given)
    (link,) = list_eid_links(account_id=anna.pk)
    almost = AT + timedelta(days=7, seconds=-1)
    remove_eid_links(account_id=anna.pk, link_ids=[link.id], language="en", at=almost)
    assert [letter.to for letter in letters()[-2:]] == ["ny@example.se", "anna@example.se"]
    link_eid(account_id=anna.pk, shown=an_eid(), language="en", at=AT + timedelta(days=7))
    assert [letter.to for letter in letters()[-2:]] == ["anna@example.se", "ny@example.se"]
    forget_expired(at=AT + timedelta(days=9))
    assert Challenge.objects.count() == 0
