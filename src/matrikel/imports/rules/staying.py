"""Why somebody whom an import brought or changed stays when it is taken back."""

from enum import StrEnum


class Why(StrEnum):
    """What would be lost if the person went, or became what they were."""

    CHANGED = "changed"
    MEMBERSHIP = "membership"
    LATER_IMPORT = "later_import"
    ROLE = "role"
    GROUP = "group"
    CHECK = "check"
    FAMILY = "family"
    NOTE = "note"
    TAG = "tag"
    OWN_FIELD = "own_field"
    LETTER = "letter"
    CHANGE_AT_WORK = "change_at_work"
    USED = "used"


_WHY_OF_ROWS = {
    "access": Why.ROLE,
    "bulkedits": Why.CHANGE_AT_WORK,
    "checks": Why.CHECK,
    "fields": Why.OWN_FIELD,
    "groups": Why.GROUP,
    "mail": Why.LETTER,
    "people.Note": Why.NOTE,
    "people.PersonTag": Why.TAG,
    "relations": Why.FAMILY,
}


def why_of_rows(table: str) -> Why:
    """Return the reason for rows of a table (`room.Model`) that point to the person."""
    room = table.partition(".")[0]
    return _WHY_OF_ROWS.get(table) or _WHY_OF_ROWS.get(room, Why.USED)
