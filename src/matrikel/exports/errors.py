"""What the exports room refuses."""

from matrikel.kernel.errors import Refusal


class ExportRefused(Refusal):
    """Something must not leave like this; `field` names where it was asked."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
