"""How much, and for how long."""

from datetime import timedelta

KEPT = timedelta(days=7)
"""How long a file can be fetched."""

AT_ONCE = 500
"""Up to how many people somebody waits for in one request; a file of more is made by itself."""

MOST_ROWS = 1_000_000
"""What one sheet of a spreadsheet holds, with some room for headings."""

MOST_ON_PAPER = 5_000
"""How many go on paper: lists and labels are set as a whole."""

MOST_COLUMNS = 40
LONGEST_REASON = 500
SHOWN_BEFOREHAND = 10


def most_of(form: str) -> int:
    """Return how many people one export of a form may hold."""
    return MOST_ON_PAPER if form in ("PDF", "LABELS", "ROLL") else MOST_ROWS


LEAST_CEILING = 1_000


def ceiling_a_day(people: int) -> int:
    """Return how many rows one officer usually takes out in 24 hours before somebody is asked: the register, twice."""
    return max(LEAST_CEILING, 2 * people)


MOST_LOOKS_A_DAY = 300
"""How many pages of persons an officer usually opens in 24 hours before those who oversee it are told."""

MOST_SEARCHES_A_DAY, MOST_REVEALS_A_DAY = 50, 30
"""
How many identity numbers an officer searches for, and how many sealed values (numbers, accounts, protected details) one
opens, in 24 hours before those who oversee it are told. Fixed: nobody's ordinary day comes near.
"""

HIGHEST_CEILING = 10_000_000


def most_taken(usual: int, taken: int | None, *, was_raised: bool) -> int:
    """
    Return how many rows an officer takes out in 24 hours, who usually may `usual`, where an association has said so.

    What one officer has set lowers and never raises: an officer of a small branch keeps the branch's own ceiling.
    """
    if taken is None:
        return usual
    return taken if was_raised else min(taken, usual)


def is_raised(wanted: int | None, *, now: int | None, usual: int) -> bool:
    """Say whether a ceiling becomes higher than it is and than is usual, which one officer alone may not do."""
    return wanted is not None and wanted > max(usual, now if now is not None else usual)
