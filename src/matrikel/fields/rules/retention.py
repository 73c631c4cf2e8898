"""How long a value is kept: rules in the language of the personal-data map, and the day on which each is over."""

import re
from calendar import monthrange
from datetime import date, timedelta

KEEPS = (
    *("exit+0d", "exit+6m", "exit+1y", "exit+2y"),
    *("written+3m", "written+6m", "written+1y", "written+2y", "written+5y"),
)
"""What an association may choose: from the end of the membership, or from the day on which it was written."""

KEEPS_OF_SPECIAL = ("exit+0d", "written+3m", "written+6m", "written+1y", "written+2y")
"""What GDPR Art. 9 protects outlives nobody's membership."""

_RULE = re.compile(r"(exit|written)\+(\d+)([dmy])")


def starts_at_exit(keep: str) -> bool:
    """Say whether a rule counts from the end of the membership."""
    return keep.startswith("exit+")


def forget_on(keep: str, *, written_on: date, left_on: date | None = None) -> date | None:
    """
    Return the first day on which a value is no longer kept; None while the membership goes on.

    `left_on` is the first day after the last membership. A month ends on its last day where it has no such day:
    six months after 31 August is the last of February. A day after the end of time is the last one there is.
    """
    found = _RULE.fullmatch(keep)
    if found is None:
        raise ValueError(f"There is no rule {keep}.")
    start, count, unit = found[1], int(found[2]), found[3]
    begin = written_on if start == "written" else left_on
    if begin is None:
        return None
    try:
        return (
            begin + timedelta(days=count)
            if unit == "d"
            else _later(begin, count * (12 if unit == "y" else 1))
        )
    except (OverflowError, ValueError):
        return date.max


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
