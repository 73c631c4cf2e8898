"""Columns that together describe somebody else than the member, and those of a payer that are the member's after all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matrikel.imports.rules.agreement import settled as settled_field
from matrikel.imports.rules.fields import ADDRESS_FIELDS, Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.headings.phrases import ADDRESS_LABELS, key
from matrikel.imports.rules.headings.stems import Part, parts_of
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.settling.claims import Claim, claim_of
from matrikel.imports.rules.text import fold

_NAMES = frozenset({Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME})
_OF_ANYBODY = (
    _NAMES
    | ADDRESS_FIELDS
    | {
        Field.EMAIL,
        Field.PHONE,
        Field.CONTACT,
        Field.BIRTH,
        Field.GENDER,
        Field.PREFERRED_NAME,
        Field.NAME_PREFIX,
    }
)
_SEPARATED = re.compile(r"(.+?)(?:\s*[:|]\s*|\s+[-–—]\s+)(.+)")
_FIRST_WORDS = re.compile(r"(\S+(?: \d{1,2})?) (.+)")
_LAST_WORDS = re.compile(r"(.+) (\S+(?: \d{1,2})?)")
_BILLING = re.compile(
    r"(?:faktur\w*?|invoice|billing|lasku\w*?|factu\w*?|factur\w*?)(?:s|ns|erings?|ings?)?[ -]*(?=adr|post|ort|land|gata|"
    r"vag|stad|by|sted|os|pai|toim|maa|place|city|zip|country|street|c/o|co|$)",
    re.I,
)


def settle_others(columns: list[Column]) -> list[Column]:
    """
    *Contact 1: voornaam*, *Contact 1: gsm*: what stands together under one word with a name of its own.

    Only beside names that stand under no such word: where all do, it is the member whom the word means.
    """
    groups = _groups_with_names(columns)
    if not groups:
        return columns
    theirs = frozenset().union(*groups.values())
    if not any(_is_name(column.header) for column in columns if column.index not in theirs):
        return columns
    return [
        replace(
            column,
            field=Field.LEAVE_OUT,
            state=ColumnState.LEFT_OUT,
            reason=ColumnReason.ABOUT_SOMEBODY_ELSE,
            confidence=0.9,
        )
        if column.index in theirs and (column.is_mapped or column.state is ColumnState.DOUBTED)
        else column
        for column in columns
    ]


def _groups_with_names(columns: Sequence[Column]) -> dict[str, frozenset[int]]:
    found: dict[str, dict[int, Field]] = {}
    for column in columns:
        for whose, rest in _halves(column.header):
            meant = meaning_of(rest)
            if meant is not None and meant.field in _OF_ANYBODY:
                found.setdefault(fold(whose), {})[column.index] = meant.field
    return {
        whose: frozenset(members)
        for whose, members in found.items()
        if len(members) > 1
        and not _NAMES.isdisjoint(members.values())
        and not _NAMES.issuperset(members.values())
    }


def _halves(header: str) -> Iterator[tuple[str, str]]:
    """Each way of taking a heading for a word that says whose it is, and what it is."""
    if match := _SEPARATED.fullmatch(header):
        if _may_be_somebody(match[1]):
            yield match[1], match[2]
        return
    if (match := _FIRST_WORDS.fullmatch(header)) and _may_be_somebody(match[1]):
        yield match[1], match[2]
    if (match := _LAST_WORDS.fullmatch(header)) and _may_be_somebody(match[2]):
        yield match[2], match[1]


def _may_be_somebody(word: str) -> bool:
    bare = key(word.rstrip(" 0123456789"))
    if len(bare) < 3 or bare in ADDRESS_LABELS or Part.MEMBER in parts_of(fold(word)):
        return False
    meant = meaning_of(word, by_likeness=False)
    return (meant is None and not parts_of(fold(word))) or (
        meant is not None and meant.field in (Field.LEAVE_OUT, Field.GUARDIAN_NAME, Field.CONTACT)
    )


def _is_name(header: str) -> bool:
    meant = meaning_of(header)
    return meant is not None and meant.field in _NAMES


def settle_billing(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """*Fakturaadress* is where the member lives when the list has no other address: a list of customers."""
    if any(
        c.is_mapped
        and claim_of(c) > Claim.HEADING_IN_PART
        and c.label not in ("work", "holiday")
        and c.field in (Field.STREET, Field.FULL_ADDRESS, Field.POSTCODE, Field.POSTCODE_PLACE)
        and not profiles[c.index].is_empty
        for c in columns
    ):
        return columns
    settled = []
    for column in columns:
        meant = (
            meaning_of(_BILLING.sub("", fold(column.header)).strip(" -:.")) if _is_billing(column) else None
        )
        if meant is not None and meant.field in ADDRESS_FIELDS and not profiles[column.index].is_empty:
            field, agrees = settled_field(replace(meant, label=""), profiles[column.index])
            if meant.field in (Field.ADDRESS_EXTRA, Field.HOUSE_ADDITION):
                field = meant.field
            state = ColumnState.MAPPED if agrees else ColumnState.DOUBTED
            column = replace(
                column, field=field, label="", state=state, reason=ColumnReason.HEADER, confidence=0.8
            )
        settled.append(column)
    return settled


def _is_billing(column: Column) -> bool:
    return (
        column.reason is ColumnReason.ABOUT_SOMEBODY_ELSE and _BILLING.match(fold(column.header)) is not None
    )
