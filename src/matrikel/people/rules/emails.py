"""Decides whether a text is one e-mail address and gives the form under which it is compared.

Plain addresses take a short way; everything else goes through email-validator without DNS. Special-use
domains (`example.se`, `club.test`) are accepted: whether a letter arrives is learnt from the letter, not
guessed here. Both halves are lower-cased: no mail server in use tells `Anna@` from `anna@`, and a register
that did would keep the same person twice.
"""

from __future__ import annotations

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

_PLAIN = re.compile(
    r"(?=.{6,254}$)(?=[^@]{1,64}@)"
    r"[a-z0-9_+](?:[a-z0-9_+-]|\.(?=[a-z0-9_+-])){0,63}"
    r"@(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
_LONGEST = 320


def normalise(text: str) -> str | None:
    """The address in lower case, or None when the text is not exactly one address."""
    candidate = text.strip(" \t\r\n\u00a0\u200b\u202f\ufeff").lower()
    if len(candidate) > _LONGEST:
        return None
    if candidate.startswith("mailto:"):
        candidate = candidate[7:]
    if _PLAIN.fullmatch(candidate):
        return candidate
    try:
        checked = validate_email(
            candidate,
            check_deliverability=False,
            allow_smtputf8=True,
            globally_deliverable=False,
            test_environment=True,
        )
    except EmailNotValidError:
        return None
    if "." not in checked.domain:
        return None
    return unicodedata.normalize("NFC", checked.normalized.lower())
