"""Of two columns with the same meaning the surer one counts."""

from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import (
    ADDRESS_FIELDS,
    REPEATABLE,
    Column,
    ColumnReason,
    ColumnState,
    Field,
)
from matrikel.imports.rules.headings.phrases import key
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.settling.claims import claim_of
from matrikel.imports.rules.settling.helpers import follows, has, share_of_pairs

_WITH_LABELS = ADDRESS_FIELDS | {Field.EXTERNAL_NUMBER, Field.MUNICIPALITY}
_PARTS_OF = {
    Field.POSTCODE_PLACE: frozenset({Field.POSTCODE, Field.PLACE}),
    Field.FULL_ADDRESS: frozenset({Field.POSTCODE, Field.PLACE, Field.POSTCODE_PLACE}),
}
# Words that may mean another thing, where a clearer heading stands in the same table.
_VAGUE = frozenset(
    [
        "typ",
        "type",
        "laji",
        "kategori",
        "categorie",
        "category",
        "kategoria",
        "soort",
        "kind",
        "medlemskap",
        "medlemskab",
        "membership",
        "jasenyys",
        "lidmaatschap",
        "klass",
        "class",
        "klasse",
        "luokka",
        "cat",
        "tyyppi",
        "art",
        "slag",
        "sort",
        "stad",
        "by",
        "plats",
        "sted",
        "bosted",
        "by",
        "stad",
        "hemort",
        "medlem",
        "member",
        "lid",
        "tv",
    ]
)


def settle_once_only(
    columns: list[Column], profiles: Sequence[Profile], cells: Sequence[Sequence[str]]
) -> list[Column]:
    """The other of the two is left out where it says the same, and doubted where it does not."""
    settled = [
        replace(column, confidence=min(column.confidence, 0.9)) if key(column.header) in _VAGUE else column
        for column in columns
    ]
    best: dict[tuple[Field, str], int] = {}
    for place, column in enumerate(settled):
        if not column.is_mapped or column.field in REPEATABLE:
            continue
        meaning = (column.field, column.label if column.field in _WITH_LABELS else "")
        earlier = best.setdefault(meaning, place)
        if earlier == place:
            continue
        # A heading never loses to a column that only its contents speak for.
        claims = claim_of(column), claim_of(settled[earlier])
        is_surer = claims[0] > claims[1] or (
            claims[0] is claims[1] and column.confidence > settled[earlier].confidence
        )
        is_first_empty = profiles[settled[earlier].index].is_empty
        if not profiles[column.index].is_empty and (is_first_empty or is_surer):
            loser, winner = earlier, place
        else:
            loser, winner = place, earlier
        best[meaning] = winner
        settled[loser] = _loser(settled[loser], settled[winner], profiles, cells)
    return _birth_and_number(_parts_of_an_address(settled, cells), cells)


def _parts_of_an_address(columns: list[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """A part would take the place of what the whole says: a less sure one is doubted where it says otherwise."""
    settled = list(columns)
    for place, column in enumerate(settled):
        if not column.is_mapped:
            continue
        for whole in columns:
            if (
                whole.is_mapped
                and whole.label == column.label
                and column.field in _PARTS_OF.get(whole.field, ())
                and column.confidence < whole.confidence
                and not _is_part_of(cells[whole.index], cells[column.index])
            ):
                settled[place] = replace(
                    column,
                    state=ColumnState.DOUBTED,
                    reason=ColumnReason.SECOND_OF_ITS_KIND,
                    confidence=0.4,
                )
    return settled


def _is_part_of(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether the part repeats what the whole says, or fills where the whole is empty."""
    if not any(a.strip() and b.strip() for a, b in zip(whole, part, strict=True)):
        return True
    said = share_of_pairs(whole, part, contained=True) + share_of_pairs(whole, part, contained=False)
    return said >= 0.8


def _loser(
    column: Column, winner: Column, profiles: Sequence[Profile], cells: Sequence[Sequence[str]]
) -> Column:
    profile = profiles[column.index]
    if profile.is_empty:
        return replace(
            column,
            field=Field.LEAVE_OUT,
            state=ColumnState.LEFT_OUT,
            reason=ColumnReason.EMPTY_COLUMN,
            confidence=1.0,
        )
    if share_of_pairs(cells[winner.index], cells[column.index], contained=False) >= 0.95:
        return follows(column)
    if column.field is Field.MEMBERSHIP_TYPE and profile.distinct == 1:
        return replace(column, state=ColumnState.LEFT_OUT, reason=ColumnReason.NOT_NEEDED)
    # The year beside the date says nothing more.
    if column.field in (Field.JOINED, Field.LEFT) and _are_years_of(
        cells[winner.index], cells[column.index], profile
    ):
        return follows(column)
    field = Field.EXTERNAL_NUMBER if column.field is Field.MEMBER_NUMBER else column.field
    return replace(
        column,
        field=field,
        state=ColumnState.DOUBTED,
        reason=ColumnReason.SECOND_OF_ITS_KIND,
        confidence=0.4,
    )


def _are_years_of(dates: Sequence[str], years: Sequence[str], profile: Profile) -> bool:
    if profile.share("year") < 0.95:
        return False
    pairs = [(a, b.strip()) for a, b in zip(dates, years, strict=True) if a.strip() and b.strip()]
    return bool(pairs) and sum(year in on for on, year in pairs) >= 0.95 * len(pairs)


def _birth_and_number(columns: list[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    # A birth year beside a birth date adds something only where the date is missing; a day, month and year in three
    # columns make one date.
    whole = has(columns, Field.BIRTH) or has(columns, Field.NATIONAL_NUMBER)
    parts = (Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR)
    return [
        replace(column, state=ColumnState.LEFT_OUT, reason=ColumnReason.FOLLOWS_FROM_OTHERS)
        if whole
        and column.is_mapped
        and column.field in parts
        and not (column.field is Field.BIRTH_YEAR and _fills_gaps(column, columns, cells))
        else column
        for column in columns
    ]


def _fills_gaps(column: Column, columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> bool:
    wholes = [c.index for c in columns if c.is_mapped and c.field in (Field.BIRTH, Field.NATIONAL_NUMBER)]
    return any(
        year.strip() and not any(cells[whole][row].strip() for whole in wholes)
        for row, year in enumerate(cells[column.index])
    )
