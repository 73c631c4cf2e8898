"""Checks an IBAN by its country's length and its check digits, and writes it in groups of four."""

from __future__ import annotations

import re

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.no import kontonr

_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
_NOISE = re.compile(r"[\s.\-\u00a0\u202f]+")


def normalise(text: str) -> str | None:
    """The IBAN without spaces in capitals, or None when it is not one."""
    compact = _NOISE.sub("", text).upper()
    if not _SHAPE.fullmatch(compact):
        return None
    try:
        return str(iban.validate(compact))
    except ValidationError:
        return None


def read(text: str, country: str) -> str | None:
    """The account as an IBAN; in Norway the eleven digits that everybody writes are one already."""
    found = normalise(text)
    if found is None and country == "NO":
        digits = _NOISE.sub("", text)
        if kontonr.is_valid(digits):
            return normalise(kontonr.to_iban(digits))
    return found


def display(normalised: str) -> str:
    """The IBAN in groups of four, as banks print it."""
    return " ".join(normalised[start : start + 4] for start in range(0, len(normalised), 4))
