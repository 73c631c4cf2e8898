"""The title before a name tells the gender, where no column does."""

from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.settling.helpers import has


def settle_titles(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """*Dhr/Mw* and *Aanspreking* that hold nothing else are read as genders; *Fam.* among them says none."""
    if has(columns, Field.GENDER):
        return columns
    settled = list(columns)
    for place, column in enumerate(columns):
        profile = profiles[column.index]
        if (
            column.state is ColumnState.LEFT_OUT
            and column.reason is ColumnReason.FOLLOWS_FROM_OTHERS
            and not profile.is_empty
            and profile.share("gender") >= 0.8
        ):
            settled[place] = replace(column, field=Field.GENDER, state=ColumnState.MAPPED, confidence=0.85)
            break
    return settled
