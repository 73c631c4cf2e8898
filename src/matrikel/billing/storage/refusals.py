"""How the billing refuses."""

from matrikel.kernel.errors import Refusal


class InvoiceRefused(Refusal):
    """Something cannot be issued, credited or paid; `place` says which of those that were given."""

    def __init__(self, message: str, *, place: int = 0) -> None:
        super().__init__(message)
        self.place = place
