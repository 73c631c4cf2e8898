"""Counts years of age on a given day, from a birth date or from a birth year alone."""

from __future__ import annotations

from datetime import date


def age_on(on: date, born_on: date) -> int:
    """Full years; who was born on 29 February turns a year older on 1 March in an ordinary year."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
