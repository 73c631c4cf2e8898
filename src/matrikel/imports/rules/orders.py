"""In which order a column writes the parts of dates and of names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules import dates
from matrikel.imports.rules.cells import languages_of
from matrikel.imports.rules.fields import Column, ColumnReason, DateOrder, Field, NameOrder
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.text import clean, fold
from matrikel.imports.rules.titles import pair_of
from matrikel.imports.rules.vocabulary import has_family_ending, is_given

_DATED = (Field.BIRTH, Field.NATIONAL_NUMBER, Field.JOINED, Field.LEFT, Field.DECEASED)


def with_orders(
    column: Column, profile: Profile, cells: list[list[str]], columns: Sequence[Column], country: str
) -> Column:
    """The column with the orders that its values show."""
    if not column.is_mapped:
        return column
    if column.field is Field.GENDER:
        return replace(column, label=pair_of(profile.values))
    if column.field is Field.LANGUAGE:
        return replace(column, label=languages_of(profile.values, country))
    if column.field in _DATED:
        return replace(column, date_order=dates.order_of(profile.values, country))
    if (
        column.field is Field.FAMILY_NAME
        and profile.share("comma_name") >= 0.05
        and profile.counts["comma_name"] >= 3
    ):
        # The list's own manner: "Berg, van den".
        return replace(column, name_order=NameOrder.FAMILY_FIRST)
    if column.field is Field.FULL_NAME:
        emails = next((c.index for c in columns if c.field is Field.EMAIL and c.is_mapped), None)
        order, sure = _name_order(
            column, profile, cells[column.index], cells[emails] if emails is not None else None, country
        )
        column = replace(column, name_order=order, label="")
        # Every name of such a column is shown with a doubt.
        return column if sure else replace(column, reason=ColumnReason.WEAK_EVIDENCE, confidence=0.76)
    return column


def ordered(
    column: Column, columns: Sequence[Column], sample: Sequence[Sequence[str]], country: str
) -> Column:
    """A column chosen by hand with its order of dates and of names, as its values show them."""
    if not column.is_mapped or column.reason is not ColumnReason.CHOSEN:
        return column
    width = max(map(len, sample), default=0)
    by_column = [[row[index] if index < len(row) else "" for row in sample] for index in range(width)]
    cells = by_column[column.index] if column.index < width else []
    profile = Profile(values=[clean(cell) for cell in cells if cell.strip()])
    profile.filled = len(profile.values)
    for value in profile.values:
        if "," in value:
            profile.counts["comma_name"] = profile.counts.get("comma_name", 0) + 1
    return with_orders(column, profile, by_column, columns, country)


def _name_order(
    column: Column, profile: Profile, names: list[str], emails: list[str] | None, country: str
) -> tuple[NameOrder, bool]:
    # A comma says by itself which name is which, so the order is asked of the names without one.
    plain = [name for name in profile.values if "," not in name]
    by_comma = profile.share("comma_name") >= 0.5
    if by_comma and not plain:
        return NameOrder.FAMILY_FIRST, True
    given_first, family_first = _by_vocabulary((plain if by_comma else profile.values)[:300])
    if emails is not None:
        of_plain = [
            (name, email) for name, email in zip(names, emails, strict=True) if not (by_comma and "," in name)
        ]
        by_emails = _by_emails(of_plain)
        given_first, family_first = given_first + by_emails[0], family_first + by_emails[1]
    if column.label == "family_first" and not by_comma:
        family_first += 0.2 * (profile.filled + 1)
    total = given_first + family_first
    order = NameOrder.FAMILY_FIRST if family_first > given_first else NameOrder.GIVEN_FIRST
    # Finnish lists are written either way round; elsewhere a column of names without a comma begins with the given.
    if not total:
        return order, country != "FI" and not by_comma
    return order, max(given_first, family_first) >= 0.8 * total


def _by_vocabulary(names: Sequence[str]) -> tuple[float, float]:
    given_first = family_first = 0.0
    for name in names:
        words = name.replace(",", " ").split()
        if len(words) < 2:
            continue
        first, last = is_given(words[0].split("-")[0]), is_given(words[-1].split("-")[0])
        ends_first, ends_last = has_family_ending(words[0]), has_family_ending(words[-1])
        given_first += (first and not last) + 0.5 * (ends_last and not ends_first)
        family_first += (last and not first) + 0.5 * (ends_first and not ends_last)
    return given_first, family_first


def _by_emails(names: Sequence[tuple[str, str]]) -> tuple[float, float]:
    given_first = family_first = 0.0
    for name, email in names:
        words = [re.sub(r"[^a-z]", "", word) for word in fold(name).split()]
        local = re.split(r"[._]", re.sub(r"\d+", "", fold(email).partition("@")[0]))
        if len(words) >= 2 and len(local) == 2 and local[0] and words[0] != words[-1]:
            given_first += local[0] == words[0] or local[1] == words[-1]
            family_first += local[0] == words[-1] or local[1] == words[0]
    return given_first, family_first


def date_order(column: Column) -> DateOrder:
    """The order of the column's dates, day first where nothing was said."""
    return column.date_order or DateOrder.DAY_FIRST
