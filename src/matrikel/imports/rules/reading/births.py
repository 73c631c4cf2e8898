"""Reads when somebody was born, identity numbers with it, and genders."""

import re
from datetime import date

from matrikel.imports.rules import cells as reading
from matrikel.imports.rules import dates
from matrikel.imports.rules.dates import Precision, ReadDate
from matrikel.imports.rules.fields import Column, ColumnReason, Field
from matrikel.imports.rules.orders import date_order
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.imports.rules.reading.draft import Draft
from matrikel.imports.rules.reading.reader import Reader
from matrikel.imports.rules.titles import is_declined, read_gender

_OLDEST_AGE = 120
_ONLY_ITS_END = re.compile(r"\d{3,5}")


class BirthCells(Reader):
    """Reads when somebody was born, identity numbers with it, and genders."""

    def _birth(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if column.field is Field.NATIONAL_NUMBER and _ONLY_ITS_END.fullmatch(text):
            # The last figures alone are no number, and least of all a spreadsheet's count of days.
            draft.problem(column, text, Reason.NOT_A_NATIONAL_NUMBER)
            return
        found = reading.read_birth(text, self._country, date_order(column), self._today)
        if found.reason:
            draft.problem(column, text, found.reason)
        if found.number and not draft.number:
            draft.number, draft.number_kind = found.number, found.kind
        if found.read is None:
            return
        if found.read.ambiguous:
            draft.problem(column, text, Reason.DATE_AMBIGUOUS)
            return
        if draft.birth is None:
            draft.birth, draft.birth_column = found.read, column
            return
        kept, new = draft.birth, found.read
        if kept.short_year or kept.precision is not Precision.DAY:
            draft.birth, draft.birth_column = new, column
        elif new.precision is Precision.DAY and not new.short_year and new.on != kept.on:
            draft.problem(column, text, Reason.BIRTH_DATES_DIFFER, Effect.DOUBT)

    def _birth_part(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if draft.birth_parts is None:
            draft.birth_parts = {}
        draft.birth_parts[column.field] = text
        if draft.birth_column is None or column.field is Field.BIRTH_YEAR:
            draft.birth_column = column

    def _gender(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if text not in self._genders:
            self._genders[text] = read_gender(text, self._language, column.label)
        found = self._genders[text]
        if found is None and column.reason is not ColumnReason.FOLLOWS_FROM_OTHERS and not is_declined(text):
            draft.problem(column, text, Reason.NOT_A_GENDER)
        draft.gender = found

    def _born(self, draft: Draft) -> tuple[date | None, int | None]:
        column = draft.birth_column
        found = draft.birth
        if found is None and draft.birth_parts and column:
            found = self._from_parts(draft, draft.birth_parts, column)
        if found is None or column is None:
            return None, None
        on = found.on
        if found.short_year:
            joined = draft.joined.on if draft.joined and not draft.joined.short_year else None
            on, sure = dates.birth_century(found, self._today, joined)
            if not sure:
                draft.problem(column, on.isoformat(), Reason.CENTURY_UNSURE, Effect.DOUBT)
        if on > self._today:
            draft.problem(column, on.isoformat(), Reason.BIRTH_IN_FUTURE)
            return None, None
        if on.year < self._today.year - _OLDEST_AGE:
            draft.problem(column, on.isoformat(), Reason.BIRTH_TOO_LONG_AGO)
            return None, None
        return (on, None) if found.precision is Precision.DAY else (None, on.year)

    def _from_parts(self, draft: Draft, parts: dict[Field, str], column: Column) -> ReadDate | None:
        year = parts.get(Field.BIRTH_YEAR, "")
        month, day = parts.get(Field.BIRTH_MONTH, ""), parts.get(Field.BIRTH_DAY, "")
        if not year:
            return None
        text = (
            f"{day}.{month}.{year}" if day and month and month.isdigit() else f"{day} {month} {year}".strip()
        )
        if not (day and month):
            text = year
        found = dates.parse(text)
        if found is None and len(year) == 2 and year.isascii() and year.isdigit():
            found = ReadDate(on=date(2000 + int(year), 1, 1), precision=Precision.YEAR, short_year=True)
        if found is None:
            draft.problem(column, text, Reason.NOT_A_DATE)
        return found
