"""A real OpenID provider (idpyoidc) on this very machine, in the place of a broker of eIDs."""

import http.client
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptojwt.key_jar import init_key_jar
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.exception import UnAuthorizedClient
from idpyoidc.server.oauth2.add_on.pkce import CC_METHOD
from idpyoidc.server.token.id_token import IDToken
from idpyoidc.server.user_authn.user import NoAuthn
from joserfc.jwk import RSAKey

from matrikel.authentication.rules.brokers import Broker, read_brokers

S256 = CC_METHOD["S256"]
CLIENT, SECRET = "matrikel", "a-secret-between-this-broker-and-us"
SUBSTANTIAL, LOW = "urn:example:se:bankid", "urn:example:se:letter"
# With the first it signs ID tokens, with the second what we never look at.
KEYS = [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]
Twist = Callable[[dict[str, Any]], Mapping[str, Any]]


class WhoeverSitsThere(NoAuthn):  # type: ignore[misc]
    """Takes whoever the test says for having shown their eID just now."""

    sits: "Provider"

    def authenticated_as(
        self, client_id: str = "", cookie: Any = None, authorization: str = "", **kwargs: Any
    ) -> Any:
        identity, when = super().authenticated_as(client_id, None, authorization, **kwargs)
        return {**identity, "uid": type(self).sits.user}, when


class AsRegistered(IDToken):  # type: ignore[misc]
    """Encrypts for a client that has asked for it; the library can, and leaves it to its users when."""

    def __call__(self, session_id: str = "", ttype: str = "", encrypt: bool = False, **kwargs: Any) -> str:
        context = self.upstream_get("context")
        _user, client_id, _grant = context.session_manager.decrypt_session_id(session_id)
        wanted = "id_token_encrypted_response_alg" in context.cdb[client_id]
        return str(super().__call__(session_id, ttype, encrypt=wanted, **kwargs))


@dataclass
class Provider:
    """
    The provider as a test holds it.

    `user` is who shows an eID there. `twist` turns what the token endpoint answers into something else, with the
    provider's own keys at hand; `seen` holds the paths that were asked for, with what was sent.
    """

    issuer: str
    server: Any
    user: str = "anna"
    twist: Twist | None = None
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def signing_key(self) -> RSAKey:
        """Return the key with which the provider signs ID tokens now."""
        (key,) = [key for key in self.server.keyjar.get_signing_key("RSA", "") if not key.inactive_since]
        pem = key.private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return RSAKey.import_key(pem, {"kid": key.kid})

    def change_keys(self) -> None:
        """Let the provider sign with a new key from now on, and publish that alone."""
        fresh = init_key_jar(key_defs=KEYS)
        for owner in ("", self.issuer):
            self.server.keyjar.return_issuer(owner).set(list(fresh.return_issuer("")))

    def count(self, path: str) -> int:
        """Return how often an address was asked for."""
        return sum(each == path for each, _sent in self.seen)

    def show_eid(self, address: str, *, said: Mapping[str, str] | None = None) -> str:
        """Go to an address as a browser does, show the eID there, and return where the provider leads back to."""
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        assert answer.status == 302, body
        return str(answer.headers["Location"]) + (f"&{urlencode(said)}" if said else "")


@cache
def a_key(name: str) -> str:
    """Return a private key in PEM, the same for the same name; one called a curve is no RSA key."""
    is_curve = "curve" in name
    key = ec.generate_private_key(ec.SECP256R1()) if is_curve else rsa.generate_private_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def broker_at(issuer: str, *, settings: str = f'client_secret = "{SECRET}"', code: str = "prov") -> Broker:
    """Return how the installation speaks to the provider."""
    text = f"""
        [broker.{code}]
        issuer = "{issuer}"
        client_id = "{CLIENT}"
        {settings}
        [[broker.{code}.eid]]
        code = "bankid"
        name = "BankID"
        level = "substantial"
        acr = ["{SUBSTANTIAL}"]
        [[broker.{code}.eid]]
        code = "letter"
        name = "Brief-ID"
        level = "low"
        acr = ["{LOW}"]
    """
    (broker,) = read_brokers(text, read=a_key, loopback=True)
    return broker


