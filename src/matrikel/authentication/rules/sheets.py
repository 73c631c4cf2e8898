"""Code sheets: ten codes on paper, one for each sign-in."""

LOW = 3
"""With so many codes left, a new sheet is due: the last one must not be used up before."""


def is_low(left: int) -> bool:
    """Say whether so few codes are left that whoever signs in by them needs a new sheet."""
    return left <= LOW


def in_groups(code: str) -> str:
    """Return a code as it stands on paper: in two groups of four."""
    return f"{code[:4]} {code[4:]}"
