"""Acts that wait for a second officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matrikel.access.models import PendingAct
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAct:
    """An act that waits; `waits_until` is set where nobody else could agree when it was asked for."""

    id: UUID
    kind: str
    concerns: Mapping[str, str]
    asked_by: UUID
    asked_at: datetime
    waits_until: datetime | None


def list_waiting_acts() -> Sequence[WaitingAct]:
    """Return the acts that wait, the oldest first."""
    found = PendingAct.objects.filter(
        association_id=current_association(), done_at=None, cancelled_at=None
    ).order_by("asked_at", "id")
    return [
        WaitingAct(
            id=act.id,
            kind=act.kind,
            concerns=act.concerns,
            asked_by=act.asked_by,
            asked_at=act.asked_at,
            waits_until=act.waits_until,
        )
        for act in found
    ]
