"""Why an act on an import run is refused, as sentences."""

from matrikel.kernel.errors import Refusal


class ImportRefused(Refusal):
    """A run cannot be changed, confirmed or cancelled as asked."""


class UndoRefused(Refusal):
    """A run cannot be taken back."""
