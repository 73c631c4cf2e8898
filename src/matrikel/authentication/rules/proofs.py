"""What a browser has proven, and what a door still has to ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=30)
"""After so long without a page, whoever sees others proves anew who they are."""

LONGEST = timedelta(hours=12)
"""The longest time that whoever sees others stays signed in."""

LONGEST_OWN = timedelta(days=14)
"""The longest time that somebody stays signed in who can see nobody but themselves, on whatever page."""

FRESH = timedelta(minutes=10)
"""How long a proof counts for what is worth stealing a session for."""

HALF = timedelta(minutes=15)
"""How long the second step waits after the first."""


class Way(StrEnum):
    """By what somebody signed in or proved anew who they are."""

    PASSWORD = "password"  # noqa: S105 - a way, not a secret
    CODE = "code"
    PASSKEY = "passkey"
    APP = "app"
    RECOVERY_CODE = "recovery_code"
    LINK = "link"
    EID = "eid"


class Missing(StrEnum):
    """What a door asks for."""

    AWAKE = "awake"
    FACTOR = "factor"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """
    When somebody signed in, passed the second step (never: None), last proved who they are, was last seen.

    `is_officers` says that whoever signed in looks after others somewhere, or did so since then: then the
    shorter times hold for every page, also for their own.
    """

    signed_in_at: datetime
    factor_at: datetime | None
    fresh_at: datetime
    seen_at: datetime
    is_officers: bool = False

    def to_json(self) -> dict[str, str]:
        """Return it as the session keeps it; when somebody was last seen stands in a column."""
        kept = {"signed_in_at": self.signed_in_at, "factor_at": self.factor_at, "fresh_at": self.fresh_at}
        times = {name: value.isoformat() for name, value in kept.items() if value is not None}
        return {**times, "is_officers": "yes"} if self.is_officers else times


def read_proof(kept: Mapping[str, str] | None, *, seen_at: datetime | None) -> Proof | None:
    """Return what a session keeps of a proof; one without is no proof at all."""
    if not kept:
        return None
    signed_in_at = datetime.fromisoformat(kept["signed_in_at"])
    return Proof(
        signed_in_at=signed_in_at,
        factor_at=datetime.fromisoformat(kept["factor_at"]) if "factor_at" in kept else None,
        fresh_at=datetime.fromisoformat(kept["fresh_at"]),
        seen_at=seen_at or datetime.fromisoformat(kept["fresh_at"]),
        is_officers=kept.get("is_officers") == "yes",
    )


def what_is_missing(
    proof: Proof | None, *, sees_others: bool, fresh: bool = False, at: datetime
) -> Missing | None:
    """Return what a door asks for before it opens, or None where nothing is missing."""
    if proof is None or at - proof.signed_in_at > LONGEST_OWN:
        return Missing.AWAKE
    if (sees_others or proof.is_officers) and not is_awake(proof, at=at):
        return Missing.AWAKE
    if sees_others and proof.factor_at is None:
        return Missing.FACTOR
    if fresh and at - proof.fresh_at > FRESH:
        return Missing.FRESH
    return None


def is_awake(proof: Proof, *, at: datetime) -> bool:
    """Say whether somebody who sees others is still taken to sit there."""
    return at - proof.seen_at <= IDLE and at - proof.signed_in_at <= LONGEST


def proven(before: Proof | None, *, factor: bool, is_officers: bool = False, at: datetime) -> Proof:
    """
    Return the proof after somebody has shown who they are, now.

    Who still is within the longest time goes on with what was proven before; else it is a new beginning. A session
    that was ever an officer's stays one.
    """
    goes_on = before is not None and at - before.signed_in_at <= LONGEST
    earlier = before if goes_on else None
    return Proof(
        signed_in_at=earlier.signed_in_at if earlier else at,
        factor_at=at if factor else (earlier.factor_at if earlier else None),
        fresh_at=at,
        seen_at=at,
        is_officers=is_officers or (before is not None and before.is_officers),
    )
