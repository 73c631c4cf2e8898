"""Questions about purposes."""

from dataclasses import dataclass
from datetime import date

from matrikel.kernel.scope import current_association
from matrikel.privacy.models import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRow:
    """Why the association holds data, on which basis of GDPR Art. 6, and where that is said."""

    code: str
    basis: str
    source: str


def list_purposes(*, on: date) -> list[PurposeRow]:
    """Return the purposes that hold on a day, in the order in which the association took them up."""
    found = (
        Purpose.objects.filter(association_id=current_association(), active_from__lte=on)
        .exclude(active_to__lte=on)
        .order_by("active_from", "id")
    )
    rows = {row.code: PurposeRow(code=row.code, basis=row.basis, source=row.source) for row in found}
    return list(rows.values())
