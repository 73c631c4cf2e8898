"""What is done with columns that nobody understands: those that are like nothing the register holds stay aside."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from matrikel.imports.rules import signals
from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.profiles import SAMPLE, Profile
from matrikel.imports.rules.settling.helpers import has, mapped

_SECOND = re.compile(r"(?<![0-9])2(?![0-9])")
_OPEN = frozenset({ColumnReason.UNKNOWN_COLUMN, ColumnReason.WEAK_EVIDENCE})
_NAMES = (Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME)
_LONGEST_NUMBER = 14
# Below that, the contents of a column say little about what it may be.
_FEWEST_ROWS = 5
_WITH_POSTCODE = (Field.POSTCODE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS)
_STREETS = (Field.STREET, Field.FULL_ADDRESS)
_ANY_ADDRESS = (Field.STREET, Field.POSTCODE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS)


def settle_unknown(columns: Sequence[Column], profiles: Sequence[Profile], today: date) -> list[Column]:
    """
    Leave a column aside when it can be nothing that the register holds, or only what others hold already.

    What speaks of deaths, protection or leaving is read for that, as a note is. All of it stays with the kept rows.
    """
    if (
        not any(has(columns, field) for field in _NAMES)
        or max((p.seen for p in profiles), default=0) < _FEWEST_ROWS
    ):
        return list(columns)
    names_second = any(column.field in _NAMES and _is_of_second(column) for column in columns)
    settled = []
    for column in columns:
        profile = profiles[column.index]
        if _is_a_second_name(column, columns) or (names_second and _is_of_second(column)):
            column = replace(column, state=ColumnState.LEFT_OUT, reason=ColumnReason.ABOUT_SOMEBODY_ELSE)
        if column.state is ColumnState.DOUBTED and column.header and _is_open(column):
            if _is_telling(profile, today):
                column = mapped(column, Field.NOTE, 0.8)
            elif not _may_be_needed(column.index, columns, profiles):
                column = replace(
                    column,
                    field=Field.LEAVE_OUT,
                    state=ColumnState.LEFT_OUT,
                    reason=ColumnReason.UNLIKE_ANYTHING,
                    confidence=0.8,
                )
        settled.append(column)
    return settled


def _is_a_second_name(column: Column, columns: Sequence[Column]) -> bool:
    """Names under a word that speaks of no name, beside the member's own: whoever it is, it is somebody else."""
    return (
        column.state is ColumnState.DOUBTED
        and column.field in _NAMES
        and column.reason is ColumnReason.SECOND_OF_ITS_KIND
        and ((meant := meaning_of(column.header)) is None or meant.is_weak)
        and any(c.is_mapped and c.field in _NAMES and c.reason is ColumnReason.HEADER for c in columns)
    )


def _is_of_second(column: Column) -> bool:
    """`Navn 2` and `Fødselsdato 2`: of another person in the same row."""
    return (
        column.state is ColumnState.DOUBTED
        and column.reason is ColumnReason.SECOND_OF_ITS_KIND
        and _SECOND.search(column.header) is not None
    )


def _is_open(column: Column) -> bool:
    if column.field in (Field.MEMBER_NUMBER, Field.HOUSE_NUMBER):
        # "Nr" that may number the members, or houses in streets that nobody found.
        return False
    return column.reason in _OPEN or (
        column.reason is ColumnReason.SECOND_OF_ITS_KIND and meaning_of(column.header) is None
    )


def _is_telling(profile: Profile, today: date) -> bool:
    return any(signals.read_note(value, today) is not signals.NONE for value in profile.values)


