"""Questions about purposes, and about who consented to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.privacy.models import ConsentEvent, Purpose


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One thing that a person agreed to, or took back; `holds` says whether it is the newest word and a yes."""

    id: UUID
    purpose: str
    is_given: bool
    holds: bool
    condition: str
    happened_on: date
    how: str
    evidence: str
    source_run: UUID | None
    recorded_at: datetime


def list_consents(*, person_ids: Sequence[UUID], viewer: Viewer) -> dict[UUID, list[ConsentRow]]:
    """Return what people consented to and took back, the newest first; people out of the viewer's scope have none."""
    if not viewer.may(Right.PEOPLE_SEE):
        return {}
    found = ConsentEvent.objects.filter(association_id=current_association(), person_id__in=person_ids)
    if viewer.unit_ids is not None:
        # A protected person's branch is sealed, so such a viewer reaches nobody who is protected.
        found = found.filter(person__unit_id__in=viewer.unit_ids)
    rows: dict[UUID, list[ConsentRow]] = {}
    told: set[tuple[UUID, str]] = set()
    for row in found.order_by("-happened_on", "-recorded_at", "-id"):
        is_newest = (row.person_id, row.purpose) not in told
        told.add((row.person_id, row.purpose))
        rows.setdefault(row.person_id, []).append(
            ConsentRow(
                id=row.id,
                purpose=row.purpose,
                is_given=row.kind == ConsentEvent.Kind.GIVEN,
                holds=is_newest and row.kind == ConsentEvent.Kind.GIVEN,
                condition=row.condition,
                happened_on=row.happened_on,
                how=row.how,
                evidence=row.evidence,
                source_run=row.source_run,
                recorded_at=row.recorded_at,
            )
        )
    return rows
