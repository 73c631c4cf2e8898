"""Reads what somebody is in the association, since when and until when, and what notes say of it."""

import re
from dataclasses import replace
from datetime import date

from matrikel.imports.rules import dates, signals
from matrikel.imports.rules.dates import Precision, ReadDate
from matrikel.imports.rules.fields import Column
from matrikel.imports.rules.orders import date_order
from matrikel.imports.rules.people import DatedFact, ExternalNumber
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.imports.rules.reading.draft import Draft, column_name
from matrikel.imports.rules.reading.reader import CACHE, Reader

# Longer notes are seldom written twice.
_LONGEST_KEPT = 200
_SHORT_YEAR = re.compile(r"['’-]?[0-9]{2}")


class MembershipCells(Reader):
    """Reads what somebody is in the association, since when and until when, and what notes say of it."""

    def _member_number(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.member_number = text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text

    def _external_number(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        value = text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text
        draft.external.append(ExternalNumber(column.label or column_name(column), value))

    def _type(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        said = self._signals(text)
        if said is signals.NONE or said.perhaps_left:
            draft.type = text
        self._take(draft, said, text, column)

    def _status(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        said = self._signals(text)
        if said is signals.NONE and signals.yes_or_no(text) is False and text.strip():
            # "Aktiv: Nej" may be somebody who has left, or somebody who plays no more.
            draft.problem(column, text, Reason.PERHAPS_LEFT, Effect.DOUBT)
        self._take(draft, said, text, column)

    def _note(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        said = self._signals(text)
        if said.left and "?" in text:
            # Whoever wrote it did not know either.
            said = replace(said, left=False, perhaps_left=True, on=None)
        elif said.left and said.on is None:
            # A remark without a day ends a membership today: that is never done untold.
            said = replace(said, perhaps_left=True)
        self._take(draft, said, text, column)

    def _signals(self, text: str) -> signals.Signals:
        said = self._notes.get(text)
        if said is None:
            said = signals.read_note(text, self._today)
            if len(self._notes) < CACHE and len(text) <= _LONGEST_KEPT:
                self._notes[text] = said
        return said

    def _take(self, draft: Draft, said: signals.Signals, text: str, column: Column) -> None:
        if said.protected:
            draft.protected = True
            draft.problem(column, "", Reason.PROTECTED_IDENTITY, Effect.ADDRESS_PROTECTED)
        if said.deceased:
            draft.deceased = True
            draft.died = draft.died or said.on
        if said.perhaps_left:
            draft.problem(column, text, Reason.PERHAPS_LEFT, Effect.DOUBT)
        if said.left:
            draft.left = True
            if draft.left_on is None:
                draft.left_on, draft.left_column = said.on, column

    def _date(self, draft: Draft, text: str, column: Column) -> ReadDate | None:
        key = (column.index, text)
        if key in self._dates:
            found = self._dates[key]
        else:
            found = dates.parse(text, date_order(column))
            if len(self._dates) < CACHE:
                self._dates[key] = found
        if found is None:
            draft.problem(column, text, Reason.NOT_A_DATE)
        elif found.ambiguous:
            draft.problem(column, text, Reason.DATE_AMBIGUOUS)
            return None
        return found

    def _joined(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if _SHORT_YEAR.fullmatch(text):
            year = 2000 + int(text[-2:])
            draft.joined = ReadDate(on=date(year, 1, 1), precision=Precision.YEAR, short_year=True)
            draft.joined_column = column
            return
        draft.joined, draft.joined_column = self._date(draft, text, column), column

    def _left(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        answer = signals.yes_or_no(text)
        if answer is not None:
            draft.left = draft.left or answer
            return
        found = self._date(draft, text, column)
        if found is not None and column.period_end:
            if found.on.isoformat() >= column.period_end:
                # The paid period ends then, for nearly everybody: nobody leaves by it.
                return
            draft.problem(column, text, Reason.PERIOD_OR_LEFT, Effect.DOUBT)
        if found is not None and found.on.year < 2090:
            draft.left, draft.left_on, draft.left_column = True, found, column

    def _deceased(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        answer = signals.yes_or_no(text)
        if answer is not None:
            draft.deceased = draft.deceased or answer
            return
        said = self._signals(text)
        if said.deceased:
            self._take(draft, said, text, column)
            return
        draft.died = self._date(draft, text, column)
        draft.deceased = draft.deceased or draft.died is not None

    def _protected(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        answer = signals.yes_or_no(text)
        # What stands in a column of protection and is no clear no is taken as protection: the safe reading.
        if answer is not False:
            draft.protected = True
            draft.problem(column, "", Reason.PROTECTED_IDENTITY, Effect.ADDRESS_PROTECTED)

    def _consent(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        answer = signals.yes_or_no(text)
        if answer is None:
            found = dates.parse(text, date_order(column))
            if (
                found is None
                or found.ambiguous
                or found.precision is not Precision.DAY
                or found.on > self._today
            ):
                draft.problem(column, text, Reason.NOT_A_CONSENT)
                return
            answer, draft.consented = True, found
        draft.consents = answer if draft.consents is None else draft.consents and answer

    def _joined_fact(self, draft: Draft, born: date | None, birth_year: int | None) -> DatedFact | None:
        found, column = draft.joined, draft.joined_column
        if found is None or column is None:
            return None
        on = found.on
        first = born or (date(birth_year, 1, 1) if birth_year else None)
        if found.short_year:
            on, sure = dates.other_century(found, self._today, first)
            if not sure:
                draft.problem(column, on.isoformat(), Reason.CENTURY_UNSURE, Effect.DOUBT)
        if on.year > self._today.year + 1:
            draft.problem(column, on.isoformat(), Reason.JOINED_IN_FUTURE)
            return None
        if first and (on.year < first.year or (found.precision is Precision.DAY and born and on < born)):
            draft.problem(column, on.isoformat(), Reason.JOINED_BEFORE_BIRTH)
            return None
        return DatedFact(on, found.precision)

    def _left_fact(self, draft: Draft, born: date | None, joined: DatedFact | None) -> DatedFact | None:
        found, column = draft.left_on, draft.left_column
        if found is None or column is None:
            return None
        on = dates.other_century(found, self._today, born)[0] if found.short_year else found.on
        if joined and on < joined.on and on.year < joined.on.year:
            draft.problem(column, on.isoformat(), Reason.LEFT_BEFORE_JOINED)
            return None
        return DatedFact(on, found.precision)
