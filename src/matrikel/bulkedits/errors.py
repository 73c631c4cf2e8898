"""What a bulk edit refuses."""

from matrikel.kernel.errors import Refusal


class BulkEditRefused(Refusal):
    """A bulk edit cannot go on as asked."""
