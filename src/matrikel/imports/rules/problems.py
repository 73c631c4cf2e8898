"""What can be wrong with a row or a cell, and what the import does about it, as codes."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a cell or row needs somebody's eye."""

    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_DATE = "not_a_date"
    DATE_AMBIGUOUS = "date_ambiguous"
    CENTURY_UNSURE = "century_unsure"
    BIRTH_IN_FUTURE = "birth_in_future"
    BIRTH_TOO_LONG_AGO = "birth_too_long_ago"
    JOINED_BEFORE_BIRTH = "joined_before_birth"
    JOINED_IN_FUTURE = "joined_in_future"
    LEFT_BEFORE_JOINED = "left_before_joined"
    JOINED_AFTER_DEATH = "joined_after_death"
    NOT_A_NATIONAL_NUMBER = "not_a_national_number"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    BIRTH_DATES_DIFFER = "birth_dates_differ"
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_GENDER = "not_a_gender"
    NOT_AN_IBAN = "not_an_iban"
    NOT_A_COUNTRY = "not_a_country"
    NOT_A_LANGUAGE = "not_a_language"
    NAME_ORDER_UNSURE = "name_order_unsure"
    NAME_SPLIT_UNSURE = "name_split_unsure"
    NOT_A_NAME = "not_a_name"
    NO_NAME = "no_name"
    NO_PERSON = "no_person"
    FORMULA = "formula"
    GARBLED_LETTERS = "garbled_letters"
    TOO_LONG = "too_long"
    SAME_AS_ROW = "same_as_row"
    SAME_BUT_NUMBERS_DIFFER = "same_but_numbers_differ"
    PERHAPS_SAME_AS_ROW = "perhaps_same_as_row"
    PERHAPS_KNOWN = "perhaps_known"
    NEWER_IN_REGISTER = "newer_in_register"
    MEMBER_NUMBER_TWICE = "member_number_twice"
    NATIONAL_NUMBER_TWICE = "national_number_twice"
    PROTECTED_IDENTITY = "protected_identity"
    MORE_CELLS_THAN_COLUMNS = "more_cells_than_columns"
    SEVERAL_PEOPLE = "several_people"
    TWO_PEOPLE = "two_people"
    WHICH_OF_TWO = "which_of_two"
    NOT_A_CONSENT = "not_a_consent"
    NO_CONSENT = "no_consent"
    NO_TYPE_FITS = "no_type_fits"
    NO_GROUP_AFTER_LEAVING = "no_group_after_leaving"
    TOO_MANY_NAMES = "too_many_names"
    NOT_FOR_A_NOTE = "not_for_a_note"
    NOT_FOR_OWN_FIELD = "not_for_own_field"
    SEVERAL_WAYS = "several_ways"
    NOBODY_NAMED = "nobody_named"
    PERIOD_OR_LEFT = "period_or_left"
    PERHAPS_LEFT = "perhaps_left"
    PERHAPS_ANOTHERS = "perhaps_anothers"
    AS_ABOVE = "as_above"


class Effect(StrEnum):
    """What will be done with the cell or row."""

    VALUE_LEFT_OUT = "value_left_out"
    ROW_SKIPPED = "row_skipped"
    # Imported as the best reading, and shown so that somebody looks at it.
    DOUBT = "doubt"
    ADDRESS_PROTECTED = "address_protected"
    MERGED_INTO_ROW = "merged_into_row"
    # What stands in the register stays, and the rest of the row is brought in.
    OLD_KEPT = "old_kept"
    # Somebody has looked and said what is done.
    AS_CHOSEN = "as_chosen"
    # The person comes in, and somebody gives them a membership afterwards, or chooses a type for all such rows.
    WITHOUT_MEMBERSHIP = "without_membership"
    # Nothing is lost: all that stands in the cell is kept.
    ALL_KEPT = "all_kept"
    # Each of the two people of a row is somebody of their own.
    BOTH_TAKEN = "both_taken"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that somebody should look at; column as the spreadsheet shows it, rows as keys of `rules.parts`."""

    row: int
    column: str
    value: str
    reason: Reason
    effect: Effect
    # The row that this row repeats, where the reason is about another row.
    other_row: int | None = None


_LONGEST_SHOWN = 120
BESIDE = " + "
"""Between the two names of a row that names two people."""


def shown(value: str) -> str:
    """The offending value, cut to what fits a table."""
    return value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
