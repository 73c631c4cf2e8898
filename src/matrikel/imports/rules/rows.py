"""Turns the rows of a table into people, once the columns are known; fast, and with a problem for every doubt."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as Lookup
from datetime import date

from matrikel.fields.rules.values import Definition, Read, read_value
from matrikel.imports.formats.table import Row
from matrikel.imports.rules import cells as reading
from matrikel.imports.rules import dates, signals
from matrikel.imports.rules.beside import guardian_numbers
from matrikel.imports.rules.dates import Precision, ReadDate
from matrikel.imports.rules.fields import ADDRESS_FIELDS, Column, ColumnReason, Field, Mapping, NameOrder
from matrikel.imports.rules.orders import date_order
from matrikel.imports.rules.people import (
    ContactKind,
    ContactPoint,
    DatedFact,
    ExternalNumber,
    GuardianHint,
    ImportedPerson,
    LabelledAddress,
)
from matrikel.imports.rules.problems import Effect, Problem, Reason, shown
from matrikel.imports.rules.profiles import LANGUAGE_OF
from matrikel.imports.rules.text import (
    EMPTY_NAME_WORDS,
    EMPTY_WORDS,
    clean,
    clean_lines,
    fold,
    is_formula,
    repaired_letters,
    unwrapped,
)
from matrikel.imports.rules.vocabulary import PARTICLES
from matrikel.people.rules import genders, ibans, names, phones
from matrikel.people.rules.addresses import PostalAddress
from matrikel.people.rules.genders import Gender

# What the register's columns hold; a longer value is somebody's text in the wrong place.
_LONGEST = {
    Field.GIVEN_NAME: 120, Field.FAMILY_NAME: 120, Field.PREFERRED_NAME: 120, Field.FULL_NAME: 200, Field.NAME_PREFIX: 40,
    Field.MIDDLE_NAME: 80, Field.INITIALS: 20, Field.MUNICIPALITY: 120, Field.MEMBER_NUMBER: 40,
    Field.EXTERNAL_NUMBER: 60,
    Field.MEMBERSHIP_TYPE: 80, Field.STREET: 180, Field.PLACE: 120, Field.POSTCODE: 60, Field.CARE_OF: 120,
    Field.OWN: 2_000, Field.ADDRESS_EXTRA: 120, Field.HOUSE_NUMBER: 12, Field.HOUSE_ADDITION: 20, Field.NOTE: 20_000,
}  # fmt: skip
_LONGEST_VALUE = 500
_CACHE = 5_000
_OLDEST_AGE = 120
_FAMILY_TOKEN = re.compile(
    r"\b(?:familj|familjen|familie|familien|perhe|gezin|family|hushall|hushåll|husstand)\b", re.I
)
_NO_FIGURES = re.compile(r"\D*\Z")
# "2e Exloërmond" is a place with a figure in its name.
_HAS_POSTCODE = re.compile(r"\d{3}|\d{2} ?\d{2}")
_FORMULA_INSIDE = re.compile(r"[ ,;]*=\s*[A-Z]{2,}\(.*", re.S)
_IS_SECOND = re.compile(r"(?<![0-9])2(?![0-9])")
_HINT_BREAKS = re.compile(r"[,;\n]")

ReadRow = tuple[ImportedPerson | None, list[Problem]]
_Handler = Callable[["_Draft", str, str, Column], None]


class _Address:
    """The parts of one address while its row is read."""

    __slots__ = (
        "addition",
        "care_of",
        "country",
        "extra",
        "house",
        "place",
        "postcode",
        "postcode_column",
        "street",
    )

    def __init__(self) -> None:
        self.care_of = self.street = self.house = self.addition = self.extra = ""
        self.postcode = self.place = self.country = ""
        self.postcode_column: Column | None = None


class _Draft:
    """What is known of a row while its cells are read."""

    __slots__ = (
        "addresses",
        "birth",
        "birth_column",
        "birth_parts",
        "consented",
        "consents",
        "country",
        "deceased",
        "died",
        "emails",
        "external",
        "family",
        "full_name",
        "full_name_column",
        "gender",
        "given",
        "groups",
        "guardians",
        "household",
        "iban",
        "initials",
        "joined",
        "joined_column",
        "language",
        "left",
        "left_column",
        "left_on",
        "member_number",
        "middle",
        "municipality",
        "names_second",
        "number",
        "number_kind",
        "own",
        "phones",
        "preferred",
        "prefix",
        "problems",
        "protected",
        "row",
        "type",
    )  # fmt: skip

    def __init__(self, row: int) -> None:
        self.row = row
        self.names_second = False
        self.problems: list[Problem] = []
        self.given = self.family = self.prefix = self.initials = self.preferred = self.middle = (
            self.full_name
        ) = ""
        self.full_name_column: Column | None = None
        self.birth: ReadDate | None = None
        self.birth_column: Column | None = None
        self.birth_parts: dict[Field, str] | None = None
        self.country = ""
        self.number = ""
        self.number_kind = ""
        self.gender: Gender | None = None
        self.emails: list[ContactPoint] = []
        self.own: dict[str, tuple[str, ...]] = {}
        self.phones: list[ContactPoint] = []
        self.addresses: dict[str, _Address] = {}
        self.municipality = self.language = self.member_number = self.type = self.iban = self.household = ""
        self.external: list[ExternalNumber] = []
        self.groups: list[str] = []
        self.guardians: dict[int, dict[Field, str]] | None = None
        self.consents: bool | None = None
        self.consented: ReadDate | None = None
        self.joined: ReadDate | None = None
        self.joined_column: Column | None = None
        self.left = self.deceased = self.protected = False
        self.left_on: ReadDate | None = None
        self.left_column: Column | None = None
        self.died: ReadDate | None = None

    def problem(
        self, column: Column, value: str, reason: Reason, effect: Effect = Effect.VALUE_LEFT_OUT
    ) -> None:
        self.problems.append(
            Problem(
                row=self.row, column=column_name(column), value=shown(value), reason=reason, effect=effect
            )
        )


def column_name(column: Column) -> str:
    """The column's header, or its letters as a spreadsheet shows them."""
    return column.header or column_letters(column.index)


