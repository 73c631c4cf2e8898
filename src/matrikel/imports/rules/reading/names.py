"""Reads names: in their parts, or whole."""

from matrikel.imports.rules import cells as reading
from matrikel.imports.rules.fields import Column, ColumnReason, NameOrder
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.imports.rules.reading.draft import Draft
from matrikel.imports.rules.reading.reader import CACHE, Reader
from matrikel.imports.rules.vocabulary import PARTICLES
from matrikel.people.rules import names


class NameCells(Reader):
    """Reads names: in their parts, or whole."""

    def _name(self, draft: Draft, text: str, column: Column) -> str:
        tidy = self._names.get(text)
        if tidy is None:
            tidy = self._tidy(text)
            if len(self._names) < CACHE:
                self._names[text] = tidy
        if not tidy.replace(" ", "").replace("-", "").isalpha():
            if reading.is_odd_name(tidy):
                draft.problem(column, text, Reason.NOT_A_NAME, Effect.DOUBT)
            elif reading.names_several(tidy):
                draft.problem(column, text, Reason.SEVERAL_PEOPLE, Effect.DOUBT)
        elif " " in tidy and reading.names_several(tidy):
            draft.problem(column, text, Reason.SEVERAL_PEOPLE, Effect.DOUBT)
        return tidy

    def _tidy(self, name: str) -> str:
        # "van der MULDER": the capitals are about the name behind the prefix.
        place = 0
        words = name.split(" ")
        while place < len(words) - 1 and words[place] in PARTICLES:
            place += 1
        rest = names.tidy_case(" ".join(words[place:]), self._language)
        if place and not name.islower():
            return " ".join([*words[:place], rest])
        return names.tidy_case(name, self._language)

    def _given(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.given = self._name(draft, text, column)

    def _family(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        prefix = ""
        if "," in text or "(" in text:
            prefix, text = reading.prefix_behind(text)
        draft.family = self._name(draft, text, column)
        if prefix:
            draft.prefix = prefix
            if column.name_order is None:
                draft.problem(column, f"{text}, {prefix}", Reason.NAME_SPLIT_UNSURE, Effect.DOUBT)

    def _prefix(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.prefix = text.lower() if text.isupper() and len(text) > 1 else text

    def _initials(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.initials = text

    def _preferred(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.preferred = self._name(draft, text, column)

    def _middle(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.middle = self._name(draft, text, column)

    def _full_name(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.full_name_column = column
        split = reading.split_name(text, column.name_order or NameOrder.GIVEN_FIRST)
        draft.full_name = text
        draft.given, draft.family = self._tidy(split.given), self._tidy(split.family)
        if split.reason:
            draft.problem(column, text, split.reason, Effect.DOUBT)
        elif column.reason is ColumnReason.WEAK_EVIDENCE and split.family and "," not in text:
            draft.problem(column, text, Reason.NAME_ORDER_UNSURE, Effect.DOUBT)
        if reading.is_odd_name(text):
            draft.problem(column, text, Reason.NOT_A_NAME, Effect.DOUBT)
        elif reading.names_several(text):
            draft.problem(column, text, Reason.SEVERAL_PEOPLE, Effect.DOUBT)
