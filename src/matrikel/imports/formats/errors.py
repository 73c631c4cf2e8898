"""Why a file is refused as a whole, as codes that a door turns into sentences."""

from enum import StrEnum

from matrikel.kernel.errors import Refusal


class FileReason(StrEnum):
    """One code per way in which a file cannot be read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    WRONG_TYPE = "wrong_type"
    OLD_EXCEL = "old_excel"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 (a reason code)
    NUL_BYTES = "nul_bytes"
    BROKEN_ARCHIVE = "broken_archive"
    ARCHIVE_BOMB = "archive_bomb"
    BROKEN_QUOTES = "broken_quotes"
    CELL_TOO_LONG = "cell_too_long"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    NO_PEOPLE_FOUND = "no_people_found"


class FileRefused(Refusal):
    """The file cannot be read; nothing of it has been kept."""

    def __init__(self, reason: FileReason, **params: int | str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.params = params
