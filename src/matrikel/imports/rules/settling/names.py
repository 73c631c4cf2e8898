"""Which column of names is which, where several stand side by side."""

from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import GUARDIANS, Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.profiles import SAMPLE, Profile
from matrikel.imports.rules.settling.helpers import follows, has, mapped, share_of_pairs

_NAMED = (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.PREFERRED_NAME, Field.FULL_NAME)
_FEWEST = 5


def settle_names(columns: list[Column], profiles: list[Profile], cells: list[list[str]]) -> list[Column]:
    """*Naam* beside *Voornaam* is the family name; *Navn* beside *Etternavn* is the given one."""
    columns = _half_under_whole(_whole_under_half(_named_at_all(columns, profiles), profiles), profiles)
    settled = list(columns)
    given = next((c for c in columns if c.field is Field.GIVEN_NAME and c.is_mapped), None)
    if given is None:
        given = next((c for c in columns if c.field is Field.PREFERRED_NAME and c.is_mapped), None)
    family = next((c for c in columns if c.field is Field.FAMILY_NAME and c.is_mapped), None)
    for place, column in enumerate(columns):
        if column.field is Field.FULL_NAME and column.is_mapped and (given or family):
            settled[place] = _beside_halves(column, given, family, profiles, cells)
    if has(settled, Field.FULL_NAME):
        # Where a whole name stands beside one of its halves, the half follows from the whole.
        settled = [
            replace(column, state=ColumnState.LEFT_OUT, reason=ColumnReason.FOLLOWS_FROM_OTHERS)
            if column.field in (Field.GIVEN_NAME, Field.FAMILY_NAME)
            and column.is_mapped
            and not (given and family)
            else column
            for column in settled
        ]
    return _swapped(settled, profiles)


def _named_at_all(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """A list of people names them: *Barn* that is the only column of names is whom the list is about."""
    named = {c.field for c in columns if c.is_mapped and c.field in (*_NAMED, Field.INITIALS)}
    if not named:
        field, kinds = Field.FULL_NAME, ("some_words", "comma_name")
    elif named == {Field.FAMILY_NAME}:
        field, kinds = Field.GIVEN_NAME, ("one_word", "some_words")
    else:
        return columns
    found = [
        c
        for c in columns
        if not c.is_mapped and c.field not in GUARDIANS and _are_names(profiles[c.index], kinds)
    ]
    if len(found) != 1:
        return columns
    settled = list(columns)
    settled[found[0].index] = mapped(found[0], field, 0.85)
    return settled


def _are_names(profile: Profile, kinds: Sequence[str]) -> bool:
    return (
        profile.filled >= max(_FEWEST, 0.9 * min(profile.seen, SAMPLE))
        and profile.share(*kinds) >= 0.8
        and profile.share("given_first", "given_last") >= 0.4
        and profile.distinct >= 0.5 * profile.filled
    )


def _whole_under_half(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """*Nom* or *Förnamn* that stands alone and holds whole names."""
    named = [c for c in columns if c.is_mapped and c.field in _NAMED]
    if len(named) != 1 or named[0].field is Field.FULL_NAME:
        return columns
    profile = profiles[named[0].index]
    if profile.share("some_words", "comma_name") < 0.8 or profile.share("given_first", "given_last") < 0.3:
        return columns
    settled = list(columns)
    settled[named[0].index] = mapped(named[0], Field.FULL_NAME, 0.85)
    return settled


def _half_under_whole(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """*Naam* that stands alone and holds one word each: beside initials or prefixes it is the family name."""
    named = [c for c in columns if c.is_mapped and c.field in _NAMED]
    if len(named) != 1 or named[0].field is not Field.FULL_NAME:
        return columns
    column, profile = named[0], profiles[named[0].index]
    if profile.filled < _FEWEST or profile.share("one_word") < 0.8:
        return columns
    settled = list(columns)
    if has(columns, Field.INITIALS) or has(columns, Field.NAME_PREFIX):
        settled[column.index] = mapped(column, Field.FAMILY_NAME, 0.85)
    elif profile.share("given_first") >= 0.4:
        settled[column.index] = mapped(column, Field.GIVEN_NAME, 0.8)
    else:
        settled[column.index] = replace(
            column, state=ColumnState.DOUBTED, reason=ColumnReason.HEADER_AND_CONTENT_DIFFER, confidence=0.4
        )
    return settled


def _beside_halves(
    column: Column,
    given: Column | None,
    family: Column | None,
    profiles: Sequence[Profile],
    cells: Sequence[Sequence[str]],
) -> Column:
    other = given or family
    assert other is not None
    if profiles[column.index].is_empty:
        return replace(
            column,
            field=Field.LEAVE_OUT,
            state=ColumnState.LEFT_OUT,
            reason=ColumnReason.EMPTY_COLUMN,
        )
    if share_of_pairs(cells[column.index], cells[other.index], contained=True) >= 0.6:
        return follows(column) if given and family else column
    if given and family:
        return replace(
            column, state=ColumnState.DOUBTED, reason=ColumnReason.SECOND_OF_ITS_KIND, confidence=0.4
        )
    return mapped(column, Field.FAMILY_NAME if given else Field.GIVEN_NAME, 0.9, ColumnReason.HEADER)


def _swapped(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Headings that stand above each other's names: contents outvote them."""
    given = next((c for c in columns if c.field is Field.GIVEN_NAME and c.is_mapped), None)
    family = next((c for c in columns if c.field is Field.FAMILY_NAME and c.is_mapped), None)
    if given is None or family is None or profiles[given.index].filled < 20:
        return columns
    if profiles[given.index].share("given_first") > 0.05 or profiles[family.index].share("given_first") < 0.6:
        return columns
    settled = list(columns)
    settled[given.index] = mapped(given, Field.FAMILY_NAME, 0.8)
    settled[family.index] = mapped(family, Field.GIVEN_NAME, 0.8)
    return settled
