"""Finds encoding and delimiter of a text table from its bytes, reading the file once and keeping little."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from matrikel.imports.formats.errors import FileReason, FileRefused

DELIMITERS = (";", "\t", ",", "|")
_BLOCK = 1024 * 1024
_SAMPLE_CHARACTERS = 256 * 1024
# Letters of the six languages, and the sign of the euro, as single bytes in the encodings that old programs write.
_LETTERS = "åäöæøéèêëïüçÅÄÖÆØÉ€"
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_DIRECTIVE = re.compile(r"^sep=(.)\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """How the text of one file is to be read."""

    encoding: str
    delimiter: str
    skip_lines: int = 0


def detect(path: Path) -> Dialect:
    """Encoding and delimiter; a file with NUL bytes is refused, since no spreadsheet writes them."""
    encoding = detect_encoding(path)
    with path.open("r", encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(_SAMPLE_CHARACTERS)
        complete = not file.read(1)
    if not sample.strip():
        raise FileRefused(FileReason.EMPTY)
    first, _, _ = sample.partition("\n")
    directive = _DIRECTIVE.match(first.strip("\r"))
    if directive:
        return Dialect(encoding=encoding, delimiter=directive.group(1), skip_lines=1)
    return Dialect(encoding=encoding, delimiter=detect_delimiter(sample, complete=complete))


def detect_encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise FileRefused(FileReason.WRONG_TYPE)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _checked_utf16(path, "utf-16")
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if even + odd > len(head) // 5:
            # Half of the bytes of Latin text in UTF-16 are zero, all at even or all at odd places.
            if even == 0:
                return _checked_utf16(path, "utf-16-le")
            if odd == 0:
                return _checked_utf16(path, "utf-16-be")
        file.seek(0)
        return _eight_bit(iter(lambda: file.read(_BLOCK), b""))


def _checked_utf16(path: Path, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if "\0" in decoder.decode(block):
                raise FileRefused(FileReason.NUL_BYTES)
    return encoding


def _eight_bit(blocks: Iterator[bytes]) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    high: Counter[int] = Counter()
    valid = True
    broken = good = 0
    bom = False
    for number, block in enumerate(blocks):
        if b"\0" in block:
            raise FileRefused(FileReason.NUL_BYTES)
        if number == 0:
            bom = block.startswith(codecs.BOM_UTF8)
        if valid:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                valid = False
        if not block.isascii():
            text = block.decode("utf-8", "replace")
            broken += text.count("�")
            good += len(block) - len(block.decode("ascii", "ignore"))
            high.update(byte for byte in block if byte > 127)
    # A text that is UTF-8 but for a few spoilt characters stays UTF-8; the spoilt cells are reported.
    if bom or valid or broken * 20 < good:
        return "utf-8-sig"
    return _old_encoding(high)


def _old_encoding(high: Counter[int]) -> str:
    def share(encoding: str) -> int:
        known = set(_LETTERS.encode(encoding, "ignore"))
        return sum(count for byte, count in high.items() if byte in known)

    best = max(_OLD_ENCODINGS, key=share)
    return best if share(best) > share("cp1252") * 2 else "cp1252"


def detect_delimiter(sample: str, *, complete: bool) -> str:
    """The delimiter that cuts most lines into the same number of cells."""
    if not complete:
        sample = sample[: sample.rfind("\n") + 1] or sample
    lines = sample.splitlines(keepends=True)
    best, best_score = ";", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        widths = _widths(lines, delimiter)
        if not widths:
            continue
        counted = Counter(width for width in widths if width > 1)
        if not counted:
            continue
        width, count = counted.most_common(1)[0]
        score = count / len(widths) + min(width, 30) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(lines: list[str], delimiter: str) -> list[int]:
    try:
        reader = csv.reader(lines, delimiter=delimiter)
        return [len(row) for row in islice(reader, 300) if row]
    except csv.Error:
        return []
