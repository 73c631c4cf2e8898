"""The brokers through which people show an eID: what an installation says of them, read and checked before it starts."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

SIGNED_WITH = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
"""What an ID token may be signed with: a pair of keys, of which we hold the public one, and never a shared secret."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FEWEST_BITS = 2048
_CODE = re.compile(r"[a-z][a-z0-9-]{0,30}")
_OF_BROKER = frozenset(
    {
        "issuer", "client_id", "client_secret", "client_key", "scopes", "algorithms", "decryption_key",
        "signed_request", "request", "subject_claim", "acr_claim", "auth_time", "eid",
    }
)  # fmt: skip
_OF_EID = frozenset({"code", "name", "level", "acr", "accepts", "request"})
_OURS = frozenset(
    {
        "acr_values", "aud", "client_id", "code_challenge", "code_challenge_method", "iss", "max_age", "nonce",
        "redirect_uri", "request", "request_uri", "response_mode", "response_type", "scope", "state",
    }
)  # fmt: skip
"""What is asked of a broker by ourselves, and by no setting."""


class BrokersWrong(Exception):
    """Something is missing or cannot be; the message is meant for whoever runs the installation."""


class Level(StrEnum):
    """How sure an eID is, in the words of the eIDAS regulation (910/2014, article 8)."""

    LOW = "low"
    SUBSTANTIAL = "substantial"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Eid:
    """
    A kind of eID: `acr` is what a broker is asked for, `accepts` what its answer must say.

    `key` is how it is known here, such as `criipto/bankid-se`. `is_strong`: it stands for both steps of signing in.
    """

    key: str
    name: str
    level: Level
    acr: tuple[str, ...]
    accepts: frozenset[str]
    request: Mapping[str, str]

    @property
    def is_strong(self) -> bool:
        """Say whether it proves as much as a password and a second step together."""
        return self.level is not Level.LOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """An OpenID provider and how it is spoken to; keys are PEM texts."""

    code: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    client_key: str = field(repr=False)
    decryption_key: str = field(repr=False)
    scopes: tuple[str, ...]
    algorithms: tuple[str, ...]
    signed_request: bool
    request: Mapping[str, str]
    subject_claim: str
    acr_claim: str
    auth_time: bool
    eids: tuple[Eid, ...]

    @property
    def origin(self) -> str:
        """Return the only place that is spoken to: scheme, host and port of the issuer."""
        return origin_of(self.issuer)


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address; of what is no address, nothing that any other has."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return ""
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"


def find_eid(brokers: Sequence[Broker], key: str) -> tuple[Broker, Eid] | None:
    """Return an eID and the broker that offers it, where the installation does."""
    found = ((broker, eid) for broker in brokers for eid in broker.eids if eid.key == key)
    return next(found, None)


def strong_eids(brokers: Sequence[Broker]) -> list[str]:
    """Return the keys of the eIDs that stand for both steps of signing in."""
    return [eid.key for broker in brokers for eid in broker.eids if eid.is_strong]


