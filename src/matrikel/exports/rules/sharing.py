"""For how long a list may be shared, with how many people in it, and how its link and codes look."""

from datetime import timedelta

PREFIX = "ml_"
LONGEST_DAYS = 30
MOST_SHARED = 500
"""A shared list is read on a phone; for more there are exports."""

CODE_HOLDS = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES = 20
CODE_PAUSE = timedelta(seconds=45)
OPEN_FOR = timedelta(minutes=30)
"""How long a browser shows a list after the right code."""

LONGEST_NAME = 80


def is_token(text: str) -> bool:
    """Say whether a text looks like the secret of a link."""
    return text.startswith(PREFIX) and len(text) == len(PREFIX) + 43


def veiled(email: str) -> str:
    """Return an address so that whoever holds it knows it and others do not learn it."""
    local, _at, domain = email.partition("@")
    return f"{local[:1]}•••@{domain}"
