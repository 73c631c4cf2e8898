"""Puts headings together that stand in two rows: `Foresatt 1` over `Navn`, `Mobil` and `E-post`."""

import re
from collections.abc import Callable, Sequence

from matrikel.imports.rules.fields import ColumnReason, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.headings.phrases import ADDRESS_LABELS, LEFT_OUT, MEANINGS, key
from matrikel.imports.rules.text import clean

_LONGEST = 40
_SAYS_ITSELF = re.compile(r"\w: ?\w")
_HINT = re.compile(
    r"\(.*\)|\[.*\]|[åa]{2,4}[-./ ]?mm.*|dd[-./ ]?mm.*|yyyy.*|jjjj.*|pp[-./ ]?kk.*|\*|obligatoris?k.*|text?",
    re.I,
)
# What is said of a parent as of a member; the rest of a table stays the member's own.
_OF_ANYBODY = frozenset(
    {
        Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.PHONE, Field.EMAIL, Field.CONTACT, Field.STREET,
        Field.POSTCODE, Field.PLACE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS, Field.LEAVE_OUT,
    }
)  # fmt: skip

# What a dog or a boat has as well.
_OF_A_THING = frozenset(
    {
        Field.FULL_NAME, Field.GIVEN_NAME, Field.BIRTH, Field.BIRTH_YEAR, Field.GENDER, Field.EXTERNAL_NUMBER, Field.IBAN,
        Field.MEMBERSHIP_TYPE,
    }
)  # fmt: skip


def put_together(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """One heading a column; a word of the upper row reaches over the empty cells behind it."""
    combined, group = [], ""
    for place in range(max(len(upper), len(lower))):
        above = clean(upper[place]) if place < len(upper) else ""
        below = clean(lower[place]) if place < len(lower) else ""
        group = above or group
        combined.append(_one(above, group, below))
    return combined


def _one(above: str, group: str, below: str) -> str:
    if not below or not group:
        return below or above
    said, of_group = meaning_of(below), meaning_of(group)
    whole = key(group + below)
    if whole in MEANINGS or whole in LEFT_OUT:
        meant = meaning_of(f"{group} {below}")
        if said is None or (meant is not None and meant.field is said.field):
            return f"{group} {below}"
    if of_group is not None and of_group.reason is ColumnReason.ABOUT_SOMEBODY_ELSE:
        return f"{group} - {below}" if said is None or said.field in _OF_ANYBODY else below
    if key(group) in ADDRESS_LABELS:
        return f"{group} - {below}"
    if (
        of_group is not None
        and of_group.field is Field.LEAVE_OUT
        and said is not None
        and said.field in _OF_A_THING
    ):
        # "HUND" over "Född" and "Kön": when the dog was born.
        return f"{group} - {below}"
    if said is not None and not _HINT.fullmatch(below):
        return below
    if above:
        return above if of_group is not None else f"{above} {below}"
    return below if of_group is not None else f"{group} - {below}"


def is_group_row(upper: Sequence[str], lower: Sequence[str], is_data: Callable[[str], bool]) -> bool:
    """Whether the row above a row of headings groups them, rather than being the title of the list."""
    filled = [(place, text) for place, cell in enumerate(upper) if (text := clean(cell))]
    wide = sum(bool(cell.strip()) for cell in lower)
    said = [meaning_of(text, by_likeness=False) for _, text in filled]
    if not filled or len(filled) > wide:
        return False
    if any(
        len(text) > _LONGEST
        # "Hold: Ungdom", "Træner: Lise" say what they say themselves.
        or _SAYS_ITSELF.search(text)
        or (meaning is None and is_data(text))
        for (_, text), meaning in zip(filled, said, strict=True)
    ):
        return False
    if len(filled) == 1:
        # One word over the table is its title, unless it names somebody else and stands further in.
        return filled[0][0] > 1 and said[0] is not None and said[0].reason is ColumnReason.ABOUT_SOMEBODY_ELSE
    return any(meaning is not None for meaning in said) or any(
        key(text) in ADDRESS_LABELS for _, text in filled
    )


def is_continued_by(header: Sequence[str], below: Sequence[str], is_data: Callable[[str], bool]) -> bool:
    """Whether the row below the headings is their second half and not the first member."""
    filled = [text for cell in below if (text := clean(cell))]
    said = [bool(_HINT.fullmatch(text)) or meaning_of(text, by_likeness=False) is not None for text in filled]
    if not filled or any(is_data(text) for text, is_known in zip(filled, said, strict=True) if not is_known):
        return False
    known = sum(said)
    is_gap_filled = any(
        clean(cell) and (place >= len(header) or not clean(header[place])) for place, cell in enumerate(below)
    )
    hints = sum(bool(_HINT.fullmatch(text)) for text in filled)
    return (known >= 0.6 * len(filled) and is_gap_filled) or hints >= 0.6 * len(filled)