def column_letters(index: int) -> str:
    letters, left = "", index + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class RowReader:
    """Reads rows of one file; holds what was decided about its columns and remembers repeated values."""

    def __init__(
        self,
        mapping: Mapping,
        *,
        country: str,
        language: str = "",
        today: date,
        own: Lookup[str, Definition] | None = None,
    ) -> None:
        self._own_fields = own or {}
        self._country = country
        self._language = language or LANGUAGE_OF.get(country, "en")
        if country == "BE":
            self._language = f"{self._language[:2]}-be"
        self._today = today
        self._width = len(mapping)
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
        self._plan = [
            (column.index, handlers[column.field], column)
            for column in mapping
            if column.is_mapped and column.field in handlers
        ]
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
        }
        self._guardian_of = guardian_numbers(mapping)
        self._guardian_ways: dict[int, list[Column]] = {}
        for column in mapping:
            if column.index in self._guardian_of and column.field is not Field.GUARDIAN_NAME:
                self._guardian_ways.setdefault(self._guardian_of[column.index], []).append(column)
        # How many more guardians' names began with the child's family name than ended with it.
        self._guardian_votes = 0
        # "Navn 2": where it holds a name, "Tlf. 2" and "Mail 2" are not the first person's.
        self._second_names = [
            column.index
            for column in mapping
            if column.field in (Field.FULL_NAME, Field.GIVEN_NAME)
            and not column.is_mapped
            and _IS_SECOND.search(column.header)
        ]
        self._empty = {
            column.index: EMPTY_NAME_WORDS if column.field in name_fields else EMPTY_WORDS
            for column in mapping
        }
        self._longest = {column.index: _LONGEST.get(column.field, _LONGEST_VALUE) for column in mapping}
        # Which country a row's address is in decides how its phone numbers are read.
        self._country_column = next(
            (
                c.index
                for c in mapping
                if c.is_mapped and c.field is Field.COUNTRY and c.label in ("", "postal")
            ),
            None,
        )
        self._names: dict[str, str] = {}
        self._dates: dict[tuple[int, str], ReadDate | None] = {}
        self._notes: dict[str, signals.Signals] = {}
        self._genders: dict[str, Gender | None] = {}
        self._protections: dict[str, bool] = {}

    def read(self, rows: Iterable[Row]) -> Iterator[ReadRow]:
        for number, cells in rows:
            yield self.read_row(number, cells)

    def read_row(self, number: int, cells: Sequence[str]) -> ReadRow:
        """The person of one row, or None when there is none, and all that is to be looked at."""
        draft = _Draft(number)
        width = len(cells)
        if self._second_names:
            draft.names_second = any(index < width and cells[index].strip() for index in self._second_names)
        if self._country_column is not None and self._country_column < width:
            draft.country = reading.read_country(clean(cells[self._country_column])) or ""
        for index, handler, column in self._plan:
            if index >= width:
                continue
            raw = cells[index]
            if not raw:
                continue
            text = clean(raw)
            if not text or (len(text) <= 20 and text.lower() in self._empty[index]):
                continue
            if text[0] in "=+-@":
                text = unwrapped(text)
                if text and is_formula(text):
                    draft.problem(column, text, Reason.FORMULA)
                    continue
                if not text:
                    continue
            if not text.isascii() and ("�" in text or "Ã" in text):
                repaired = repaired_letters(text) if "�" not in text else None
                if repaired is None and "�" in text:
                    draft.problem(column, text, Reason.GARBLED_LETTERS)
                    continue
                if repaired is not None:
                    draft.problem(column, text, Reason.GARBLED_LETTERS, Effect.DOUBT)
                    text = raw = repaired
            if len(text) > self._longest[index]:
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

    # --- Names --------------------------------------------------------------------------------------------

    def _name(self, draft: _Draft, text: str, column: Column) -> str:
        tidy = self._names.get(text)
        if tidy is None:
            tidy = self._tidy(text)
            if len(self._names) < _CACHE:
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

    def _given(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.given = self._name(draft, text, column)

    def _family(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        prefix = ""
        if "," in text or "(" in text:
            prefix, text = reading.prefix_behind(text)
        draft.family = self._name(draft, text, column)
        if prefix:
            draft.prefix = prefix
            if column.name_order is None:
                draft.problem(column, f"{text}, {prefix}", Reason.NAME_SPLIT_UNSURE, Effect.DOUBT)

    def _prefix(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.prefix = text.lower() if text.isupper() and len(text) > 1 else text

    def _initials(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.initials = text

    def _preferred(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.preferred = self._name(draft, text, column)

    def _middle(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.middle = self._name(draft, text, column)

    def _full_name(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
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

    # --- Birth, gender ------------------------------------------------------------------------------------

    def _birth(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
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

    def _birth_part(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        if draft.birth_parts is None:
            draft.birth_parts = {}
        draft.birth_parts[column.field] = text
        if draft.birth_column is None or column.field is Field.BIRTH_YEAR:
            draft.birth_column = column

    def _gender(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        if text not in self._genders:
            self._genders[text] = genders.parse(text, self._language)
        found = self._genders[text]
        if found is None:
            draft.problem(column, text, Reason.NOT_A_GENDER)
        draft.gender = found

    # --- Contact points -----------------------------------------------------------------------------------

    def _email(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        if draft.names_second and _IS_SECOND.search(column.header):
            draft.problem(column, text, Reason.SEVERAL_PEOPLE)
            return
        before = len(draft.emails)
        for piece, address in reading.split_emails(text):
            if address is None:
                draft.problem(column, piece, Reason.NOT_AN_EMAIL)
            elif all(point.value != address for point in draft.emails):
                draft.emails.append(ContactPoint(ContactKind.EMAIL, address, column.label, piece))
        if len(draft.emails) > before + 1:
            draft.problem(column, text, Reason.SEVERAL_WAYS, Effect.ALL_KEPT)

    def _phone(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        if draft.names_second and _IS_SECOND.search(column.header):
            draft.problem(column, text, Reason.SEVERAL_PEOPLE)
            return
        if "\n" in raw:
            text = "\n".join(clean_lines(raw))
        country = draft.country or self._country
        if country != self._country and text[0] not in "+0(" and phones.normalise(text, self._country):
            # Without a zero in front it is more likely from home than a foreign one that lost its zero.
            country = self._country
        before = len(draft.phones)
        for piece, number in reading.split_phones(text, country):
            if number is None and draft.country not in ("", self._country):
                # Somebody who lives abroad may keep a number from home.
                number = next((found for _, found in reading.split_phones(piece, self._country)), None)
            if number is None:
                draft.problem(column, piece, Reason.NOT_A_PHONE)
            elif all(point.value != number for point in draft.phones):
                draft.phones.append(ContactPoint(ContactKind.PHONE, number, column.label, piece))
        if len(draft.phones) > before + 1:
            draft.problem(column, text, Reason.SEVERAL_WAYS, Effect.ALL_KEPT)

    def _contact(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        for piece in re.split(r"[;,\n|]|(?<=\d) (?=\S+@)|(?<=[a-z]) (?=[+\d])| / ", raw):
            tidy = clean(piece)
            if "@" in tidy:
                self._email(draft, tidy, tidy, column)
            elif tidy:
                self._phone(draft, tidy, tidy, column)

    # --- Addresses ----------------------------------------------------------------------------------------

    def _address(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        if self._says_protected(text):
            draft.protected = True
            draft.problem(column, "", Reason.PROTECTED_IDENTITY, Effect.ADDRESS_PROTECTED)
            return
        if "=" in text and (inside := _FORMULA_INSIDE.search(raw)):
            draft.problem(column, text, Reason.FORMULA)
            raw = raw[: inside.start()]
            text = clean(raw)
            if not text:
                return
        address = draft.addresses.get(column.label)
        if address is None:
            address = draft.addresses[column.label] = _Address()
        match column.field:
            case Field.STREET | Field.FULL_ADDRESS:
                self._street(draft, address, text, raw, column)
            case Field.POSTCODE:
                address.postcode, address.postcode_column = text, column
            case Field.PLACE:
                if _HAS_POSTCODE.search(text):
                    self._postal_line(
                        draft, address, reading.read_postcode_place(text, self._country), text, column
                    )
                else:
                    address.place = text
            case Field.POSTCODE_PLACE:
                self._postal_line(
                    draft, address, reading.read_postcode_place(text, self._country), text, column
                )
            case Field.HOUSE_NUMBER:
                address.house = text
            case Field.HOUSE_ADDITION:
                is_box = column.header.lower().startswith("bus") and text[0].isdigit()
                address.addition = f"bus {text}" if is_box else text
            case Field.ADDRESS_EXTRA:
                address.extra = f"{address.extra} {text}".strip()
            case Field.CARE_OF:
                address.care_of = re.sub(r"^c/o ", "", text, flags=re.I)
            case Field.COUNTRY:
                country = reading.read_country(text)
                if country is None:
                    draft.problem(column, text, Reason.NOT_A_COUNTRY)
                else:
                    address.country = country

    def _says_protected(self, text: str) -> bool:
        # An address with a number in it is one; only Norway's codes of protection have figures.
        if not _NO_FIGURES.match(text) and "ode" not in text:
            return False
        said = self._protections.get(text)
        if said is None:
            said = signals.says_protected(text, alone=True)
            if len(self._protections) < _CACHE:
                self._protections[text] = said
        return said

    def _street(self, draft: _Draft, address: _Address, text: str, raw: str, column: Column) -> None:
        if column.field is Field.STREET and "\n" not in raw and ";" not in text and text[:3].lower() != "c/o":
            address.street = text
            return
        if ";" in text:
            first, _, second = text.partition(";")
            if column.field is Field.STREET and second.strip():
                draft.problem(column, text, Reason.NOT_AN_ADDRESS, Effect.DOUBT)
            lines = (
                [clean(first)] if column.field is Field.STREET else [clean(part) for part in text.split(";")]
            )
        else:
            lines = clean_lines(raw)
        whole = reading.read_address([line for line in lines if line], self._country)
        address.street = whole.street
        if whole.care_of:
            address.care_of = whole.care_of
        if whole.line:
            self._postal_line(draft, address, whole.line, text, column)
        elif column.field is Field.FULL_ADDRESS and any(map(str.isdigit, text)):
            draft.problem(column, text, Reason.NOT_AN_ADDRESS, Effect.DOUBT)

    def _postal_line(
        self, draft: _Draft, address: _Address, line: reading.PostalLine, text: str, column: Column
    ) -> None:
        if line.is_postcode_wrong:
            draft.problem(column, text, Reason.NOT_A_POSTCODE)
        if line.postcode and not address.postcode:
            address.postcode = line.postcode
        if line.place:
            address.place = line.place
        if line.country != self._country:
            address.country = line.country

    # --- Everything else ----------------------------------------------------------------------------------

    def _municipality(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        if signals.says_protected(text, alone=True):
            draft.protected = True
        else:
            draft.municipality = text

    def _language_cell(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        found = reading.read_language(text)
        if found is None:
            draft.problem(column, text, Reason.NOT_A_LANGUAGE)
        else:
            draft.language = found

    def _member_number(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.member_number = text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text

    def _external_number(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        value = text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text
        draft.external.append(ExternalNumber(column.label or column_name(column), value))

    def _type(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        said = self._signals(text)
        if said is signals.NONE:
            draft.type = text
        else:
            self._take(draft, said, column)

    def _status(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        self._take(draft, self._signals(text), column)

    def _note(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        self._take(draft, self._signals(text), column)

    def _signals(self, text: str) -> signals.Signals:
        said = self._notes.get(text)
        if said is None:
            said = signals.read_note(text, self._today)
            if len(self._notes) < _CACHE:
                self._notes[text] = said
        return said

    def _take(self, draft: _Draft, said: signals.Signals, column: Column) -> None:
        if said.protected:
            draft.protected = True
            draft.problem(column, "", Reason.PROTECTED_IDENTITY, Effect.ADDRESS_PROTECTED)
        if said.deceased:
            draft.deceased = True
            draft.died = draft.died or said.on
        if said.left:
            draft.left = True
            if draft.left_on is None:
                draft.left_on, draft.left_column = said.on, column

    def _date(self, draft: _Draft, text: str, column: Column) -> ReadDate | None:
        key = (column.index, text)
        if key in self._dates:
            found = self._dates[key]
        else:
            found = dates.parse(text, date_order(column))
            if len(self._dates) < _CACHE:
                self._dates[key] = found
        if found is None:
            draft.problem(column, text, Reason.NOT_A_DATE)
        elif found.ambiguous:
            draft.problem(column, text, Reason.DATE_AMBIGUOUS)
            return None
        return found

    def _joined(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.joined, draft.joined_column = self._date(draft, text, column), column

    def _left(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        answer = signals.yes_or_no(text)
        if answer is not None:
            draft.left = draft.left or answer
            return
        found = self._date(draft, text, column)
        if found is not None and found.on.year < 2090:
            draft.left, draft.left_on, draft.left_column = True, found, column

    def _deceased(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        answer = signals.yes_or_no(text)
        if answer is not None:
            draft.deceased = draft.deceased or answer
            return
        said = self._signals(text)
        if said.deceased:
            self._take(draft, said, column)
            return
        draft.died = self._date(draft, text, column)
        draft.deceased = draft.deceased or draft.died is not None

    def _protected(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        answer = signals.yes_or_no(text)
        # What stands in a column of protection and is no clear no is taken as protection: the safe reading.
        if answer is not False:
            draft.protected = True
            draft.problem(column, "", Reason.PROTECTED_IDENTITY, Effect.ADDRESS_PROTECTED)

    def _groups(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        for piece in _HINT_BREAKS.split(raw):
            hint = clean(piece)
            if not hint:
                continue
            if _FAMILY_TOKEN.search(hint):
                draft.household = draft.household or hint
            elif hint not in draft.groups:
                draft.groups.append(hint)

    def _own(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        field = self._own_fields.get(column.label)
        found = None if field is None else read_value(field, raw, language=self._language)
        if not isinstance(found, Read):
            draft.problem(column, text, Reason.NOT_FOR_OWN_FIELD)
        elif found.texts:
            draft.own[column.label] = found.texts

    def _household(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        draft.household = text

    def _iban(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
        found = ibans.normalise(text)
        if found is None:
            draft.problem(column, text, Reason.NOT_AN_IBAN)
        else:
            draft.iban = found

    def _guardian(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
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

    def _guardians(self, draft: _Draft) -> tuple[GuardianHint, ...]:
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

    def _consent(self, draft: _Draft, text: str, raw: str, column: Column) -> None:
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

    # --- The whole row ------------------------------------------------------------------------------------

    def _finish(self, draft: _Draft) -> ReadRow:
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
        if not (draft.given and draft.family) and not self._says_anything(draft) and len(self._plan) > 3:
            # One word alone in a wide table is a heading between rows, not a person.
            draft.problems.append(
                Problem(
                    row=draft.row,
                    column="",
                    value=shown(draft.given or draft.family),
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
            guardians=self._guardians(draft) if draft.guardians else (),
            consents=draft.consents,
            consented=DatedFact(draft.consented.on) if draft.consented else None,
            own=tuple(draft.own.items()),
        )
        return person, draft.problems

    def _says_anything(self, draft: _Draft) -> bool:
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

    def _born(self, draft: _Draft) -> tuple[date | None, int | None]:
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

    def _from_parts(self, draft: _Draft, parts: dict[Field, str], column: Column) -> ReadDate | None:
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

    def _joined_fact(self, draft: _Draft, born: date | None, birth_year: int | None) -> DatedFact | None:
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

    def _left_fact(self, draft: _Draft, born: date | None, joined: DatedFact | None) -> DatedFact | None:
        found, column = draft.left_on, draft.left_column
        if found is None or column is None:
            return None
        on = dates.other_century(found, self._today, born)[0] if found.short_year else found.on
        if joined and on < joined.on and on.year < joined.on.year:
            draft.problem(column, on.isoformat(), Reason.LEFT_BEFORE_JOINED)
            return None
        return DatedFact(on, found.precision)

    def _addresses(self, draft: _Draft) -> tuple[LabelledAddress, ...]:
        kept = []
        for label, parts in draft.addresses.items():
            country = parts.country or self._country
            postcode, place = parts.postcode, parts.place
            if parts.postcode_column is not None and postcode:
                line = reading.read_postcode(postcode, country)
                if line.is_postcode_wrong:
                    draft.problem(parts.postcode_column, postcode, Reason.NOT_A_POSTCODE)
                postcode, place, country = line.postcode, place or line.place, line.country
            street = parts.street
            if parts.house or parts.addition:
                street = f"{street} {reading.joined_house(parts.house, parts.addition)}".strip()
            if street or postcode or place:
                kept.append(
                    LabelledAddress(
                        label or "postal",
                        PostalAddress(
                            country=country,
                            care_of=parts.care_of,
                            street=street,
                            extra=parts.extra,
                            postcode=postcode,
                            place=place,
                        ),
                    )
                )
        return tuple(kept)