def read_brokers(text: str, *, read: Callable[[str], str], loopback: bool) -> tuple[Broker, ...]:
    """
    Return the brokers that a TOML text names, with their eIDs.

    `read` returns the text of a key file that is named there; `loopback` lets a broker on this very machine be spoken
    to without encryption, for demonstrations and tests.

    :raises BrokersWrong: something is missing, unknown, or not safe.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokersWrong(f"it is not TOML: {error}") from error
    named = told.pop("broker", None)
    if told or not isinstance(named, dict) or not named:
        raise BrokersWrong("it holds nothing but tables [broker.<code>], at least one.")
    return tuple(_broker(code, values, read, loopback=loopback) for code, values in named.items())


def _broker(code: str, values: Any, read: Callable[[str], str], *, loopback: bool) -> Broker:
    where = f"broker.{code}"
    if not _CODE.fullmatch(code) or not isinstance(values, dict):
        raise BrokersWrong(
            f"[{where}]: a code has small letters, digits and hyphens, such as [broker.criipto]."
        )
    _only_known(where, values, _OF_BROKER)
    issuer = _text(where, values, "issuer")
    _check_issuer(where, issuer, loopback=loopback)
    secret, client_key = _text(where, values, "client_secret", ""), _key(where, values, "client_key", read)
    if bool(secret) == bool(client_key):
        raise BrokersWrong(f"[{where}] needs either client_secret or client_key (a PEM file), and not both.")
    signed_request = _flag(where, values, "signed_request", default=False)
    if signed_request and not client_key:
        raise BrokersWrong(f"[{where}]: what is asked can be signed only with a client_key.")
    decryption_key = _key(where, values, "decryption_key", read, only_rsa=True)
    algorithms = _texts(where, values, "algorithms", ["RS256"])
    if not set(algorithms) <= SIGNED_WITH:
        raise BrokersWrong(
            f"[{where}] algorithms: an ID token is signed with a pair of keys, such as RS256, PS256 or ES256."
        )
    eids = values.get("eid")
    if not isinstance(eids, list) or not eids:
        raise BrokersWrong(f"[{where}] offers no eID. Add [[{where}.eid]] with code, name, level and acr.")
    found = tuple(_eid(code, each) for each in eids)
    if len({eid.key for eid in found}) != len(found):
        raise BrokersWrong(f"[{where}] has two eIDs with the same code.")
    return Broker(
        code=code,
        issuer=issuer,
        client_id=_text(where, values, "client_id"),
        client_secret=secret,
        client_key=client_key,
        decryption_key=decryption_key,
        scopes=_scopes(where, values),
        algorithms=algorithms,
        signed_request=signed_request,
        request=_request(where, values, {"prompt": "login"}),
        subject_claim=_text(where, values, "subject_claim", "sub"),
        acr_claim=_text(where, values, "acr_claim", "acr"),
        auth_time=_flag(where, values, "auth_time", default=True),
        eids=found,
    )


def _eid(broker: str, values: Any) -> Eid:
    where = f"broker.{broker}.eid"
    if not isinstance(values, dict):
        raise BrokersWrong(f"[[{where}]] is a table with code, name, level and acr.")
    _only_known(where, values, _OF_EID)
    code = _text(where, values, "code")
    if not _CODE.fullmatch(code):
        raise BrokersWrong(f"[[{where}]] code: small letters, digits and hyphens, such as bankid-se.")
    try:
        level = Level(_text(where, values, "level"))
    except ValueError as error:
        raise BrokersWrong(
            f"[[{where}]] level is low, substantial or high (eIDAS), not another word."
        ) from error
    acr = _texts(where, values, "acr", None)
    return Eid(
        key=f"{broker}/{code}",
        name=_text(where, values, "name")[:60],
        level=level,
        acr=acr,
        accepts=frozenset(_texts(where, values, "accepts", list(acr))),
        request=_request(where, values, {}),
    )


def _check_issuer(where: str, issuer: str, *, loopback: bool) -> None:
    try:
        parts = urlsplit(issuer)
        host = parts.hostname or ""
        strange = parts.query or parts.fragment or parts.username is not None or not host or parts.port == 0
    except ValueError:
        strange, host = "yes", ""
    if strange or parts.scheme not in ("https", "http") or not issuer.isascii() or not issuer.isprintable():
        raise BrokersWrong(
            f"[{where}] issuer is an address such as https://login.example.org, as the broker writes it."
        )
    if parts.scheme == "http" and not (loopback and host in LOOPBACK):
        raise BrokersWrong(
            f"[{where}] issuer would be spoken to without encryption. It begins with https://."
        )


def _only_known(where: str, values: Mapping[str, Any], known: frozenset[str]) -> None:
    if unknown := sorted(set(values) - known):
        raise BrokersWrong(f"[{where}] {unknown[0]} is no setting. There are: {', '.join(sorted(known))}.")


def _text(where: str, values: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    value = values.get(name, otherwise)
    if not isinstance(value, str) or (otherwise is None and not value.strip()):
        raise BrokersWrong(f"[{where}] {name} is missing, or no text.")
    return value.strip()


def _texts(
    where: str, values: Mapping[str, Any], name: str, otherwise: Sequence[str] | None
) -> tuple[str, ...]:
    value = values.get(name, otherwise)
    if not isinstance(value, list) or not value or not all(isinstance(each, str) and each for each in value):
        raise BrokersWrong(f"[{where}] {name} is missing, or no list of texts.")
    if any(" " in each for each in value):
        raise BrokersWrong(f"[{where}] {name}: one text for each, without spaces.")
    return tuple(value)


def _scopes(where: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    scopes = _texts(where, values, "scopes", ["openid"])
    if "openid" not in scopes:
        raise BrokersWrong(f"[{where}] scopes: openid is among them.")
    return scopes


def _flag(where: str, values: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = values.get(name, default)
    if not isinstance(value, bool):
        raise BrokersWrong(f"[{where}] {name} is true or false.")
    return value


def _request(where: str, values: Mapping[str, Any], otherwise: Mapping[str, str]) -> Mapping[str, str]:
    value = values.get("request", otherwise)
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise BrokersWrong(f'[{where}] request is a table of texts, such as {{ prompt = "login" }}.')
    if own := sorted(set(value) & _OURS):
        raise BrokersWrong(f"[{where}] request: {own[0]} is not for a setting to say.")
    return dict(value)


def _key(
    where: str, values: Mapping[str, Any], name: str, read: Callable[[str], str], *, only_rsa: bool = False
) -> str:
    path = _text(where, values, name, "")
    if not path:
        return ""
    try:
        pem = read(path)
        key = load_pem_private_key(pem.encode(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise BrokersWrong(
            f"[{where}] {name}: {path} cannot be read, or is no private key in PEM."
        ) from error
    is_rsa = isinstance(key, RSAPrivateKey) and key.key_size >= FEWEST_BITS
    is_curve = isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1)
    if not (is_rsa or (is_curve and not only_rsa)):
        wanted = f"RSA of {FEWEST_BITS} bits or more" + ("" if only_rsa else ", or of the curve P-256")
        raise BrokersWrong(f"[{where}] {name}: the key in {path} is none of {wanted}.")
    return pem
