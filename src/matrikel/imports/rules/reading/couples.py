"""
Divides a row that names two people into two rows of one each, as a careful secretary would enter them.

What the two share, each has: address, the telephone of the home, type, joining, what the association asks for itself.
What belongs to one of them goes to whom its label or the address itself names (`Åse 943 82 256`, `kaj@…`). Without a
label, a single e-mail address or mobile is the first's, under whom the association has written to the home so far,
and is to be looked at: given to both, every letter would come twice, and somebody's own phone would be called
another's. Two of a kind go in order, and are to be looked at. The member number is the first's, and the second gets a
new one. Of which nothing says whose it is (one birth date, one identity number, one death) belongs to neither, and is
told.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from matrikel.imports.rules import cells as reading
from matrikel.imports.rules import dates, signals
from matrikel.imports.rules.couples import Named, Pair, two_in_full, two_in_parts
from matrikel.imports.rules.fields import Column, Field, Mapping, NameOrder
from matrikel.imports.rules.orders import date_order
from matrikel.imports.rules.problems import Effect, Problem, Reason, shown
from matrikel.imports.rules.reading.draft import column_name
from matrikel.imports.rules.reading.reader import IS_SECOND
from matrikel.imports.rules.text import clean, clean_lines, fold
from matrikel.people.rules import phones

_BETWEEN = re.compile(r"\s*(?:[;|\n&+,]| / | (?:och|og|ja|en|and|et|samt) )\s*", re.I)
_SLASH = re.compile(r"\s*/\s*")
_AT_THE_END = re.compile(r"(?:[\s,;/|&+–:-]|(?<=\s)(?:och|og|ja|en|and|et|samt)(?=\s*\Z))+\Z", re.I)
_BETWEEN_WAYS = re.compile(r"[;,\n|]| / ")
_ADDRESS = re.compile(r"[^\s;,<>|()/]+@[^\s;,<>|()/]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPELT = str.maketrans({"å": "aa", "ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe"})
_SHORTEST_IN_ADDRESS = 4
_TWO = 2
Halves = tuple[str, str]
# What each of the two has of a column, and what is to be said about it.
_Shared = tuple[Halves, tuple[Reason, Effect] | None]
_ASK, _NOBODYS = (Reason.WHICH_OF_TWO, Effect.DOUBT), (Reason.WHICH_OF_TWO, Effect.VALUE_LEFT_OUT)

_OF_ONE = frozenset(
    {
        Field.BIRTH, Field.NATIONAL_NUMBER, Field.BIRTH_YEAR, Field.BIRTH_MONTH, Field.BIRTH_DAY, Field.GENDER,
        Field.INITIALS, Field.PREFERRED_NAME, Field.MIDDLE_NAME, Field.EXTERNAL_NUMBER,
    }
)  # fmt: skip
_REMARKS = frozenset({Field.NOTE, Field.STATUS, Field.DECEASED, Field.MEMBERSHIP_TYPE})
_DATES = frozenset({Field.JOINED, Field.LEFT})


class CoupleCells:
    """Divides the rows of one file, under what was decided about its columns."""

    def __init__(self, mapping: Mapping, *, country: str, today: date, second_names: Sequence[int]) -> None:
        self._country, self._today = country, today
        self._mapped = [column for column in mapping if column.is_mapped]
        # "Navn 2": whoever stands there would be a third.
        self._second_names = second_names
        self._full = self._first_of(Field.FULL_NAME)
        self._given = None if self._full else self._first_of(Field.GIVEN_NAME, Field.PREFERRED_NAME)
        self._family = self._first_of(Field.FAMILY_NAME)

    def _first_of(self, *fields: Field) -> Column | None:
        for field in fields:
            for column in self._mapped:
                if column.field is field:
                    return column
        return None

    def names(self, cells: Sequence[str]) -> Pair | None:
        """The two people whom a row names plainly; None for any other row."""
        column = self._full or self._given
        if column is None or column.index >= len(cells) or not reading.names_several(cells[column.index]):
            return None
        if any(place < len(cells) and cells[place].strip() for place in self._second_names):
            return None
        text = clean(cells[column.index])
        if self._full is not None:
            return two_in_full(text, column.name_order or NameOrder.GIVEN_FIRST)
        if self._family is None or self._family.index >= len(cells):
            return None
        return two_in_parts(text, clean(cells[self._family.index]))

    @property
    def name_column(self) -> Column | None:
        """The column in which the two are named."""
        return self._full or self._given

    def divided(
        self, row: int, cells: Sequence[str], pair: Pair
    ) -> tuple[list[str], list[str], list[Problem]]:
        """The row of each of the two, and what is to be looked at."""
        first, second, problems = list(cells), list(cells), []
        whose = _Whose(pair)
        for column in self._mapped:
            if column.index >= len(cells) or not cells[column.index].strip():
                continue
            (first[column.index], second[column.index]), said = self._shared(
                column, cells[column.index], pair, whose
            )
            if said is not None:
                value = shown(clean(cells[column.index]))
                problems.append(
                    Problem(row=row, column=column_name(column), value=value, reason=said[0], effect=said[1])
                )
        return first, second, problems

    def _shared(self, column: Column, cell: str, pair: Pair, whose: "_Whose") -> _Shared:
        one, other = pair
        if column in (self._full, self._given):
            return ((one.whole, other.whole) if column is self._full else (one.given, other.given)), None
        if column is self._family and self._full is None:
            return (one.family, other.family), None
        match column.field:
            case Field.EMAIL | Field.PHONE | Field.CONTACT:
                return self._ways(column, cell, whose)
            case Field.MEMBER_NUMBER:
                return whose.in_order(cell, _is_number, is_careful=True) or (cell, ""), None
            case field if field in _REMARKS:
                return self._remark(column, cell, whose)
            case field if field in _DATES:
                return whose.in_order(cell, self._is_date(column)) or (cell, cell), None
            case field if field in _OF_ONE:
                found = whose.in_order(cell, self._fitting(column))
                # Days and months are nothing without their year, of which it is told.
                is_told = field not in (Field.BIRTH_DAY, Field.BIRTH_MONTH)
                return (found, None) if found else (("", ""), _NOBODYS if is_told else None)
        return (cell, cell), None

    def _remark(self, column: Column, cell: str, whose: "_Whose") -> _Shared:
        # "Avslutad per 31.12" names nobody; a name begins with a capital.
        capitals = " ".join(word for word in _LETTERS.findall(cell) if word[0].isupper())
        named = whose.named_in(capitals)
        if named is not None and column.field is not Field.MEMBERSHIP_TYPE:
            return whose.given_to(named, cell), None
        is_death = column.field is Field.DECEASED and signals.yes_or_no(cell) is not False
        if is_death or signals.read_note(clean(cell), self._today).deceased:
            return ("", ""), _NOBODYS
        return (cell, cell), None

    def _ways(self, column: Column, cell: str, whose: "_Whose") -> _Shared:
        if (labelled := whose.labelled(cell)) is not None:
            return labelled, None
        pieces = self._pieces(column, cell)
        of = [whose.named_in(piece) for piece in pieces]
        others = [place for place, named in enumerate(of) if named is None]
        if len(pieces) < _TWO:
            if of and of[0] is not None:
                return whose.given_to(of[0], whose.without_label(cell)), None
            # "Mobil 2" is in order too.
            is_behind = IS_SECOND.search(column.header) is not None
            if pieces and not is_behind and self._rings_at_home(column, pieces[0]):
                return (cell, cell), None
            return whose.given_to(int(is_behind), cell), _ASK
        at_home = [place for place in others if self._rings_at_home(column, pieces[place])]
        if len(at_home) == 1:
            # The telephone of the home, and beside it what is somebody's own.
            others.remove(at_home[0])
        else:
            at_home = []
        if not at_home and others and len(pieces) == _TWO:
            # In order, or to the other one where one of the two is named.
            for place in others:
                known = of[1 - place]
                of[place] = place if known is None else 1 - known
        halves: tuple[list[str], list[str]] = ([], [])
        for place, (piece, named) in enumerate(zip(pieces, of, strict=True)):
            for half in halves if place in at_home else (halves[1 if named == 1 else 0],):
                half.append(whose.without_label(piece))
        return ("; ".join(halves[0]), "; ".join(halves[1])), _ASK if others else None

    def _rings_at_home(self, column: Column, piece: str) -> bool:
        """Whether a number is the home's: by its series, or by the heading where the series does not tell."""
        number = next((number for _, number in reading.split_phones(piece, self._country)), None)
        if column.field is Field.EMAIL or number is None or column.label in ("mobile", "work"):
            return False
        line = phones.line_of(number)
        return line is phones.Line.FIXED or (line is phones.Line.UNKNOWN and column.label == "home")

    def _pieces(self, column: Column, cell: str) -> list[str]:
        """The single ways of a cell, each with what is said beside it."""
        if column.field is Field.PHONE:
            return self._phones(cell)
        found: list[str] = []
        start = 0
        for match in _ADDRESS.finditer(cell):
            *before, label = _BETWEEN_WAYS.split(cell[start : match.start()])
            if any(map(str.isdigit, label)):
                before, label = [*before, label], ""
            found += self._phones("; ".join(before))
            found.append(f"{label}{match[0]}".strip())
            start = match.end()
        rest = cell[start:].strip(" ,;/|\n")
        if rest.startswith("(") and found and not any(map(str.isdigit, rest)):
            found[-1] = f"{found[-1]} {rest}"
        elif rest:
            found += self._phones(rest)
        return found

    def _phones(self, text: str) -> list[str]:
        text = "\n".join(clean_lines(text)).strip(" ,;/|\n")
        return [piece for piece, _ in reading.split_phones(text, self._country)] if text else []

    def _fitting(self, column: Column) -> Callable[[str], bool]:
        if column.field in (Field.BIRTH, Field.NATIONAL_NUMBER):
            return lambda text: (
                reading.read_birth(text, self._country, date_order(column), self._today).reason is None
            )
        if column.field in (Field.GENDER, Field.INITIALS, Field.PREFERRED_NAME, Field.MIDDLE_NAME):
            return lambda text: any(map(str.isalpha, text))
        return _is_number

    def _is_date(self, column: Column) -> Callable[[str], bool]:
        return lambda text: dates.parse(text, date_order(column)) is not None


