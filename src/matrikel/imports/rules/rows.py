"""Turns the rows of a table into people, once the columns are known; fast, and with a problem for every doubt."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import replace
from datetime import date

from matrikel.fields.rules.values import Definition
from matrikel.imports.formats.table import Row
from matrikel.imports.rules import cells as reading
from matrikel.imports.rules import signals
from matrikel.imports.rules.couples import OnCouple, Pair
from matrikel.imports.rules.fields import ADDRESS_FIELDS, Column, Field, Mapping
from matrikel.imports.rules.parts import second_of
from matrikel.imports.rules.people import DatedFact, ImportedPerson
from matrikel.imports.rules.problems import BESIDE, Effect, Problem, Reason, shown
from matrikel.imports.rules.reading.above import Above, is_ditto, repeats_loosely
from matrikel.imports.rules.reading.addresses import AddressCells
from matrikel.imports.rules.reading.beside import BesideCells
from matrikel.imports.rules.reading.births import BirthCells
from matrikel.imports.rules.reading.contacts import ContactCells
from matrikel.imports.rules.reading.couples import CoupleCells
from matrikel.imports.rules.reading.draft import Draft, column_letters, column_name
from matrikel.imports.rules.text import (
    DITTO_WORDS,
    EMPTY_NAME_WORDS,
    EMPTY_WORDS,
    clean,
    fold,
    is_formula,
    repaired_letters,
    unwrapped,
)
from matrikel.imports.rules.vocabulary import says_membership
from matrikel.people.rules import names

__all__ = ["ReadRow", "RowReader", "column_letters", "column_name"]

# What the register's columns hold; a longer value is somebody's text in the wrong place.
_LONGEST = {
    Field.GIVEN_NAME: 120, Field.FAMILY_NAME: 120, Field.PREFERRED_NAME: 120, Field.FULL_NAME: 200, Field.NAME_PREFIX: 40,
    Field.MIDDLE_NAME: 80, Field.INITIALS: 20, Field.MUNICIPALITY: 120, Field.MEMBER_NUMBER: 40,
    Field.EXTERNAL_NUMBER: 60,
    Field.MEMBERSHIP_TYPE: 80, Field.STREET: 180, Field.PLACE: 120, Field.POSTCODE: 60, Field.CARE_OF: 120,
    Field.OWN: 2_000, Field.ADDRESS_EXTRA: 120, Field.HOUSE_NUMBER: 12, Field.HOUSE_ADDITION: 20, Field.NOTE: 5_000,
    Field.NOTE_TEXT: 5_000,
}  # fmt: skip
_LONGEST_VALUE = 500
# Beyond that a cell is not even cleaned: blanks and breaks between its words are no reason for more.
_LONGEST_RAW = 2_000
# Words for nothing and for the same again are no longer.
_LONGEST_WORD = 20
_SAYS_NOTHING_NEW = EMPTY_WORDS | EMPTY_NAME_WORDS | DITTO_WORDS


# Nobody is called so, in capitals either: `AVGÅNGNA MEDLEMMAR`.
_MEMBERS = re.compile(r"medlemmar|medlemmer|medlemmerne|leden|jasenet|jasenia|members|membres|mitglieder")


def _is_a_line(draft: Draft) -> bool:
    """`Aktive medlemmer`: a line between the rows, whose last word no name begins so."""
    words = draft.full_name.split()
    last = words[-1] if words else ""
    return (
        len(words) > 1
        and words[0][:1].isupper()
        and (
            last.islower()
            or says_membership(fold(last).split())
            or _MEMBERS.fullmatch(fold(last).strip(".:")) is not None
        )
    )


ReadRow = tuple[ImportedPerson | None, list[Problem]]
ReadPeople = tuple[list[ImportedPerson], list[Problem]]
_Handler = Callable[[Draft, str, str, Column], None]


class RowReader(BirthCells, ContactCells, AddressCells, BesideCells):
    """Reads rows of one file; holds what was decided about its columns and remembers repeated values."""

    def __init__(
        self,
        mapping: Mapping,
        *,
        country: str,
        language: str = "",
        today: date,
        own: Lookup[str, Definition] | None = None,
        on_couple: OnCouple = OnCouple.TWO,
    ) -> None:
        super().__init__(mapping, country=country, language=language, today=today, own=own or {})
        self._on_couple = on_couple
        self._couples = CoupleCells(mapping, country=country, today=today, second_names=self._second_names)
        self._width = len(mapping)
        # Below a line that says "Utmeldte".
        self._is_below_former = False
        self._above = Above()
        self._reaching = [
            column for column in mapping if column.is_mapped and column.reaches_down_with is not None
        ]
        self._given_columns = [
            column.index
            for column in mapping
            if column.is_mapped and column.field in (Field.GIVEN_NAME, Field.FULL_NAME, Field.PREFERRED_NAME)
        ]
        self._repeated_header = {column.index: clean(column.header) for column in mapping if column.header}
        handlers: dict[Field, _Handler] = {
            Field.GIVEN_NAME: self._given,
            Field.FAMILY_NAME: self._family,
            Field.NAME_PREFIX: self._prefix,
            Field.INITIALS: self._initials,
            Field.PREFERRED_NAME: self._preferred,
            Field.MIDDLE_NAME: self._middle,
            Field.FULL_NAME: self._full_name,
            Field.BIRTH: self._birth,
            Field.NATIONAL_NUMBER: self._birth,
            Field.BIRTH_YEAR: self._birth_part,
            Field.BIRTH_MONTH: self._birth_part,
            Field.BIRTH_DAY: self._birth_part,
            Field.GENDER: self._gender,
            Field.EMAIL: self._email,
            Field.PHONE: self._phone,
            Field.CONTACT: self._contact,
            Field.MUNICIPALITY: self._municipality,
            Field.LANGUAGE: self._language_cell,
            Field.MEMBER_NUMBER: self._member_number,
            Field.EXTERNAL_NUMBER: self._external_number,
            Field.MEMBERSHIP_TYPE: self._type,
            Field.STATUS: self._status,
            Field.NOTE: self._note,
            Field.NOTE_TEXT: self._note_text,
            Field.TAGS: self._tags,
            Field.JOINED: self._joined,
            Field.LEFT: self._left,
            Field.DECEASED: self._deceased,
            Field.PROTECTED: self._protected,
            Field.GROUPS: self._groups,
            Field.HOUSEHOLD: self._household,
            Field.IBAN: self._iban,
            Field.GUARDIAN_NAME: self._guardian,
            Field.GUARDIAN_EMAIL: self._guardian,
            Field.GUARDIAN_PHONE: self._guardian,
            Field.CONSENT: self._consent,
            Field.OWN: self._own,
        }
        handlers.update(dict.fromkeys(ADDRESS_FIELDS, self._address))
        name_fields = {
            Field.GIVEN_NAME,
            Field.FAMILY_NAME,
            Field.FULL_NAME,
            Field.MIDDLE_NAME,
            Field.PREFERRED_NAME,
            # Ingen and Geen are places too.
            Field.PLACE,
            Field.MUNICIPALITY,
            # No is an answer.
            Field.OWN,
            Field.GROUPS,
            Field.TAGS,
            Field.NOTE_TEXT,
        }
        self._plan = [
            (
                column.index,
                handlers[column.field],
                column,
                EMPTY_NAME_WORDS if column.field in name_fields else EMPTY_WORDS,
                _LONGEST.get(column.field, _LONGEST_VALUE),
            )
            for column in mapping
            if column.is_mapped and column.field in handlers
        ]
        self._plan_columns = [column for _, _, column, _, _ in self._plan]
        self._streets = frozenset(
            column.index
            for column in self._plan_columns
            if column.field in (Field.STREET, Field.FULL_ADDRESS)
        )
        # Which country a row's address is in decides how its phone numbers are read.
        self._country_column = next(
            (
                c.index
                for c in mapping
                if c.is_mapped and c.field is Field.COUNTRY and c.label in ("", "postal")
            ),
            None,
        )

    def read(self, rows: Iterable[Row]) -> Iterator[ReadRow]:
        for number, cells in rows:
            yield self.read_row(number, cells)

    def read_people(self, number: int, cells: Sequence[str]) -> ReadPeople:
        """The person of one row, or the two whom it names plainly, and all that is to be looked at."""
        pair = self._couples.names(cells)
        if pair is not None and self._on_couple is OnCouple.TWO:
            read = self._read_two(number, cells, pair)
            if read is not None:
                return read
        person, problems = self.read_row(number, cells)
        if pair is not None and self._on_couple is not OnCouple.TWO:
            is_out = self._on_couple is OnCouple.SKIP
            told = self._told(number, pair, Effect.ROW_SKIPPED if is_out else Effect.AS_CHOSEN)
            problems = [told] if is_out else [told, *problems]
            person = None if is_out else person
        return ([] if person is None else [person]), problems

    def _read_two(self, number: int, cells: Sequence[str], pair: Pair) -> ReadPeople | None:
        """Both people of a row; None where one of them is none after all."""
        if self._reaching:
            cells = self._above.reaching_down(cells, self._reaching, self._given_columns)
        cells, repeated = self._above.without_dittos(cells, self._plan_columns)
        mine, others, problems = self._couples.divided(number, cells, pair)
        first, second = self._read_row(number, mine), self._read_row(number, others)
        if first is None or second is None or first[0] is None or second[0] is None:
            return None
        people = [first[0], replace(second[0], row=second_of(number))]
        problems = [self._told(number, pair, Effect.BOTH_TAKEN), *problems]
        if repeated:
            problems += self._above.problems(number, repeated, people[0])
        # What both share is told once.
        problems += first[1] + [problem for problem in second[1] if problem not in first[1]]
        self._above.remember(cells, people[0])
        return people, problems

    def _told(self, number: int, pair: Pair, effect: Effect) -> Problem:
        column = self._couples.name_column
        return Problem(
            row=number,
            column=column_name(column) if column else "",
            value=shown(BESIDE.join(f"{each.given} {each.family}" for each in pair)),
            reason=Reason.TWO_PEOPLE,
            effect=effect,
        )

    def read_row(self, number: int, cells: Sequence[str]) -> ReadRow:
        """The row read as one person, or None when it has none, and all that is to be looked at."""
        if self._reaching:
            cells = self._above.reaching_down(cells, self._reaching, self._given_columns)
        read = self._read_row(number, cells)
        if read is None:
            whole, repeated = self._above.without_dittos(cells, self._plan_columns)
            read = self._read_row(number, whole)
            assert read is not None
            read = read[0], [*self._above.problems(number, repeated, read[0]), *read[1]]
            cells = whole
        self._above.remember(cells, read[0])
        return read

    def _read_row(self, number: int, cells: Sequence[str]) -> ReadRow | None:
        """The same; None for a row that repeats the one above in a word."""
        draft = Draft(number)
        width = len(cells)
        if self._second_names:
            draft.names_second = any(index < width and cells[index].strip() for index in self._second_names)
        if self._country_column is not None and self._country_column < width:
            draft.country = reading.read_country(clean(cells[self._country_column][:_LONGEST_RAW])) or ""
        for index, handler, column, empty, longest in self._plan:
            if index >= width:
                continue
            raw = cells[index]
            if not raw:
                continue
            if len(raw) > _LONGEST_RAW and len(raw) > longest:
                draft.problem(column, raw[:_LONGEST_RAW], Reason.TOO_LONG)
                continue
            # Most cells are a word or a number, which nothing is to be cleaned of.
            is_plain = raw.isascii() and raw.isprintable()
            text = raw if is_plain and " " not in raw else clean(raw)
            if not text:
                continue
            if len(text) <= _LONGEST_WORD and (word := text.lower()) in _SAYS_NOTHING_NEW:
                if word in empty:
                    continue
                if word in DITTO_WORDS and is_ditto(word, column):
                    return None
            if index in self._streets and repeats_loosely(text.lower(), column):
                return None
            if text[0] in "=+-@":
                text = unwrapped(text)
                if text and is_formula(text):
                    draft.problem(column, text, Reason.FORMULA)
                    continue
                if not text:
                    continue
            if not is_plain and ("�" in text or "Ã" in text):
                repaired = repaired_letters(text) if "�" not in text else None
                if repaired is None and "�" in text:
                    draft.problem(column, text, Reason.GARBLED_LETTERS)
                    continue
                if repaired is not None:
                    draft.problem(column, text, Reason.GARBLED_LETTERS, Effect.DOUBT)
                    text = raw = repaired
            if len(text) > longest:
                draft.problem(column, text, Reason.TOO_LONG)
                continue
            handler(draft, text, raw, column)
        if width > self._width and any(cell.strip() for cell in cells[self._width :]):
            extra = next(cell for cell in cells[self._width :] if cell.strip())
            draft.problems.append(
                Problem(
                    row=number,
                    column=column_letters(self._width),
                    value=shown(extra),
                    reason=Reason.MORE_CELLS_THAN_COLUMNS,
                    effect=Effect.DOUBT,
                )
            )
        return self._finish(draft)

    def _finish(self, draft: Draft) -> ReadRow:
        if not draft.given and draft.preferred:
            # Dutch lists often know the initials and what somebody is called, and no other given name.
            draft.given, draft.preferred = draft.preferred, ""
        if not draft.given and not draft.family:
            if not self._says_anything(draft) and not draft.problems:
                return None, []
            draft.problems.append(
                Problem(row=draft.row, column="", value="", reason=Reason.NO_NAME, effect=Effect.ROW_SKIPPED)
            )
            return None, draft.problems
        is_half = not (draft.given and draft.family) or any(map(str.isdigit, draft.given + draft.family))
        if not self._says_anything(draft) and len(self._plan) > 3 and (is_half or _is_a_line(draft)):
            # One word alone in a wide table is a heading between rows, not a person.
            self._is_below_former = signals.is_of_former_members(f"{draft.given} {draft.family}")
            draft.problems.append(
                Problem(
                    row=draft.row,
                    column="",
                    value=shown(f"{draft.given} {draft.family}".strip()),
                    reason=Reason.NO_PERSON,
                    effect=Effect.ROW_SKIPPED,
                )
            )
            return None, draft.problems
        if self._is_below_former and not draft.left and not draft.deceased:
            draft.left = True
            draft.problems.append(
                Problem(row=draft.row, column="", value="", reason=Reason.PERHAPS_LEFT, effect=Effect.DOUBT)
            )
        whole = draft.full_name or f"{draft.given} {draft.family}".strip()
        if (
            not (draft.birth or draft.number)
            and (draft.full_name or not draft.given)
            and reading.is_company(whole)
        ):
            draft.problems.append(
                Problem(
                    row=draft.row,
                    column="",
                    value=shown(whole),
                    reason=Reason.NO_PERSON,
                    effect=Effect.ROW_SKIPPED,
                )
            )
            return None, draft.problems
        if draft.middle and draft.middle not in draft.given:
            draft.given = f"{draft.given} {draft.middle}"
        born, birth_year = self._born(draft)
        joined = self._joined_fact(draft, born, birth_year)
        left = self._left_fact(draft, born, joined)
        prefix, family = draft.prefix, draft.family
        if not prefix and family:
            prefix, family = names.split_prefix(family, self._language)
        elif prefix and family.lower().startswith(prefix.lower() + " "):
            family = family[len(prefix) + 1 :]
        if prefix and not family and draft.given:
            draft.problems.append(
                Problem(
                    row=draft.row,
                    column="",
                    value=shown(prefix),
                    reason=Reason.NAME_SPLIT_UNSURE,
                    effect=Effect.DOUBT,
                )
            )
        if draft.groups and (draft.left or draft.deceased):
            draft.problems.append(
                Problem(
                    row=draft.row,
                    column="",
                    value=shown(", ".join(draft.groups)),
                    reason=Reason.NO_GROUP_AFTER_LEAVING,
                    effect=Effect.VALUE_LEFT_OUT,
                )
            )
            draft.groups.clear()
        died = draft.died
        if joined and died and joined.on.year > died.on.year and draft.joined_column is not None:
            draft.problem(draft.joined_column, joined.on.isoformat(), Reason.JOINED_AFTER_DEATH, Effect.DOUBT)
        person = ImportedPerson(
            row=draft.row,
            given_name=draft.given,
            name_prefix=prefix,
            family_name=family,
            preferred_name="" if draft.preferred == draft.given else draft.preferred,
            initials=draft.initials,
            birth_date=born,
            birth_year=birth_year,
            gender=draft.gender,
            national_number=draft.number,
            national_number_kind=draft.number_kind,
            contact_points=(*draft.emails, *draft.phones),
            addresses=() if draft.protected else self._addresses(draft),
            municipality="" if draft.protected else draft.municipality,
            language=draft.language,
            member_number=draft.member_number,
            external_numbers=tuple(draft.external),
            membership_type=draft.type,
            joined=joined,
            has_left=draft.left,
            left=left,
            is_deceased=draft.deceased,
            died=DatedFact(died.on, died.precision) if died else None,
            is_protected=draft.protected,
            iban=draft.iban,
            household=draft.household,
            groups=tuple(draft.groups),
            tags=tuple(draft.tags),
            notes=tuple(draft.notes),
            guardians=self._guardians(draft) if draft.guardians else (),
            consents=draft.consents,
            consented=DatedFact(draft.consented.on) if draft.consented else None,
            own=tuple(draft.own.items()),
        )
        return person, draft.problems

    def _says_anything(self, draft: Draft) -> bool:
        return bool(
            draft.birth
            or draft.birth_parts
            or draft.number
            or draft.emails
            or draft.phones
            or draft.addresses
            or draft.member_number
            or draft.type
            or draft.joined
            or draft.protected
            or draft.external
            or draft.gender
        )
