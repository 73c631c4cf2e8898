"""What passkeys need on top of their library: where they hold, and what was asked, without keeping it anywhere."""

import base64
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core import signing
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity, UserVerificationRequirement

ASKED_FOR = timedelta(minutes=30)
SALT = "matrikel.passkey."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the browser is asked, as JSON, and the signed note (`token`) that comes back with the answer."""

    options_json: str
    token: str


def to_json(options: Mapping[str, Any]) -> str:
    """Return the library's options as browsers read them: bytes in URL-safe base64."""
    return json.dumps(_plain(options))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return [_plain(inner) for inner in value]


def server_at(origin: str) -> Fido2Server:
    """Return the party that passkeys of one origin (`https://host`) belong to; no other origin is believed."""
    host = urlsplit(origin).hostname or ""
    party = PublicKeyCredentialRpEntity(id=host, name="Matrikel")
    return Fido2Server(party, verify_origin=lambda told: told == origin)


def new_challenge() -> bytes:
    """Return what is to be signed."""
    return os.urandom(32)


def token_of(challenge: bytes, *, purpose: str, at: datetime) -> str:
    """Return a note by which we know our own question again; `purpose` is what it was asked for, and of whom."""
    kept = [base64.b64encode(challenge).decode(), int(at.timestamp())]
    return signing.dumps(kept, salt=SALT + purpose)


def challenge_in(token: str, *, purpose: str, at: datetime) -> bytes | None:
    """Return what was asked, or None where it was not us, not for this, or too long ago."""
    try:
        challenge, asked_at = signing.loads(token, salt=SALT + purpose)
        if not 0 <= at.timestamp() - asked_at <= ASKED_FOR.total_seconds():
            return None
        return base64.b64decode(challenge)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def state_of(challenge: bytes) -> dict[str, Any]:
    """Return what the library wants to know of the question; whose finger or face it was is always asked for."""
    return {
        "challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "user_verification": UserVerificationRequirement.REQUIRED,
    }


def registering(account_id: UUID) -> str:
    """Return the purpose of a question that makes a passkey for an account."""
    return f"register.{account_id}"


SIGNING_IN = "sign_in"
