"""Speaks OpenID Connect with the brokers of the installation: asks, fetches the answer, and opens what is signed."""

import base64
import hashlib
import http.client
import json
import re
import secrets
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from threading import Timer
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwe, jws, jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, Key, RSAKey, import_key

from matrikel.authentication.rules.brokers import FEWEST_BITS, Broker, Eid, origin_of
from matrikel.authentication.rules.id_tokens import NotBelieved

CONNECT_SECONDS = 5.0
PATIENCE_SECONDS = 10.0
"""How long a broker may take for one answer, from the first byte to the last."""
MOST_BYTES = 256 * 1024
KNOWN_FOR = timedelta(hours=1)
"""How long what a broker says of itself, and its keys, are taken for true."""
KEYS_ASKED_AGAIN = timedelta(seconds=30)
"""How soon keys may be fetched anew because one is not among them."""
ASSERTION_SECONDS = 60
ENCRYPTED_WITH = ("RSA-OAEP", "RSA-OAEP-256", "A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM")
_PLAIN = re.compile(r"[!#-;=?-~]+")
"""What an address is written with (RFC 3986); it goes into a header."""


class Unreachable(Exception):
    """A broker does not answer, or not as an OpenID provider does; the message says in which way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is kept of one question while somebody is at the broker: its secrets, and where the answer comes to."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    eid: str
    asked_at: datetime

    def to_json(self) -> dict[str, str]:
        """Return it as the browser's session keeps it."""
        return {**asdict(self), "asked_at": self.asked_at.isoformat()}


def read_asking(kept: Mapping[str, str]) -> Asking:
    """Return a question as a session keeps it."""
    return Asking(**{**kept, "asked_at": datetime.fromisoformat(kept["asked_at"])})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    says: Mapping[str, Any]
    keys: tuple[Key, ...]
    fetched_at: datetime


# By issuer: what one says of itself is the same for everybody.
_known: dict[str, _Known] = {}


def forget_brokers() -> None:
    """Forget what brokers have said of themselves, so that they are asked anew."""
    _known.clear()


def new_asking(redirect_uri: str, *, eid: Eid, at: datetime) -> Asking:
    """Return fresh secrets for one question."""
    return Asking(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        redirect_uri=redirect_uri,
        eid=eid.key,
        asked_at=at,
    )


def address_of(broker: Broker, eid: Eid, asking: Asking, *, language: str, at: datetime) -> str:
    """
    Return the address at the broker to which somebody is led so that they show their eID.

    :raises Unreachable: the broker does not say where that is.
    """
    says = _known_of(broker, at=at).says
    asked = {
        **broker.request,
        **eid.request,
        "response_type": "code",
        "client_id": broker.client_id,
        "redirect_uri": asking.redirect_uri,
        "scope": " ".join(broker.scopes),
        "state": asking.state,
        "nonce": asking.nonce,
        "code_challenge": _challenge_of(asking.verifier),
        "code_challenge_method": "S256",
        "acr_values": " ".join(eid.acr),
        "max_age": "0",
        "ui_locales": language,
    }
    if broker.signed_request:
        now = int(at.timestamp())
        whole = {
            **asked,
            "max_age": 0,
            "iss": broker.client_id,
            "aud": broker.issuer,
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": secrets.token_urlsafe(16),
        }
        asked = {name: asked[name] for name in ("response_type", "client_id", "scope", "redirect_uri")}
        asked["request"] = _signed(broker, whole)
    address = str(says["authorization_endpoint"])
    return address + ("&" if urlsplit(address).query else "?") + urlencode(asked)


def fetch_claims(broker: Broker, asking: Asking, *, code: str, at: datetime) -> Mapping[str, Any]:
    """
    Hand in a code and return what the ID token says for it, once its signature is right.

    :raises Unreachable: the broker does not answer.
    :raises NotBelieved: the code is worth nothing, or the token is not the broker's own.
    """
    known = _known_of(broker, at=at)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": asking.redirect_uri,
        "code_verifier": asking.verifier,
    }
    headers = {}
    offered = known.says.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if broker.client_key:
        form |= _assertion(broker, str(known.says["token_endpoint"]), at)
    elif isinstance(offered, list) and "client_secret_basic" not in offered:
        form |= {"client_id": broker.client_id, "client_secret": broker.client_secret}
    else:
        # Each part is encoded as in a form before they are joined (RFC 6749, 2.3.1).
        pair = f"{quote_plus(broker.client_id)}:{quote_plus(broker.client_secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    answer = _fetch(broker, str(known.says["token_endpoint"]), form=form, headers=headers)
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise NotBelieved("no token")
    return _opened(broker, token, at=at)


def names_itself(broker: Broker, *, at: datetime) -> bool:
    """
    Say whether a broker promises to name itself in every answer (RFC 9207).

    :raises Unreachable: it does not answer.
    """
    return _known_of(broker, at=at).says.get("authorization_response_iss_parameter_supported") is True


def public_keys(broker: Broker) -> dict[str, list[dict[str, Any]]]:
    """Return our own public keys for a broker, as a JWK set."""
    keys = []
    for pem, use in ((broker.client_key, "sig"), (broker.decryption_key, "enc")):
        if pem:
            key = _own_key(pem)
            keys.append({**key.as_dict(private=False), "kid": key.thumbprint(), "use": use})
    return {"keys": keys}