def _is_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and " " not in text


class _Whose:
    """Tells which of two people a word beside a value names."""

    def __init__(self, pair: Pair) -> None:
        self._words = [_words_of(named) for named in pair]
        self._words = [mine - self._words[1 - place] for place, mine in enumerate(self._words)]
        labels = [_labels(named) for named in pair]
        both = {label for label in labels[0] if label in labels[1]}
        self._of_label = {
            label.lower(): place for place, mine in enumerate(labels) for label in mine if label not in both
        }
        longest = sorted(self._of_label, key=len, reverse=True)
        self._label = (
            re.compile(
                rf"(?<![\w@.-])({'|'.join(map(re.escape, longest))})(?:['’]?s)?(?![\w@]|[.-]\w)[\s:.=(),–-]*",
                re.I,
            )
            if longest
            else None
        )

    def given_to(self, named: int, text: str) -> Halves:
        """The text as one of the two has it, and nothing for the other."""
        return ("", text) if named else (text, "")

    def named_in(self, text: str) -> int | None:
        """Whom of the two the words of a text name, an e-mail address's own included; None for neither and for both."""
        before, _at, behind = text.partition("@")
        # What stands behind the address may name somebody again, its domain does not.
        words = _folded_words(f"{before} {behind.partition(' ')[2]}")
        named = [bool(mine & words) for mine in self._words]
        if named == [False, False] and behind and (local := before.split()):
            named = [
                any(len(word) >= _SHORTEST_IN_ADDRESS and fold(local[-1]).startswith(word) for word in mine)
                for mine in self._words
            ]
        return None if named[0] == named[1] else int(named[1])

    def without_label(self, text: str) -> str:
        """The text without the name beside it."""
        if self._label is None:
            return text
        return self._label.sub("", text).strip(" ,;:/()") if self._label.search(text) else text.strip()

    def labelled(self, cell: str) -> Halves | None:
        """What stands behind the name of each, in a cell that begins with one of the two; None for other cells."""
        if self._label is None:
            return None
        found = list(self._label.finditer(cell))
        if not found or any(char.isdigit() or char == "@" for char in cell[: found[0].start()]):
            return None
        if {self._of_label[match[1].lower()] for match in found} != {0, 1}:
            return None
        halves: tuple[list[str], list[str]] = ([], [])
        for match, end in pairwise([*found, None]):
            assert match is not None
            stretch = cell[match.end() : end.start() if end else len(cell)]
            halves[self._of_label[match[1].lower()]].append(_AT_THE_END.sub("", stretch).strip())
        return "; ".join(filter(None, halves[0])), "; ".join(filter(None, halves[1]))

    def in_order(self, cell: str, fits: Callable[[str], bool], *, is_careful: bool = False) -> Halves | None:
        """The two values of a cell, each to whom its label names, else in order; None where there are not two."""
        if (labelled := self.labelled(cell)) is not None:
            return labelled if all(map(fits, labelled)) else None
        for break_ in (_BETWEEN, _SLASH) if is_careful or not fits(cell) else ():
            parts = break_.split(cell.strip())
            if len(parts) != _TWO or not all(fits(self.without_label(part)) for part in parts):
                continue
            if is_careful and break_ is _SLASH and len(parts[0]) != len(parts[1]):
                # "2019/14" is one number.
                continue
            one, other = (self.without_label(part) for part in parts)
            return (other, one) if self.named_in(parts[0]) == 1 else (one, other)
        return None


def _folded_words(text: str) -> set[str]:
    return {word for each in (text, text.lower().translate(_SPELT)) for word in _LETTERS.findall(fold(each))}


def _words_of(named: Named) -> set[str]:
    """What the given name is written like beside a number and in an e-mail address."""
    return _folded_words(named.given.split()[0])


def _labels(named: Named) -> set[str]:
    first = named.given.split()[0]
    return {f"{named.given} {named.family}", named.given, f"{first} {named.family}", first}
