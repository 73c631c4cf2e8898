"""The parent's side of reading a workbook: starts the child process, asks it for rows, ends it in time."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.table import MAX_COLUMNS, OpenSource, Row, SheetSample
from matrikel.imports.formats.workbook.archive import check_archive

SECONDS = 150
_CHILD = Path(__file__).with_name("child.py")
_MESSAGES: dict[str, FileReason] = {
    "password_protected": FileReason.PASSWORD_PROTECTED,
    "broken_archive": FileReason.BROKEN_ARCHIVE,
    "too_many_rows": FileReason.TOO_MANY_ROWS,
    "too_much_memory": FileReason.TOO_MUCH_MEMORY,
}


def source_of(code: str) -> OpenSource:
    """How workbooks of one kind are opened."""

    def open_workbook(path: Path) -> "WorkbookSource":
        return WorkbookSource(path, code)

    return open_workbook


class WorkbookSource:
    """One workbook on disk; each reading is a child process of its own."""

    def __init__(self, path: Path, code: str) -> None:
        check_archive(path)
        self._path, self._code = path, code
        with _Child(path, code) as child:
            opening = child.opening
        self._names: list[str] = opening["names"]
        samples = [
            SheetSample(name=name, rows=tuple(_rows(rows)))
            for name, rows, visible in zip(self._names, opening["samples"], opening["visible"], strict=True)
            if rows and visible
        ]
        if not samples:
            raise FileRefused(FileReason.EMPTY)
        self._samples = tuple(samples)

    @property
    def samples(self) -> tuple[SheetSample, ...]:
        return self._samples

    @property
    def layout(self) -> dict[str, str]:
        return {"format": self._code}

    def rows(self, sheet: str) -> Iterator[Row]:
        with _Child(self._path, self._code) as child:
            for batch in child.batches(self._names.index(sheet)):
                yield from _rows(batch)

    def close(self) -> None:
        """Nothing stays open between two readings."""


class _Child:
    """The running child; leaving the block ends it whatever it is doing."""

    def __init__(self, path: Path, code: str) -> None:
        # -P keeps the folder of the script off the module path; nothing of the project is imported there.
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_CHILD), str(path), code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="ascii",
            start_new_session=True,
            # Whatever a workbook makes of the child, no address and no key is there to be had.
            env={name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ},
        )
        self._out_of_time = False
        self._timer = threading.Timer(SECONDS, self._stop)
        self._timer.daemon = True
        self._timer.start()
        self.opening: dict[str, Any] = {}

    def __enter__(self) -> "_Child":
        try:
            self.opening = self._hear()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def batches(self, index: int) -> Iterator[list[Any]]:
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(f"{index}\n")
        stdin.flush()
        while isinstance(said := self._hear(), list):
            yield said

    def _hear(self) -> Any:
        stdout = self._process.stdout
        assert stdout is not None
        line = stdout.readline()
        if not line:
            raise FileRefused(FileReason.TOO_SLOW if self._out_of_time else FileReason.TOO_MUCH_MEMORY)
        said = json.loads(line)
        if isinstance(said, dict) and "refused" in said:
            raise FileRefused(_MESSAGES[said["refused"]])
        return said

    def _stop(self) -> None:
        self._out_of_time = True
        self._process.kill()

    def _end(self) -> None:
        self._timer.cancel()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


def _rows(batch: list[Any]) -> Iterator[Row]:
    for number, cells in batch:
        if len(cells) > MAX_COLUMNS:
            raise FileRefused(FileReason.TOO_MANY_COLUMNS, columns=len(cells), limit=MAX_COLUMNS)
        yield number, cells
