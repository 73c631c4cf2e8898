"""Reads `idem`, `samma` and a ditto mark: what stands in the row above."""

from collections.abc import Sequence

from matrikel.imports.rules.fields import ADDRESS_FIELDS, Column, Field
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.problems import Effect, Problem, Reason, shown
from matrikel.imports.rules.reading.draft import column_name
from matrikel.imports.rules.text import DITTO_MARKS, DITTO_WORDS, clean, fold

# Of one person alone: nobody has it from the row above.
_OF_ONE = frozenset(
    {
        Field.MEMBER_NUMBER, Field.EXTERNAL_NUMBER, Field.NATIONAL_NUMBER, Field.GIVEN_NAME, Field.FULL_NAME,
        Field.INITIALS, Field.PREFERRED_NAME,
    }
)  # fmt: skip
# What neighbours of one list share without being a family.
_OF_MANY = frozenset(
    {
        Field.POSTCODE,
        Field.PLACE,
        Field.POSTCODE_PLACE,
        Field.MUNICIPALITY,
        Field.COUNTRY,
        Field.MEMBERSHIP_TYPE,
    }
)
# A mark says the same in every column; words may be somebody's name or a note.
_ONLY_MARKS = frozenset(
    {Field.FAMILY_NAME, Field.NOTE, Field.OWN, Field.GIVEN_NAME, Field.FULL_NAME, Field.PREFERRED_NAME}
)
# They begin no street.
_SAME = frozenset(("idem", "dito", "ditto", "samma", "samme", "zelfde", "hetzelfde"))


def is_ditto(word: str, column: Column) -> bool:
    """Whether a word that may repeat the cell above does so in this column."""
    return word in DITTO_MARKS or column.field not in _ONLY_MARKS


def repeats_loosely(word: str, column: Column) -> bool:
    """Whether the cell of a street says the same and of whom: `idem zus Lotte`, who may be another than the one above."""
    first, _, rest = word.partition(" ")
    return (
        column.field in (Field.STREET, Field.FULL_ADDRESS)
        and bool(rest)
        and first in _SAME
        and word not in DITTO_WORDS
        and not any(map(str.isdigit, rest))
    )


class Above:
    """The row above, as it was read."""

    def __init__(self) -> None:
        self._cells: Sequence[str] = ()
        self._family = ""

    def remember(self, cells: Sequence[str], person: ImportedPerson | None) -> None:
        """Keep a row for the next; a row without a person is nobody's address."""
        if person is not None:
            self._cells, self._family = cells, person.family_name

    def reaching_down(
        self, cells: Sequence[str], columns: Sequence[Column], names: Sequence[int]
    ) -> Sequence[str]:
        """
        The row with what reaches down from the row above, where its household's column is empty.

        Only for a row that names somebody: a line of text below the list lives nowhere.
        """
        whole: list[str] | None = None
        if not any(place < len(cells) and cells[place].strip() for place in names):
            return cells
        for column in columns:
            key = column.reaches_down_with
            if key is None or column.index >= len(cells) or cells[column.index].strip():
                continue
            if (key >= len(cells) or not cells[key].strip()) and column.index < len(self._cells):
                whole = whole or list(cells)
                whole[column.index] = self._cells[column.index]
        return cells if whole is None else whole

    def without_dittos(
        self, cells: Sequence[str], columns: Sequence[Column]
    ) -> tuple[list[str], list[tuple[Column, str]]]:
        """
        The row with what stands above in the place of each repetition, and the repetitions as they were written.

        A street that repeats the one above brings postcode and place along where they are empty.
        """
        whole, repeated = list(cells), []
        labels = set()
        for column in columns:
            word = clean(whole[column.index]).lower() if column.index < len(whole) else ""
            if (word in DITTO_WORDS and is_ditto(word, column)) or repeats_loosely(word, column):
                repeated.append((column, whole[column.index]))
                whole[column.index] = self._at(column)
                if column.field in ADDRESS_FIELDS:
                    labels.add(column.label)
        for column in columns:
            if column.field in ADDRESS_FIELDS and column.label in labels and column.index < len(whole):
                whole[column.index] = whole[column.index].strip() or self._at(column)
        return whole, repeated

    def problems(
        self, row: int, repeated: Sequence[tuple[Column, str]], person: ImportedPerson | None
    ) -> list[Problem]:
        """What is to be looked at: a list sorted anew has another row above, which the family name tells."""
        is_family = person is not None and fold(person.family_name) == fold(self._family) != ""
        return [
            Problem(
                row=row,
                column=column_name(column),
                value=shown(clean(word)),
                reason=Reason.AS_ABOVE,
                effect=Effect.DOUBT if self._at(column) else Effect.VALUE_LEFT_OUT,
            )
            for column, word in repeated
            if not self._at(column)
            or repeats_loosely(clean(word).lower(), column)
            or not (is_family or (column.field in _OF_MANY and clean(word) in DITTO_MARKS))
        ]

    def _at(self, column: Column) -> str:
        if column.field in _OF_ONE or column.index >= len(self._cells):
            return ""
        return self._cells[column.index]
