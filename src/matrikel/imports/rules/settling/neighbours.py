"""Columns without a heading that says anything: places after postcodes, family names beside given ones."""

import re
from collections.abc import Sequence

from matrikel.imports.rules.fields import GUARDIANS, Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.settling.helpers import has, mapped
from matrikel.imports.rules.text import fold

# So many common given names tell a column of them; among family names some are given names, too.
_SOME = 0.2
_INSTEAD = {
    Field.FAMILY_NAME: (),
    Field.GIVEN_NAME: (Field.PREFERRED_NAME, Field.INITIALS),
}
_OF_A_STREET = (Field.STREET, Field.HOUSE_NUMBER, Field.HOUSE_ADDITION)
_WITH_POSTCODE = (Field.POSTCODE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS)
_BY_WORDS = frozenset({Field.FAMILY_NAME, Field.GIVEN_NAME, Field.FULL_NAME})


def settle_neighbours(
    columns: list[Column], profiles: Sequence[Profile], cells: list[list[str]]
) -> list[Column]:
    """The columns that only their neighbours explain."""
    settled = list(columns)
    emails = next((c.index for c in columns if c.field is Field.EMAIL and c.is_mapped), None)
    for place, column in enumerate(settled):
        profile = profiles[column.index]
        if profile.is_empty or not _is_open(column):
            continue
        before = settled[place - 1] if place else None
        if not column.is_mapped and _is_postcode(place, settled, profiles):
            settled[place] = mapped(column, Field.POSTCODE, 0.85)
        elif (
            before
            and before.field is Field.POSTCODE
            and before.is_mapped
            and profile.share("words") >= 0.8
            and not has(settled, Field.PLACE)
        ):
            settled[place] = mapped(column, Field.PLACE, 0.85)
        elif profile.share("words") >= 0.8 and emails is not None and not column.is_mapped:
            first, last = _in_addresses(cells[column.index], cells[emails])
            if last >= 0.5 and last > 2 * first and not has(settled, Field.FAMILY_NAME):
                settled[place] = mapped(column, Field.FAMILY_NAME, 0.85)
            elif first >= 0.5 and first > 2 * last and not has(settled, Field.GIVEN_NAME):
                settled[place] = mapped(column, Field.GIVEN_NAME, 0.85)
    return _beside_the_other(
        _beside_the_other(settled, profiles, Field.GIVEN_NAME), profiles, Field.FAMILY_NAME
    )


def _is_open(column: Column) -> bool:
    if column.is_mapped:
        # "Distrikt" behind the postcode is where letters go.
        return column.field is Field.GROUPS or (not column.header and column.field in _BY_WORDS)
    if column.state is not ColumnState.DOUBTED:
        return False
    # Places are families' names as well: where the names are known, what stands behind the postcode is a place.
    is_second_name = column.reason is ColumnReason.SECOND_OF_ITS_KIND and column.field in _BY_WORDS
    return column.reason in (ColumnReason.UNKNOWN_COLUMN, ColumnReason.WEAK_EVIDENCE) or (
        is_second_name and meaning_of(column.header) is None
    )


def _is_postcode(place: int, columns: Sequence[Column], profiles: Sequence[Profile]) -> bool:
    profile = profiles[place]
    if any(has(columns, field) for field in _WITH_POSTCODE) or profile.share("postcode") < 0.9:
        return False
    if profile.share("year") >= 0.9 and not columns[place].header:
        return False
    if profile.share("date", "date_figures") >= 0.9 and profile.distinct < 20 and not columns[place].header:
        return False
    after = profiles[place + 1] if place + 1 < len(profiles) else None
    beside_street = place > 0 and columns[place - 1].field in _OF_A_STREET and columns[place - 1].is_mapped
    before_place = after is not None and after.share("words") >= 0.8
    if columns[place].header:
        return beside_street or (before_place and columns[place + 1].field is Field.PLACE)
    return before_place


def _beside_the_other(columns: list[Column], profiles: Sequence[Profile], known: Field) -> list[Column]:
    """Where one half of the names is known, the words beside it are the other: given names, or none."""
    wanted = Field.FAMILY_NAME if known is Field.GIVEN_NAME else Field.GIVEN_NAME
    named = next((c.index for c in columns if c.field is known and c.is_mapped), None)
    if named is None or any(has(columns, field) for field in (wanted, Field.FULL_NAME, *_INSTEAD[wanted])):
        return columns
    settled = list(columns)
    for step in (1, -1):
        place = named + step
        # Initials, a prefix, and what is empty may stand between the two.
        while 0 <= place < len(columns) and (
            profiles[place].is_empty
            or (columns[place].is_mapped and columns[place].field in (Field.NAME_PREFIX, Field.INITIALS))
        ):
            place += step
        if (
            0 <= place < len(columns)
            and not columns[place].is_mapped
            and columns[place].field not in GUARDIANS
        ):
            profile = profiles[place]
            is_given = profile.share("given_first") >= _SOME
            if (
                profile.share("words") >= 0.9
                and is_given is (wanted is Field.GIVEN_NAME)
                and not profile.few_distinct
            ):
                settled[place] = mapped(columns[place], wanted, 0.8)
                break
    return settled


def _in_addresses(names: list[str], addresses: list[str]) -> tuple[float, float]:
    """How often the column's value is the first and the last part of what stands before the @."""
    first = last = seen = 0
    for name, address in zip(names, addresses, strict=True):
        local = re.split(r"[._-]", re.sub(r"\d+", "", fold(address).partition("@")[0]))
        word = re.sub(r"[^a-z]", "", fold(name))
        if len(local) < 2 or not word:
            continue
        seen += 1
        first += local[0] == word
        last += local[-1] == word
    return (first / seen, last / seen) if seen >= 5 else (0.0, 0.0)
