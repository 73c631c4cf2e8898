"""Keeps the secrets of links and the values of rows out of the logs."""

import logging
import re
from typing import Any

_SECRET = re.compile(r"/(sign-in|invitation|mail/fewer|lists|role)/[^/\s]+")
# With which a broker of eIDs sends somebody back.
_ANSWER = re.compile(r"\?\S*\b(?:code|state)=\S*")
# From here on PostgreSQL quotes the row that it refuses, which may run over several lines.
_DETAIL = re.compile(
    r"^DETAIL:.*?(?=^(?:The above exception|During handling of)|\Z)", re.DOTALL | re.MULTILINE
)


class LeaveOutSecrets(logging.Filter):
    """Cuts the secrets of links (sign-in, invitation, lists, role …) out of every line; nothing is held back."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line where it names a link."""
        line = record.getMessage()
        clean = _ANSWER.sub("?…", _SECRET.sub(r"/\1/…", line))
        if clean != line:
            record.msg, record.args = clean, ()
        return True


class LeaveOutValues(logging.Formatter):
    """Writes what went wrong and where, without the detail in which PostgreSQL quotes the row."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        """Return the traceback, with a word in place of each detail."""
        return _DETAIL.sub("DETAIL:  left out\n\n", super().formatException(ei)).rstrip()
