"""Keeps the secrets of sign-in links out of the logs, wherever a path is written."""

import logging
import re

_SECRET = re.compile(r"/sign-in/[^/\s]+")


class LeaveOutSecrets(logging.Filter):
    """Cuts what follows /sign-in/ out of every line; nothing is ever held back."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line where it names a link."""
        line = record.getMessage()
        if "/sign-in/" in line:
            record.msg, record.args = _SECRET.sub("/sign-in/…", line), ()
        return True
