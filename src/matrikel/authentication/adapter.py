"""How allauth keeps second factors here: sealed, and bound to the account that they belong to."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from allauth.mfa.adapter import DefaultMFAAdapter

from matrikel.keys.sealing import Place, seal_for_installation, unseal_for_installation

COLUMN = "mfa_authenticator.data"
_account: ContextVar[UUID | None] = ContextVar("account_of_factors", default=None)


@contextmanager
def factors_of(account_id: UUID) -> Iterator[None]:
    """Say whose factors are sealed and opened; a seed that was moved to somebody else's row does not open."""
    token = _account.set(account_id)
    try:
        yield
    finally:
        _account.reset(token)


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what allauth would store in the clear."""

    def encrypt(self, text: str) -> str:
        """Seal a secret under the installation's key."""
        (sealed,) = seal_for_installation([(self._place(), text.encode())])
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret again; one of somebody else raises CannotOpen."""
        (opened,) = unseal_for_installation([(self._place(), base64.b64decode(encrypted_text))])
        return opened.decode()

    def _place(self) -> Place:
        account_id = _account.get()
        if account_id is None:
            raise RuntimeError("Nobody has said whose factors these are.")
        return Place(column=COLUMN, row=account_id)