def _may_be_needed(place: int, columns: Sequence[Column], profiles: Sequence[Profile]) -> bool:
    profile = profiles[place]
    share = profile.share
    if share("email", "phone_marked", "number", "iban") >= 0.3:
        return True
    if _may_be_of_an_address(place, columns, profiles):
        return True
    if place <= 1 and not has(columns, Field.MEMBER_NUMBER) and _may_number_members(profile):
        return True
    if (
        share("date", "year", "date_figures") + share("half_number", "number_shape") * (share("date") > 0)
        >= 0.5
    ):
        is_sparse = profile.filled < 0.5 * min(profile.seen, SAMPLE)
        born = any(has(columns, field) for field in (Field.BIRTH, Field.NATIONAL_NUMBER, Field.BIRTH_YEAR))
        return not (born and has(columns, Field.JOINED)) or (is_sparse and not has(columns, Field.LEFT))
    if share("membership") >= 0.2 and profile.few_distinct:
        return not has(columns, Field.MEMBERSHIP_TYPE)
    if share("words") >= 0.8:
        has_address = any(has(columns, field) for field in _ANY_ADDRESS)
        return _may_be_named(profile, columns, has_address=has_address)
    return False


def _may_be_of_an_address(place: int, columns: Sequence[Column], profiles: Sequence[Profile]) -> bool:
    """What an address lacks, and looks like this: streets, the numbers behind them, postcodes."""
    profile = profiles[place]
    share = profile.share
    has_street = any(has(columns, field) for field in _STREETS)
    has_postcode = any(has(columns, field) for field in _WITH_POSTCODE)
    if share("house_number") >= 0.8 and profile.distinct > 1 and _lacks_numbers(place, columns, profiles):
        return True
    if share("postcode") >= 0.9 and profile.distinct > 1 and not has_postcode:
        return has_street and (share("year") < 0.9 or not has(columns, Field.PLACE))
    if share("full_address", "postcode_place") >= 0.5:
        return not has_postcode
    if has_street:
        return False
    if share("street") >= (0.2 if has_postcode else 0.5):
        return True
    # Streets whose numbers stand in a column of their own.
    return has_postcode and _stands_before_the_rest(place, columns, profiles)


def _stands_before_the_rest(place: int, columns: Sequence[Column], profiles: Sequence[Profile]) -> bool:
    profile = profiles[place]
    if profile.share("words", "street") < 0.8 or profile.distinct < 0.2 * profile.filled:
        return False
    behind = next((c for c in columns[place + 1 :] if not profiles[c.index].is_empty), None)
    return behind is not None and (
        (behind.is_mapped and behind.field in _WITH_POSTCODE)
        or profiles[behind.index].share("house_number") >= 0.8
    )


def _lacks_numbers(place: int, columns: Sequence[Column], profiles: Sequence[Profile]) -> bool:
    """Whether the column in front holds streets without a number, or may hold them."""
    before = columns[place - 1] if place else None
    if before is None or has(columns, Field.HOUSE_NUMBER):
        return False
    if before.is_mapped:
        return before.field is Field.STREET and profiles[before.index].share("street", "numbered") < 0.3
    return not any(has(columns, field) for field in _STREETS) and _stands_before_the_rest(
        place - 1, columns, profiles
    )


def _may_number_members(profile: Profile) -> bool:
    """Numbers or short codes in front of a list, another one for everybody: a member's number, whatever it is called."""
    return (
        not profile.sequential
        and profile.filled >= 0.95 * min(profile.seen, SAMPLE)
        and profile.distinct >= 0.98 * profile.filled
        and profile.longest <= _LONGEST_NUMBER
        and sum(any(map(str.isdigit, value)) and " " not in value for value in profile.values)
        >= 0.95 * len(profile.values)
        and profile.share("date", "phone_marked", "year", "street") < 0.5
    )


def _may_be_named(profile: Profile, columns: Sequence[Column], *, has_address: bool) -> bool:
    is_named = has(columns, Field.FULL_NAME) or (
        has(columns, Field.GIVEN_NAME) and has(columns, Field.FAMILY_NAME)
    )
    if not is_named and not profile.few_distinct:
        return True
    has_place = any(has(columns, field) for field in (Field.PLACE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS))
    return has_address and not has_place and profile.distinct > 1 and profile.share("one_word") >= 0.5