@contextmanager
def provider(redirect_uris: list[str], **client: Any) -> Iterator[Provider]:
    """Serve a provider that knows us as a client, until the test ends; `client` is what it was told besides."""
    httpd = WSGIServer(("127.0.0.1", 0), _Quiet)
    issuer = f"http://127.0.0.1:{httpd.server_port}"
    found = Provider(issuer=issuer, server=_server(issuer, redirect_uris, client))
    httpd.set_app(_Application(found))
    thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def _server(issuer: str, redirect_uris: list[str], client: Mapping[str, Any]) -> Any:
    authentication = {
        name: {"acr": acr, "class": WhoeverSitsThere, "kwargs": {"user": "anna"}}
        for name, acr in (("strong", SUBSTANTIAL), ("weak", LOW))
    }
    told = {
        "issuer": issuer,
        "key_conf": {"key_defs": KEYS, "uri_path": "jwks"},
        "token_handler_args": {
            "jwks_def": {
                "private_path": "",
                "key_defs": [
                    {"type": "oct", "bytes": 24, "use": ["enc"], "kid": each} for each in ("code", "refresh")
                ],
            },
            "code": {"kwargs": {"lifetime": 600}},
            "token": {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {"lifetime": 600}},
            "id_token": {"class": f"{__name__}.AsRegistered", "kwargs": {}},
        },
        "cookie_handler": {
            "class": "idpyoidc.server.cookie_handler.CookieHandler",
            "kwargs": {
                "keys": {
                    "key_defs": [{"type": "OCT", "use": [each], "kid": each} for each in ("enc", "sig")]
                },
                "name": {"session": "oidc_op", "register": "oidc_op_rp", "session_management": "sman"},
            },
        },
        "authentication": authentication,
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": {}}},
        "add_ons": {
            "pkce": {
                "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True, "code_challenge_methods": {"S256": S256}},
            }
        },
    }
    server = Server(OPConfiguration(conf=told, base_path="", domain="127.0.0.1", port=0))
    server.context.cdb[CLIENT] = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "redirect_uris": [(uri, {}) for uri in redirect_uris],
        "response_types_supported": ["code"],
        "response_types": ["code"],
        "allowed_scopes": ["openid"],
        **{name: value for name, value in client.items() if name != "jwks"},
    }
    server.keyjar.add_symmetric(CLIENT, SECRET)
    if "jwks" in client:
        server.keyjar.import_jwks(client["jwks"], CLIENT)
    return server


class _Application:
    """Puts the provider's endpoints behind addresses, as its manual does with Flask."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        WhoeverSitsThere.sits = provider

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        path = environ["PATH_INFO"]
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sent = environ["wsgi.input"].read(length).decode() if length else environ.get("QUERY_STRING", "")
        form = {name: values[0] for name, values in parse_qs(sent, keep_blank_values=True).items()}
        self.provider.seen.append((path, form))
        status, headers, body = self._answer(path, form, environ)
        start(f"{status} -", headers)
        return [body]

    def _answer(
        self, path: str, form: dict[str, str], environ: dict[str, Any]
    ) -> tuple[int, list[Any], bytes]:
        server = self.provider.server
        if path in self.provider.answers:
            status, body = self.provider.answers[path]
            return status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))], body
        if path == "/jwks":
            return 200, [("Content-Type", "application/json")], server.keyjar.export_jwks_as_json().encode()
        name = {
            "/.well-known/openid-configuration": "provider_config",
            "/authorization": "authorization",
            "/token": "token",
        }
        endpoint = server.get_endpoint(name[path])
        http_info = {"headers": {"authorization": environ.get("HTTP_AUTHORIZATION", "")}, "url": path}
        if not http_info["headers"]["authorization"]:
            http_info["headers"] = {}
        try:
            request = endpoint.parse_request(form, http_info=http_info)
        except UnAuthorizedClient:
            return 401, [("Content-Type", "application/json")], b'{"error": "invalid_client"}'
        if "error" in request:
            return 400, [("Content-Type", "application/json")], request.to_json().encode()
        # Here its own page would ask for the eID; whoever sits there has shown it.
        request.pop("prompt", None) if path == "/authorization" else None
        args = endpoint.process_request(request, http_info=http_info)
        if "error" in args:
            return 400, [("Content-Type", "application/json")], json.dumps({"error": args["error"]}).encode()
        told = endpoint.do_response(request=request, **args)
        if path == "/authorization":
            return 302, [("Location", told["response"])], b""
        text = told["response"]
        if path == "/token" and self.provider.twist is not None:
            text = json.dumps(self.provider.twist(json.loads(text)))
        return 200, [("Content-Type", "application/json")], text.encode()
