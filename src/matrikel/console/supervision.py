"""Keeps child processes and their parent together: children that die come back, none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_PATIENCE_SECONDS = 15
_TOO_OFTEN = 3
_WITHIN_SECONDS = 60


class ChildKeepsDying(Exception):
    """A child died again and again; the message ends with the last lines it wrote."""


def stop_with_parent() -> None:
    """Stop this process as by SIGTERM once the process that started it is gone, even by kill -9."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


@dataclass(slots=True, kw_only=True)
class Child:
    """One child process in a group of its own, with a log file; it inherits one open file, the lock."""

    name: str
    command: list[str]
    log: Path
    variables: dict[str, str]
    keep_open: int
    _process: subprocess.Popen[bytes] | None = None
    _deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[self.keep_open],
            )

    def revive(self) -> bool:
        """
        Start it again if it has died; return whether it had.

        :raises ChildKeepsDying: it has died too often.
        """
        if self._process is None or self._process.poll() is None:
            return False
        self._kill_group()
        now = time.monotonic()
        self._deaths = [moment for moment in self._deaths if now - moment < _WITHIN_SECONDS] + [now]
        if len(self._deaths) >= _TOO_OFTEN:
            raise ChildKeepsDying(
                f"The {self.name} keeps stopping; {self.log} ends with: {self._last_words()}"
            )
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """Send it SIGTERM."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait_until_stopped(self) -> None:
        """Wait for it to go; make it go when it does not."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._kill_group()
        self._process = None

    def _kill_group(self) -> None:
        """End what the child itself had started and left."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return " / ".join(lines[-5:])
