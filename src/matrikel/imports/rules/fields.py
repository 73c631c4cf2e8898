"""What a column of a member list can hold, and what was decided about each column of one file."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Field(StrEnum):
    """Everything that the import knows a place for, and what it knows to leave alone."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    NAME_PREFIX = "name_prefix"
    INITIALS = "initials"
    PREFERRED_NAME = "preferred_name"
    MIDDLE_NAME = "middle_name"
    FULL_NAME = "full_name"
    BIRTH = "birth"
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    NATIONAL_NUMBER = "national_number"
    GENDER = "gender"
    EMAIL = "email"
    PHONE = "phone"
    CONTACT = "contact"
    CARE_OF = "care_of"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    HOUSE_ADDITION = "house_addition"
    ADDRESS_EXTRA = "address_extra"
    POSTCODE = "postcode"
    PLACE = "place"
    POSTCODE_PLACE = "postcode_place"
    FULL_ADDRESS = "full_address"
    COUNTRY = "country"
    MUNICIPALITY = "municipality"
    LANGUAGE = "language"
    MEMBER_NUMBER = "member_number"
    EXTERNAL_NUMBER = "external_number"
    MEMBERSHIP_TYPE = "membership_type"
    STATUS = "status"
    JOINED = "joined"
    LEFT = "left"
    DECEASED = "deceased"
    PROTECTED = "protected"
    GROUPS = "groups"
    HOUSEHOLD = "household"
    IBAN = "iban"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_EMAIL = "guardian_email"
    GUARDIAN_PHONE = "guardian_phone"
    CLUB = "club"
    CONSENT = "consent"
    OWN = "own"
    TAGS = "tags"
    # Read for deaths, protection and leaving alone, or taken along as well.
    NOTE = "note"
    NOTE_TEXT = "note_text"
    LEAVE_OUT = "leave_out"


# Fields of which a person may have several, each column with a label of its own.
REPEATABLE = frozenset(
    {
        Field.EMAIL, Field.PHONE, Field.CONTACT, Field.EXTERNAL_NUMBER, Field.GROUPS, Field.NOTE, Field.HOUSEHOLD,
        Field.GUARDIAN_NAME, Field.GUARDIAN_EMAIL, Field.GUARDIAN_PHONE, Field.LEAVE_OUT, Field.STATUS,
        Field.DECEASED, Field.PROTECTED, Field.ADDRESS_EXTRA, Field.OWN, Field.TAGS, Field.NOTE_TEXT,
    }
)  # fmt: skip
# Fields that may occur once per address; the label says which address.
ADDRESS_FIELDS = frozenset(
    {
        Field.CARE_OF, Field.STREET, Field.HOUSE_NUMBER, Field.HOUSE_ADDITION, Field.ADDRESS_EXTRA, Field.POSTCODE,
        Field.PLACE, Field.POSTCODE_PLACE, Field.FULL_ADDRESS, Field.COUNTRY,
    }
)  # fmt: skip

GUARDIANS = (Field.GUARDIAN_NAME, Field.GUARDIAN_EMAIL, Field.GUARDIAN_PHONE)

# Understood, but the register has no place for them, or only where somebody says so.
WITHOUT_PLACE = frozenset({Field.IBAN, Field.GROUPS, Field.HOUSEHOLD})
BY_CHOICE = frozenset({Field.HOUSEHOLD, Field.GROUPS})


class ColumnState(StrEnum):
    """What happens to a column; there is no fourth thing, so none is dropped in silence."""

    MAPPED = "mapped"
    LEFT_OUT = "left_out"
    DOUBTED = "doubted"


class ColumnReason(StrEnum):
    """Why a column was taken, left out or doubted."""

    HEADER = "header"
    CONTENT = "content"
    CHOSEN = "chosen"
    EMPTY_COLUMN = "empty_column"
    UNKNOWN_COLUMN = "unknown_column"
    HEADER_AND_CONTENT_DIFFER = "header_and_content_differ"
    SECOND_OF_ITS_KIND = "second_of_its_kind"
    WEAK_EVIDENCE = "weak_evidence"
    NUMBER_FORBIDDEN = "number_forbidden"
    BIRTH_IN_NUMBER = "birth_in_number"
    ABOUT_MONEY = "about_money"
    ABOUT_SOMEBODY_ELSE = "about_somebody_else"
    CONSENT_WITHOUT_EVIDENCE = "consent_without_evidence"
    FOLLOWS_FROM_OTHERS = "follows_from_others"
    NOT_NEEDED = "not_needed"
    FREE_TEXT = "free_text"
    COUNTS_ROWS = "counts_rows"
    # A first column "Nr" that counts without a gap: how many lists number their members, and how many their rows.
    COUNTS_OR_NUMBERS = "counts_or_numbers"
    # Understood, and without a place in the register so far: it stays with the kept rows.
    NO_PLACE_YET = "no_place_yet"
    # Not understood, and like nothing that the register holds: it stays with the kept rows.
    UNLIKE_ANYTHING = "unlike_anything"


class NameOrder(StrEnum):
    """How a column with whole names writes them."""

    GIVEN_FIRST = "given_first"
    FAMILY_FIRST = "family_first"


class DateOrder(StrEnum):
    """How a column writes dates in figures when the year does not come first."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    MIXED = "mixed"
    # Six figures without marks.
    YEAR_FIRST = "year_first"
    # Six or eight figures without marks, day first; five and seven have lost the zero before them.
    FIGURES_DAY_FIRST = "figures_day_first"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of one file and what was decided about it."""

    index: int
    header: str
    field: Field
    state: ColumnState
    reason: ColumnReason
    confidence: float
    # Which phone (mobile, home, work), which address (postal, registered), which external register.
    label: str = ""
    name_order: NameOrder | None = None
    date_order: DateOrder | None = None
    # The day on which nearly all periods of a column of leaving dates end: nobody has left because of it.
    period_end: str = ""
    # The column in whose gaps this one's cells reach over the rows below: cells that were merged in a spreadsheet.
    reaches_down_with: int | None = None

    @property
    def is_mapped(self) -> bool:
        return self.state is ColumnState.MAPPED


Mapping = tuple[Column, ...]


def column_as_json(column: Column) -> dict[str, Any]:
    """For keeping beside the run; no cell values are in it."""
    return {
        "index": column.index,
        "header": column.header,
        "field": column.field.value,
        "state": column.state.value,
        "reason": column.reason.value,
        "confidence": round(column.confidence, 2),
        "label": column.label,
        "name_order": column.name_order.value if column.name_order else None,
        "date_order": column.date_order.value if column.date_order else None,
        "period_end": column.period_end,
        "reaches_down_with": column.reaches_down_with,
    }


def column_from_json(kept: dict[str, Any]) -> Column:
    return Column(
        index=kept["index"],
        header=kept["header"],
        field=Field(kept["field"]),
        state=ColumnState(kept["state"]),
        reason=ColumnReason(kept["reason"]),
        confidence=kept["confidence"],
        label=kept["label"],
        name_order=NameOrder(kept["name_order"]) if kept["name_order"] else None,
        date_order=DateOrder(kept["date_order"]) if kept["date_order"] else None,
        period_end=kept.get("period_end", ""),
        reaches_down_with=kept.get("reaches_down_with"),
    )


def chosen_by_hand(column: Column, field: Field, label: str = "") -> Column:
    """The column as somebody corrected it on the screen."""
    state = ColumnState.LEFT_OUT if field is Field.LEAVE_OUT else ColumnState.MAPPED
    return replace(column, field=field, state=state, reason=ColumnReason.CHOSEN, confidence=1.0, label=label)
