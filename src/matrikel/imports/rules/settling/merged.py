"""Cells that reached over several rows before a file was made of them: the first row has them, those below do not."""

from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import ADDRESS_FIELDS, Column, Field

_FEWEST = 2
_MOST = 0.75
_NEARLY_ALL = 0.9


def settle_merged(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """
    *Hus*, *Efternavn* and *Adresse* stand in the first row of a household alone: the rows below have them too.

    Only where the address is missing in the very rows in which the household's number, or else the family name, is.
    """
    street = next((c for c in columns if c.is_mapped and c.field in (Field.STREET, Field.FULL_ADDRESS)), None)
    if street is None:
        return list(columns)
    gaps = _gaps(cells[street.index])
    rows = len(cells[street.index])
    if not _FEWEST <= len(gaps) <= _MOST * rows or 0 in gaps:
        return list(columns)
    key = next((c for c in columns if c.index != street.index and _is_key(c, gaps, cells)), None)
    if key is None and street.index == min(c.index for c in columns if c.is_mapped):
        # A list of houses, and of who lives in them.
        key = street
    if key is None:
        return list(columns)
    return [
        replace(column, reaches_down_with=key.index)
        if column.is_mapped
        and (
            column.field is Field.FAMILY_NAME
            or (column.field in ADDRESS_FIELDS and column.label == street.label)
        )
        else column
        for column in columns
    ]


def _is_key(column: Column, gaps: set[int], cells: Sequence[Sequence[str]]) -> bool:
    """Whether the column is empty where the address is and nowhere else, and says who lives together."""
    if column.field in ADDRESS_FIELDS or (
        column.is_mapped and column.field not in (Field.FAMILY_NAME, Field.HOUSEHOLD)
    ):
        return False
    own = _gaps(cells[column.index])
    if not own or len(own ^ gaps) > (1 - _NEARLY_ALL) * max(len(own), len(gaps)):
        return False
    if column.field is Field.FAMILY_NAME:
        return True
    said = [cell.strip() for cell in cells[column.index] if cell.strip()]
    return len(set(said)) >= _NEARLY_ALL * len(said)


def _gaps(cells: Sequence[str]) -> set[int]:
    return {row for row, cell in enumerate(cells) if not cell.strip()}
