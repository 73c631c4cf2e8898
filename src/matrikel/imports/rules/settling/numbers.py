"""Numbers of members, counts of rows, and identity numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.headings.phrases import key
from matrikel.imports.rules.headings.stems import Part, parts_of
from matrikel.imports.rules.profiles import SAMPLE, Profile
from matrikel.imports.rules.settling.helpers import has, mapped
from matrikel.imports.rules.text import clean, fold
from matrikel.people.rules import national_numbers

_UNSAID_WORDS = (
    " nr no number nummer id numero nro num kod code koodi kode nummeret n nrs lopnummer unikt uniqueid ref "
    "tunnus tunniste"
)
_CODES = frozenset(["kod", "code", "koodi", "kode", "ref"])
_UNSAID = frozenset(_UNSAID_WORDS.split(" "))
_NEARLY_ALL = 0.9
_FEWEST = 4


def is_unsaid(header: str) -> bool:
    """Whether the heading says only that there is a number, or nothing."""
    return key(header) in _UNSAID or (
        len(header) <= 12
        and set(parts_of(fold(header))) <= {Part.MEMBER, Part.NUMBER}
        and "medl" in fold(header)
    )


def settle_unsaid(
    columns: list[Column], profiles: Sequence[Profile], cells: Sequence[Sequence[str]]
) -> list[Column]:
    """Columns headed *Nr* or *ID*: a number of the member, or a count of the rows."""
    settled = list(columns)
    for place, column in enumerate(columns):
        is_open = is_unsaid(column.header) or (
            column.reason is ColumnReason.UNKNOWN_COLUMN and _counts(column.header)
        )
        if not is_open or column.reason is ColumnReason.EMPTY_COLUMN or column.is_mapped:
            continue
        profile = profiles[column.index]
        if profile.share("date", "year") >= 0.5:
            continue
        numbers_members = not has(settled, Field.MEMBER_NUMBER) and place <= 1
        if profile.sequential:
            if numbers_members and column.header and not _is_sorted(columns, cells):
                # Counting follows the order of the list: where names come as they like, so do their numbers.
                settled[place] = mapped(column, Field.MEMBER_NUMBER, 0.8)
            else:
                settled[place] = _counted(column, place, settled)
        elif (
            (column.header or place == 0)
            and profile.distinct >= 0.9 * profile.filled
            and profile.longest <= 12
        ):
            # In front of everything it numbers the members; further in it may number anything.
            is_plain = numbers_members and key(column.header) not in _CODES
            # Everybody has one: what only some have numbers the houses.
            is_of_all = profile.filled >= _NEARLY_ALL * min(profile.seen, SAMPLE)
            if is_plain and is_of_all and profile.share("integer") >= 0.9:
                settled[place] = mapped(column, Field.MEMBER_NUMBER, 0.8)
            else:
                settled[place] = replace(
                    column, field=Field.MEMBER_NUMBER, reason=ColumnReason.WEAK_EVIDENCE, confidence=0.5
                )
    return settled


def _counted(column: Column, place: int, columns: Sequence[Column]) -> Column:
    if key(column.header) and not _counts(column.header) and not has(columns, Field.MEMBER_NUMBER):
        # "Nro" says neither: whoever knows the list is asked.
        return replace(
            column, field=Field.MEMBER_NUMBER, reason=ColumnReason.COUNTS_OR_NUMBERS, confidence=0.5
        )
    return replace(
        column,
        field=Field.LEAVE_OUT,
        state=ColumnState.LEFT_OUT,
        reason=ColumnReason.COUNTS_ROWS,
        confidence=0.9,
    )


def _counts(header: str) -> bool:
    """A heading for a count of the rows, above what is none."""
    said = meaning_of(header)
    return said is not None and said.reason is ColumnReason.COUNTS_ROWS


def _is_sorted(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> bool:
    """Whether the rows stand in the order of some other column, or of the last words of the names."""
    for column in columns:
        if not column.header or is_unsaid(column.header):
            continue
        values = [fold(clean(cell)) for cell in cells[column.index] if cell.strip()]
        orders = [values]
        if column.field is Field.FULL_NAME:
            orders.append([value.split()[-1] for value in values if value])
        if any(_rises(order) for order in orders):
            return True
    return False


def _rises(values: Sequence[str]) -> bool:
    steps = list(pairwise(values))
    rising = sum(one <= other for one, other in steps)
    return len(set(values)) > _FEWEST and rising >= _NEARLY_ALL * len(steps)


_CUSTOMER = re.compile(
    r"kund|kunde|klant|debit|asiakas|customer|relati|kontakt|contact|client|deelnemer|deltag|osallistu"
)

# What a federation, or the state, numbers people by wherever they belong: `Person-ID`, `Golf-ID`, `RFID`.
_OF_PERSONS = re.compile(r"\bid\b|[a-z]id\b|person|henkilo|spill?er|player|start")


def settle_customers(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """
    The number by which a program knows everybody of the list is the member's, where no column says it is.

    Where a program has none, the federation gives the number: a *Relatiecode* or *N° d'affiliation* of everybody.
    """
    if any(column.field is Field.MEMBER_NUMBER for column in columns):
        # One that is asked about will be the member's when somebody has answered.
        return columns
    found = [
        column
        for column in columns
        if column.is_mapped
        and column.field is Field.EXTERNAL_NUMBER
        and profiles[column.index].distinct >= 0.9 * profiles[column.index].filled
        and profiles[column.index].filled >= 0.95 * min(profiles[column.index].seen, SAMPLE)
    ]
    customers = [column for column in found if _CUSTOMER.search(fold(column.header))]
    federations = [column for column in found if _is_of_federation(column)]
    for candidates in (customers, federations):
        if len(candidates) == 1:
            settled = list(columns)
            settled[candidates[0].index] = replace(
                mapped(candidates[0], Field.MEMBER_NUMBER, 0.8, ColumnReason.HEADER), label=""
            )
            return settled
    return columns


def _is_of_federation(column: Column) -> bool:
    """Whether a heading known as a whole says that the federation numbers its members so, and not its persons."""
    said = meaning_of(column.header)
    return (
        column.label == "federation"
        and said is not None
        and not said.is_weak
        and _OF_PERSONS.search(fold(column.header)) is None
    )


def settle_national_numbers(
    columns: list[Column], profiles: Sequence[Profile], cells: Sequence[Sequence[str]], country: str
) -> list[Column]:
    """
    National numbers where the country lets associations keep them; elsewhere the column stays behind.

    Belgian numbers begin with the birth date, which is read from them where no column says it of everybody.
    """
    if national_numbers.storable(country):
        return columns
    settled = []
    for column in columns:
        profile = profiles[column.index]
        holds_numbers = column.field is Field.NATIONAL_NUMBER or (
            column.field is Field.BIRTH
            and profile.share("number_shape") >= 0.5
            and profile.share("date") < 0.5
        )
        # A column headed as a number that holds dates is a column of dates.
        if holds_numbers and profile.share("date", "year") >= 0.5 > profile.share("number_shape"):
            settled.append(replace(column, field=Field.BIRTH))
        elif holds_numbers and not profile.is_empty:
            settled.append(_without_number(column, profile, columns, cells, country))
        else:
            settled.append(column)
    return settled


def _without_number(
    column: Column,
    profile: Profile,
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    country: str,
) -> Column:
    births = [c.index for c in columns if c.is_mapped and c.field is Field.BIRTH and c.index != column.index]
    is_wanted = any(
        number.strip() and not any(cells[birth][row].strip() for birth in births)
        for row, number in enumerate(cells[column.index])
    )
    # Most pass their check, so that nobody is born by a number of another kind.
    if country == "BE" and is_wanted and profile.share("number") >= 0.5:
        return mapped(column, Field.BIRTH, 0.9, ColumnReason.BIRTH_IN_NUMBER)
    return replace(column, state=ColumnState.LEFT_OUT, reason=ColumnReason.NUMBER_FORBIDDEN)
