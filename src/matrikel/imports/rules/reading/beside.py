"""Reads what stands beside the person: groups, families, parents, the association's own fields."""

import re

from matrikel.fields.rules.values import Read, read_value
from matrikel.groups.rules import LONGEST_NAME as LONGEST_GROUP
from matrikel.imports.rules import cells as reading
from matrikel.imports.rules import signals
from matrikel.imports.rules.fields import Column, Field, NameOrder
from matrikel.imports.rules.people import GuardianHint
from matrikel.imports.rules.problems import Reason
from matrikel.imports.rules.reading.draft import Draft
from matrikel.imports.rules.reading.memberships import MembershipCells
from matrikel.imports.rules.reading.names import NameCells
from matrikel.imports.rules.text import clean, fold
from matrikel.kernel.texts import is_line
from matrikel.people.rules.free_text import LONGEST_NOTE, find_concerns
from matrikel.people.rules.names import fold as fold_name
from matrikel.people.rules.tags import LONGEST_KEY, LONGEST_TAG

_GROUP_BREAKS = re.compile(r"[,;\n]")
# "2015/16" is one team; nobody's tag is a season.
_TAG_BREAKS = re.compile(r"[,;/\n]")


class BesideCells(MembershipCells, NameCells):
    """Reads what stands beside the person: groups, families, parents, the association's own fields."""

    def _groups(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        self._names_in(draft.groups, LONGEST_GROUP, _GROUP_BREAKS, draft, text, raw, column)

    def _tags(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        self._names_in(draft.tags, LONGEST_TAG, _TAG_BREAKS, draft, text, raw, column)

    def _names_in(
        self,
        names: list[str],
        longest: int,
        breaks: re.Pattern[str],
        draft: Draft,
        text: str,
        raw: str,
        column: Column,
    ) -> None:
        answer = signals.yes_or_no(text)
        # A tick under "Styrelse": the heading is what it ticks.
        pieces = breaks.split(raw) if answer is None else [column.header] if answer else []
        for piece in pieces:
            name = clean(piece)
            if not name or name in names:
                continue
            key = fold_name(name)
            # A group's key is cut off where it becomes too long; a tag's is the tag.
            if not is_line(name, longest) or (column.field is Field.TAGS and len(key) > LONGEST_KEY):
                draft.problem(column, name, Reason.TOO_LONG)
            elif not key:
                draft.problem(column, name, Reason.NOT_A_NAME)
            else:
                names.append(name)

    def _note_text(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        self._note(draft, text, raw, column)
        if len(text) > LONGEST_NOTE:
            draft.problem(column, text, Reason.TOO_LONG)
        elif find_concerns(text, self._country, on=self._today):
            draft.problem(column, text, Reason.NOT_FOR_A_NOTE)
        elif text not in draft.notes:
            draft.notes.append(text)

    def _own(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        field = self._own_fields.get(column.label)
        found = None if field is None else read_value(field, raw, language=self._language)
        if not isinstance(found, Read):
            draft.problem(column, text, Reason.NOT_FOR_OWN_FIELD)
        elif found.texts:
            draft.own[column.label] = found.texts

    def _household(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        draft.household = text

    def _language_cell(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        found = reading.read_language(text, column.label)
        if found is None:
            draft.problem(column, text, Reason.NOT_A_LANGUAGE)
        else:
            draft.language = found

    def _guardian(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if draft.guardians is None:
            draft.guardians = {}
        of_one = draft.guardians.setdefault(self._guardian_of[column.index], {})
        if column.field is Field.GUARDIAN_NAME:
            of_one[column.field] = text
        elif column.field is Field.GUARDIAN_EMAIL:
            piece, address = next(iter(reading.split_emails(text)), (text, None))
            if address is None:
                draft.problem(column, piece, Reason.NOT_AN_EMAIL)
            else:
                of_one[column.field] = address
        else:
            piece, number = next(iter(reading.split_phones(text, self._country)), (text, None))
            if number is None:
                draft.problem(column, piece, Reason.NOT_A_PHONE)
            else:
                of_one[column.field] = f"{number}\x1f{piece}"

    def _guardians(self, draft: Draft) -> tuple[GuardianHint, ...]:
        found = []
        for number in sorted(draft.guardians or ()):
            of_one = (draft.guardians or {})[number]
            if Field.GUARDIAN_NAME not in of_one:
                # An address without a name is nobody whom one could put into a register.
                for column in self._guardian_ways.get(number, ()):
                    if column.field in of_one:
                        value = of_one[column.field].rpartition("\x1f")[2]
                        draft.problem(column, value, Reason.NOBODY_NAMED)
                continue
            split = self._guardian_name(of_one[Field.GUARDIAN_NAME], draft.family)
            phone, _break, written = of_one.get(Field.GUARDIAN_PHONE, "").partition("\x1f")
            found.append(
                GuardianHint(
                    self._tidy(split.given),
                    self._tidy(split.family) or draft.family,
                    of_one.get(Field.GUARDIAN_EMAIL, ""),
                    phone,
                    written,
                )
            )
        return tuple(found)

    def _guardian_name(self, name: str, family: str) -> reading.SplitName:
        """A guardian's name in its parts: where it holds the child's family name, that tells which way round."""
        if "," not in name and family:
            words = fold(name).split()
            theirs = fold(family).split()
            if words[: len(theirs)] == theirs and len(words) > len(theirs):
                self._guardian_votes += 1
            elif words[-len(theirs) :] == theirs:
                self._guardian_votes -= 1
        is_turned = self._guardian_votes > 0
        return reading.split_name(name, NameOrder.FAMILY_FIRST if is_turned else NameOrder.GIVEN_FIRST)
