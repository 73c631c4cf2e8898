"""Which columns a list needs for what it is taken out for; whoever asks may tick others."""

from collections.abc import Sequence

_NEEDED: dict[str, tuple[str, ...]] = {
    "contact": ("email", "phone"),
    "activities": ("email", "phone", "age"),
    "meeting": ("number", "type"),
    "statistics": ("age", "gender"),
    "statutory_register": ("number", "type", "since"),
    "safety": ("phone",),
    "accountability": ("number", "type", "status", "since"),
}


def proposed_columns(purpose: str, *, shown: Sequence[str], offered: Sequence[str]) -> list[str]:
    """
    Return the columns that are ticked for a purpose, of those that are offered.

    For looking after the members these are the ones of the list on the screen (`shown`); before anything is said
    of the purpose there are none, so that nothing leaves by habit.
    """
    wanted = shown if purpose == "membership" else _NEEDED.get(purpose, ())
    return [code for code in wanted if code in offered]
