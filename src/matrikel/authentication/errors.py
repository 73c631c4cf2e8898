"""What this room says no with."""

from matrikel.authentication.rules.proofs import Missing
from matrikel.kernel.errors import Refusal


class ProofNeeded(Exception):
    """A door asks for a proof before it opens; who keeps the doors asks for it and leads back."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing.value)
        self.missing = missing


class ProofRefused(Refusal):
    """What was shown proves nothing: wrong, used, too old, and for nobody all look the same."""


class TooManyTries(Refusal):
    """Somebody has to wait."""


class PasswordRefused(Refusal):
    """The password is no good as one."""


class AddressRefused(Refusal):
    """The new address cannot be taken."""


class EidUnknown(ProofRefused):
    """The eID is somebody's, but signs nobody in here."""
