"""Who must not get a letter: rooms above say so, and are asked at the moment of sending."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matrikel.mail.rules import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A letter that is about to leave, as a gate needs to know it."""

    id: UUID
    kind: str
    purpose: str
    is_mailing: bool
    person_id: UUID | None
    address_key: bytes


Gate = Callable[[Sequence[Leaving], datetime], Mapping[UUID, Reason]]
"""Returns which letters must stay, and why; asked once for many, so it may ask the database once or twice."""

_gates: list[Gate] = []


def register_gate(gate: Gate) -> None:
    """Let a room have a say."""
    if gate not in _gates:
        _gates.append(gate)


def ask_gates(leaving: Sequence[Leaving], *, at: datetime) -> dict[UUID, Reason]:
    """Return the letters that must stay, each with the first reason that was given."""
    held: dict[UUID, Reason] = {}
    for gate in _gates if leaving else ():
        for letter_id, reason in gate(leaving, at).items():
            held.setdefault(letter_id, reason)
    return held
