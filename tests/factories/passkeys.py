"""A device that makes passkeys and answers with them: really signed, by a key that a test holds."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from matrikel.access.models import Account
from matrikel.authentication.actions.add_passkey import add_passkey
from matrikel.authentication.passkeys import Asked
from matrikel.authentication.queries import ask_to_make_passkey

ORIGIN = "https://matrikel.example"
HOST = "matrikel.example"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """Holds one passkey of an account."""

    account: Account
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, asked: Asked, *, origin: str = ORIGIN, host: str = HOST) -> str:
        """Return the answer that brings a new passkey."""
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(bytes(16), self.credential_id, public)
        data = AuthenticatorData.create(_hash(host), _flags(PRESENT | VERIFIED | ATTESTED), 0, bytes(held))
        attested = AttestationObject.create("none", data, {})
        told = CollectedClientData.create("webauthn.create", _challenge(asked), origin)
        return self._answer(clientDataJSON=bytes(told), attestationObject=bytes(attested))

    def answer(
        self,
        asked: Asked,
        *,
        origin: str = ORIGIN,
        host: str = HOST,
        flags: int = PRESENT | VERIFIED,
        counter: int = 0,
        kind: str = "webauthn.get",
        is_forged: bool = False,
    ) -> str:
        """Return the answer that signs in."""
        data = AuthenticatorData.create(_hash(host), _flags(flags), counter)
        told = CollectedClientData.create(kind, _challenge(asked), origin)
        key = ec.generate_private_key(ec.SECP256R1()) if is_forged else self.key
        signed = key.sign(bytes(data) + told.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=bytes(told),
            authenticatorData=bytes(data),
            signature=signed,
            userHandle=self.account.pk.bytes,
        )

    def _answer(self, **parts: bytes) -> str:
        name = _text(self.credential_id)
        response = {key: _text(value) for key, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def give_passkey(account: Account, at: datetime) -> Device:
    """Give an account a passkey, by the way that a browser takes."""
    device = Device(account)
    asked = ask_to_make_passkey(account=account, origin=ORIGIN, at=at)
    add_passkey(
        account_id=account.pk,
        name="Phone",
        answer=device.made(asked),
        token=asked.token,
        origin=ORIGIN,
        neighbourhood="192.0.2.0/24",
        language="en",
        at=at,
    )
    return device


def _challenge(asked: Asked) -> str:
    return str(json.loads(asked.options_json)["challenge"])


def _hash(host: str) -> bytes:
    return hashlib.sha256(host.encode()).digest()


def _flags(bits: int) -> AuthenticatorData.FLAG:
    return AuthenticatorData.FLAG(bits)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
