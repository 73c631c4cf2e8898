"""Whose claim counts where a heading is understood in part only, or contents speak without one."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum

from matrikel.imports.rules.fields import (
    ADDRESS_FIELDS,
    WITHOUT_PLACE,
    Column,
    ColumnReason,
    ColumnState,
    Field,
)
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.profiles import Profile

_HALVES = frozenset({Field.GIVEN_NAME, Field.FAMILY_NAME})
_NAMES = _HALVES | {Field.FULL_NAME}
_WITH_PLACE = frozenset({Field.PLACE, Field.MUNICIPALITY, Field.POSTCODE_PLACE, Field.FULL_ADDRESS})
_OF_NOBODY = WITHOUT_PLACE | {
    Field.NOTE,
    Field.STATUS,
    Field.ADDRESS_EXTRA,
    Field.EXTERNAL_NUMBER,
    Field.GROUPS,
}
# Of parts of addresses the nearer one is found by its neighbours.
_REPEATED_ADDRESS = ADDRESS_FIELDS - {Field.STREET, Field.FULL_ADDRESS}
# Which address it is: a list that says of one where letters go means the same by an address of no kind.
_POSTAL = frozenset({"", "postal"})


class Claim(IntEnum):
    """How plainly a column says what it holds."""

    UNKNOWN_HEADING = 0
    HEADING_IN_PART = 1
    NO_HEADING = 2
    HEADING = 3


def claim_of(column: Column) -> Claim:
    """How plainly the column says what it was taken for."""
    if not column.header:
        return Claim.NO_HEADING
    said = meaning_of(column.header)
    if said is None and column.reason is ColumnReason.HEADER:
        # A few letters that the contents bear out say as much as none.
        return Claim.NO_HEADING
    if said is None or (said.field is Field.LEAVE_OUT and column.reason is ColumnReason.CONTENT):
        return Claim.UNKNOWN_HEADING
    # "Kontakt" above numbers says neither that they are numbers nor whose.
    is_vague = said.field is Field.CONTACT and column.field is not Field.CONTACT
    return Claim.HEADING_IN_PART if said.has_rests or is_vague else Claim.HEADING


def settle_claims(columns: Sequence[Column], profiles: Sequence[Profile]) -> list[Column]:
    """
    Doubt a column that thin evidence speaks for, where another holds the same more plainly.

    `Telefonliste` beside `Telefon`, `Navn på hund` beside `Fornavn`, numbers under a word that nobody knows beside
    `Mobil`: somebody else's, or another thing. Alone, such a column is what it looks like.
    """
    filled = [(c, claim_of(c)) for c in columns if c.is_mapped and not profiles[c.index].is_empty]
    outdone = {
        column.index
        for column, claim in filled
        if claim is not Claim.HEADING
        and column.field not in _OF_NOBODY
        and any(
            (other_claim > claim or (other_claim is claim and _yields(column, claim, other, profiles)))
            and _holds_the_same(other, column, profiles[other.index])
            for other, other_claim in filled
        )
    }
    return [
        replace(column, state=ColumnState.DOUBTED, reason=ColumnReason.SECOND_OF_ITS_KIND, confidence=0.4)
        if column.index in outdone
        else column
        for column in columns
    ]


def _yields(column: Column, claim: Claim, other: Column, profiles: Sequence[Profile]) -> bool:
    """
    Whether of two claims, alike in how thin they are, this one is not believed.

    Neither is, but for names: a list has some, and those that every row has are its members'.
    """
    if column.index == other.index or claim is Claim.HEADING or column.field in _REPEATED_ADDRESS:
        return False
    if column.field not in _NAMES:
        return column.field is other.field and claim <= Claim.HEADING_IN_PART
    if column.field is not other.field:
        # Whole names are names before a word is half of one.
        return column.field in _HALVES
    own, others = profiles[column.index].filled, profiles[other.index].filled
    return claim <= Claim.HEADING_IN_PART and (own < others or (own == others and column.index > other.index))


def _holds_the_same(one: Column, other: Column, profile: Profile) -> bool:
    if other.field in _HALVES and one.field is Field.FULL_NAME:
        return profile.share("some_words", "comma_name") >= 0.6
    if other.field is Field.FULL_NAME and one.field in _HALVES:
        return claim_of(one) > claim_of(other)
    if {one.field, other.field} == {Field.STREET, Field.FULL_ADDRESS}:
        return _is_one_address(one, other)
    if other.field is Field.PLACE and one.field in _WITH_PLACE:
        return _is_one_address(one, other)
    return one.field is other.field and (other.field not in ADDRESS_FIELDS or _is_one_address(one, other))


def _is_one_address(one: Column, other: Column) -> bool:
    return one.label == other.label or (one.label in _POSTAL and other.label in _POSTAL)
