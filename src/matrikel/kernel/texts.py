"""What a short text may be, before it reaches a column that would refuse it."""

import unicodedata


def is_line(text: str, longest: int) -> bool:
    """Say whether a text fits its place and is one line: no line breaks, NUL or other control characters."""
    return len(text) <= longest and all(unicodedata.category(char) not in ("Cc", "Cs") for char in text)