def _opened(broker: Broker, token: str, *, at: datetime) -> Mapping[str, Any]:
    if broker.decryption_key:
        token = _decrypted(broker, token)
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise NotBelieved("no signed token") from error
    if header.get("alg") not in broker.algorithms:
        raise NotBelieved("algorithm")
    # A token of another kind, signed with the same key, is not one about who somebody is (RFC 8725, 3.11).
    if str(header.get("typ", "JWT")).lower() != "jwt":
        raise NotBelieved("kind of token")
    key = _key_for(broker, header, at=at)
    try:
        return jwt.decode(token, key, algorithms=list(broker.algorithms)).claims
    except (JoseError, ValueError) as error:
        raise NotBelieved("signature") from error


def _decrypted(broker: Broker, token: str) -> str:
    # Some brokers repeat issuer and audience in the outer header (RFC 7519, 5.3); nothing there is believed.
    registry = jwe.JWERegistry(algorithms=ENCRYPTED_WITH, strict_check_header=False)
    try:
        opened = jwe.decrypt_compact(token, _own_key(broker.decryption_key), registry=registry)
        return (opened.plaintext or b"").decode("ascii")
    except (JoseError, ValueError) as error:
        raise NotBelieved("encryption") from error


def _key_for(broker: Broker, header: Mapping[str, Any], *, at: datetime) -> Key:
    known = _known_of(broker, at=at)
    found = _among(known.keys, header)
    if found is None and at - known.fetched_at >= KEYS_ASKED_AGAIN:
        # A broker that has changed its keys since then.
        found = _among(_ask(broker, at=at).keys, header)
    if found is None:
        raise NotBelieved("key")
    return found


def _among(keys: tuple[Key, ...], header: Mapping[str, Any]) -> Key | None:
    kind = "EC" if str(header["alg"]).startswith("ES") else "RSA"
    fitting = [key for key in keys if key.key_type == kind]
    if "kid" in header:
        fitting = [key for key in fitting if key.kid == header["kid"]]
    return fitting[0] if len(fitting) == 1 else None


def _known_of(broker: Broker, *, at: datetime) -> _Known:
    known = _known.get(broker.issuer)
    if known is None or not timedelta() <= at - known.fetched_at < KNOWN_FOR:
        known = _ask(broker, at=at)
    return known


def _ask(broker: Broker, *, at: datetime) -> _Known:
    says = _fetch(broker, broker.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if says.get("issuer") != broker.issuer:
        raise Unreachable("it says that it is another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        address = says.get(name)
        if (
            not isinstance(address, str)
            or origin_of(address) != broker.origin
            or not _PLAIN.fullmatch(address)
        ):
            raise Unreachable(f"its {name} is missing, or elsewhere than the issuer")
    told = _fetch(broker, says["jwks_uri"]).get("keys")
    keys = tuple(
        key for each in (told if isinstance(told, list) else []) if (key := _usable(each)) is not None
    )
    found = _known[broker.issuer] = _Known(says=says, keys=keys, fetched_at=at)
    return found


def _usable(told: object) -> Key | None:
    """Return a public key that signs; a shared secret, or one too short, is none."""
    if not isinstance(told, dict) or told.get("use", "sig") != "sig" or told.get("kty") not in ("RSA", "EC"):
        return None
    with suppress(JoseError, SecurityWarning, ValueError, TypeError, KeyError):
        key = import_key(told)
        if isinstance(key, RSAKey) and key.public_key.key_size >= FEWEST_BITS:
            return key
        if isinstance(key, ECKey) and key.curve_name in ("P-256", "P-384", "P-521"):
            return key
    return None


def _assertion(broker: Broker, audience: str, at: datetime) -> dict[str, str]:
    now = int(at.timestamp())
    claims = {
        "iss": broker.client_id,
        "sub": broker.client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(16),
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
    }
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    return {
        "client_id": broker.client_id,
        "client_assertion_type": kind,
        "client_assertion": _signed(broker, claims),
    }


def _signed(broker: Broker, claims: dict[str, Any]) -> str:
    key = _own_key(broker.client_key)
    algorithm = "ES256" if isinstance(key, ECKey) else "RS256"
    return jwt.encode({"alg": algorithm, "kid": key.thumbprint()}, claims, key, algorithms=[algorithm])


def _own_key(pem: str) -> RSAKey | ECKey:
    is_rsa = isinstance(load_pem_private_key(pem.encode(), password=None), RSAPrivateKey)
    return RSAKey.import_key(pem) if is_rsa else ECKey.import_key(pem)


def _challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _fetch(
    broker: Broker,
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the JSON object at an address of the broker: no other place, no redirect, no long wait, nothing large."""
    if origin_of(url) != broker.origin:
        raise Unreachable("an address elsewhere than the issuer")
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    # The time-out of a socket begins anew with each byte, so that the whole needs a clock of its own.
    line: list[socket.socket] = []
    clock = Timer(PATIENCE_SECONDS, _hang_up, [connection, line])
    clock.daemon = True
    clock.start()
    try:
        connection.connect()
        # An answer that ends with the connection takes it along.
        line.append(connection.sock)
        connection.request(
            "POST" if form is not None else "GET", target, urlencode(form) if form else None, sent
        )
        with closing(connection.getresponse()) as response:
            status, body = response.status, response.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        clock.cancel()
        connection.close()
    if form is not None and status in (400, 401, 403):
        raise NotBelieved(f"code refused with {status}")
    if status != 200 or len(body) > MOST_BYTES:
        raise Unreachable(f"status {status}, {len(body)} bytes")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreachable("no JSON") from error
    if not isinstance(found, dict):
        raise Unreachable("no JSON object")
    return found


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(
            host, port, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)


def _hang_up(connection: http.client.HTTPConnection, line: list[socket.socket]) -> None:
    for each in line or [connection.sock]:
        with suppress(OSError, AttributeError):
            each.shutdown(socket.SHUT_RDWR)
