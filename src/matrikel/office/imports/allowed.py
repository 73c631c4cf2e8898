"""What a list may not do because whoever brings it may not do it by hand: it needs a right of its own."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import ColumnRow
from matrikel.imports.rules.fields import ColumnState, Field
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest

_ASKS_RIGHT = {Field.NOTE_TEXT: Right.NOTES_EDIT, Field.TAGS: Right.TAGS_EDIT}


def not_allowed(request: OfficeRequest) -> set[Field]:
    """Return which fields no list of theirs fills."""
    return {field for field, right in _ASKS_RIGHT.items() if not request.viewer.may(right)}


def refuse_what_is_not_allowed(request: OfficeRequest, columns: Sequence[ColumnRow]) -> None:
    """
    Refuse columns that would do what whoever confirms may not do by hand.

    They were offered no such choice, but somebody else may have made it: for this list, or an earlier one like it.

    :raises ImportRefused: there is one; it says which.
    """
    fields = not_allowed(request)
    for column in columns:
        if column.state == ColumnState.MAPPED and column.field in fields:
            said = _("That column cannot be used in that way.")
            raise ImportRefused(f"{column.header or column.letters}: {said}")
