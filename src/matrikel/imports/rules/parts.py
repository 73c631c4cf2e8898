"""
Counts the two people of one row of a file.

Whatever is kept by a row's number (plans, choices, whom a row added) is kept for the second person of a row by a number
of its own, far below the last row of any file. Whatever is shown to somebody is shown with the row's own number.
"""

_SECOND = 1_000_000_000
"""Files end long before; twice that still fits the database's whole numbers."""
BEYOND = 2 * _SECOND
"""Every key is smaller."""


def second_of(row: int) -> int:
    """The key of the second person of a row."""
    return row + _SECOND


def is_second(key: int) -> bool:
    """Whether the key is that of a row's second person."""
    return key >= _SECOND


def row_of(key: int) -> int:
    """The row as the spreadsheet numbers it, whichever of its people the key means."""
    return key - _SECOND if key >= _SECOND else key


def in_file_order(key: int) -> tuple[int, int]:
    """Sorts keys as the file has them: a row's second person behind its first."""
    return row_of(key), key
