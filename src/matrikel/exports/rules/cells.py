"""Cells of a table that leaves: of which kind a column is, and how a text never becomes a formula."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | date


class Kind(StrEnum):
    """What stands in a column: words, telephone numbers, or values that are a number or a date by themselves."""

    TEXT = "text"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column of a file with its name."""

    name: str
    kind: Kind = Kind.TEXT


PHONE = re.compile(r"\+?[0-9][0-9 ()/.\u00a0-]{1,30}")
# What a spreadsheet computes, and the same signs as East Asian keyboards write them.
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str, kind: Kind = Kind.TEXT) -> str:
    """
    Return a text that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front.

    A telephone number in a column of such numbers stays as it is, if it is one.
    """
    if kind is Kind.PHONE and PHONE.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(COMPUTED) else text
