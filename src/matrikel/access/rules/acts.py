"""Acts that one officer alone may not do: what whoever asks must hold, what whoever agrees, and who may stop it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matrikel.access.rules import NOWHERE_IN_PARTICULAR, Grant, Place, holds, may_give
from matrikel.kernel.actors import Right

WAITS_FOR = timedelta(days=14)
"""How long an act can be agreed to; then whoever still wants it asks anew, and the board is told anew."""

GIVING = frozenset({"INVITE", "ROLE"})
"""Acts that give a role or a right: nobody asks or agrees who could not have given it alone, if one were enough."""

ASKS: dict[str, frozenset[Right]] = {
    "LIFT": frozenset({Right.PEOPLE_EDIT, Right.PROTECTED_SEE}),
    "REVEAL": frozenset({Right.PROOFS_SEE}),
    "CEILING": frozenset({Right.SETTINGS_EDIT}),
}
AGREES: dict[str, frozenset[Right]] = {
    # The second looks at the reason, not at the form: who may open the details can judge whether they may be shown.
    "LIFT": frozenset({Right.PROTECTED_SEE}),
    "REVEAL": frozenset({Right.PROOFS_SEE}),
    # Whoever lets single lists go that are over the ceiling.
    "CEILING": frozenset({Right.LOG_OPEN}),
}

_SAYS_OF_SOMEBODY = frozenset({"held", "level"})


def runs_out(asked_at: datetime) -> datetime:
    """Return the instant from which an act that nobody has settled cannot be agreed to any more."""
    return asked_at + WAITS_FOR


def in_the_log(concerns: Mapping[str, str]) -> dict[str, str]:
    """Return what the log's header says of an act: about whom and why, and not how far somebody is protected."""
    return {name: value for name, value in concerns.items() if name not in _SAYS_OF_SOMEBODY}


def header_of(
    act_id: UUID, kind: str, concerns: Mapping[str, str], **more: bool | str
) -> dict[str, bool | str | dict[str, str]]:
    """Return the log's header of what became of an act: which it is, what it concerns as far as may be said, and more."""
    return {"act": str(act_id), "kind": kind, "concerns": in_the_log(concerns), **more}


def may_ask(
    kind: str, grants: Sequence[Grant], rights: Collection[Right] = (), *, at: Place = NOWHERE_IN_PARTICULAR
) -> bool:
    """Say whether somebody may ask for an act; `rights` and `at` are what it gives, and where."""
    if kind in GIVING:
        return may_give(grants, rights, at=at)[0]
    return all(holds(grants, right, at=NOWHERE_IN_PARTICULAR) for right in ASKS[kind])


def may_agree(
    kind: str, grants: Sequence[Grant], rights: Collection[Right] = (), *, at: Place = NOWHERE_IN_PARTICULAR
) -> bool:
    """Say whether somebody may agree to an act; that it is a second is another question."""
    if kind in GIVING:
        return may_give(grants, rights, at=at)[0]
    return all(holds(grants, right, at=NOWHERE_IN_PARTICULAR) for right in AGREES[kind])


def may_stop(
    kind: str, grants: Sequence[Grant], rights: Collection[Right] = (), *, at: Place = NOWHERE_IN_PARTICULAR
) -> bool:
    """Say whether somebody may call an act off: whoever may agree to it, and whoever gives roles there."""
    return may_agree(kind, grants, rights, at=at) or holds(grants, Right.ROLES_EDIT, at=at)
