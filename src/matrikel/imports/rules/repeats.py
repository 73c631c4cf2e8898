"""Finds rows that repeat a person of an earlier row, with some hundred bytes of memory a row."""

from array import array
from collections.abc import Iterator
from datetime import date

from matrikel.imports.rules.parts import row_of
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import (
    DROP_MEMBER_NUMBER,
    DROP_NATIONAL_NUMBER,
    Action,
    Meets,
    RowPlan,
    name_key,
    without_dropped,
)
from matrikel.imports.rules.problems import Effect, Problem, Reason
from matrikel.people.rules.slips import are_alike

_PLACES = 3
# A day on which half of the list was "born", or the address of a home for the old, is no trace of anybody.
_LOOKED_AT = 40
_SMALLEST = 1 << 12


class SameInFile:
    """
    Remembers the people of the rows so far and says when a row repeats one of them.

    A file may have hundreds of thousands of rows, so what is remembered are 64-bit hashes in flat arrays: two
    different texts meet in one hash less than once in ten million files.
    """

    def __init__(self) -> None:
        self._keys = _Chains()
        self._rows = array("q")
        self._births = array("q")
        self._numbers = array("q")
        self._given, self._family = array("q"), array("q")
        self._reached = [array("q") for _ in range(_PLACES)]
        # Names as they are compared, for telling those apart that are nearly alike.
        self._names: list[str] = []

    def decide(self, person: ImportedPerson) -> tuple[ImportedPerson, RowPlan, list[Problem]]:
        """The plan for the row; the person comes back without what only the earlier row may have."""
        this = self._append(person)
        problems: list[Problem] = []
        drops = ""
        earlier, reason = self._find(this, person)
        row = self._rows[earlier] if earlier is not None else 0
        if reason is Reason.NATIONAL_NUMBER_TWICE:
            problems.append(_problem(person, reason, Effect.VALUE_LEFT_OUT, row))
            drops += DROP_NATIONAL_NUMBER
            self._numbers[this] = 0
        elif reason is Reason.PERHAPS_SAME_AS_ROW:
            problems.append(_problem(person, reason, Effect.DOUBT, row))
        elif reason is not None:
            problems.append(_problem(person, reason, Effect.MERGED_INTO_ROW, row))
            self._rows[this] = row
            self._remember(this, person)
            plan = RowPlan(person.row, Action.SKIP, row, drops, Meets.ROW)
            return without_dropped(person, drops), plan, problems
        self._remember(this, person)
        if person.member_number:
            key = _key("member", person.member_number)
            first = next(self._keys.under(key), None)
            if first is None:
                self._keys.add(key, this)
            else:
                problems.append(
                    _problem(person, Reason.MEMBER_NUMBER_TWICE, Effect.VALUE_LEFT_OUT, self._rows[first])
                )
                drops += DROP_MEMBER_NUMBER
        if reason is Reason.PERHAPS_SAME_AS_ROW:
            plan = RowPlan(person.row, Action.ADD, row, drops, Meets.PERHAPS_ROW)
        else:
            plan = RowPlan(person.row, Action.ADD, None, drops)
        return without_dropped(person, drops), plan, problems

    def _append(self, person: ImportedPerson) -> int:
        self._rows.append(person.row)
        born = person.birth_date.toordinal() if person.birth_date else -(person.birth_year or 0)
        self._births.append(born)
        self._numbers.append(_key("number", person.national_number) if person.national_number else 0)
        whole = name_key(person)
        self._names.append(whole)
        name = whole.split()
        self._given.append(_key(name[0]) if name else 0)
        self._family.append(_key(name[-1]) if name else 0)
        reached = [_key(point.value) for point in person.contact_points]
        reached += [
            _key(labelled.address.street.lower(), labelled.address.postcode) for labelled in person.addresses
        ]
        for place, hashes in enumerate(self._reached):
            hashes.append(reached[place] if place < len(reached) else 0)
        return len(self._rows) - 1

    def _find(self, this: int, person: ImportedPerson) -> tuple[int | None, Reason | None]:
        if person.national_number:
            for earlier in self._keys.under(self._numbers[this]):
                if self._names_touch(this, earlier):
                    return earlier, Reason.SAME_AS_ROW
                return earlier, Reason.NATIONAL_NUMBER_TWICE
        name = self._names[this]
        for email in person.emails:
            for earlier in self._keys.under(_key("email", email, name)):
                if not self._births_contradict(this, earlier):
                    return earlier, self._same(this, earlier)
        perhaps: int | None = None
        if person.birth_date:
            for earlier in self._keys.under(_key("birth", name, person.birth_date.toordinal())):
                if self._same(this, earlier) is Reason.SAME_AS_ROW or self._reached_alike(this, earlier):
                    return earlier, self._same(this, earlier)
                perhaps = earlier
        if perhaps is None:
            perhaps = self._near(this, name, person)
        return perhaps, None if perhaps is None else Reason.PERHAPS_SAME_AS_ROW

    def _near(self, this: int, name: str, person: ImportedPerson) -> int | None:
        """An earlier row whose name is nearly the same: born on the same day, or reached in the same way."""
        if not person.given_name or not person.family_name:
            return None
        keys = [hashes[this] for hashes in self._reached if hashes[this]]
        if person.birth_date:
            keys.append(_key("day", person.birth_date.toordinal()))
        for key in keys:
            for earlier in self._keys.newest(key, _LOOKED_AT):
                if (
                    # The two of one row are two, be they called ever so alike.
                    row_of(self._rows[earlier]) != row_of(person.row)
                    and self._names[earlier] != name
                    and self._names_touch(this, earlier)
                    and not self._births_contradict(this, earlier)
                    and not self._numbers_contradict(this, earlier)
                    and are_alike(self._names[earlier], name)
                ):
                    return earlier
        return None

    def _numbers_contradict(self, this: int, earlier: int) -> bool:
        one, other = self._numbers[this], self._numbers[earlier]
        return bool(one and other and one != other)

    def _remember(self, this: int, person: ImportedPerson) -> None:
        if self._numbers[this]:
            self._keys.add(self._numbers[this], this)
        name = self._names[this]
        for email in person.emails:
            self._keys.add(_key("email", email, name), this)
        if person.birth_date:
            self._keys.add(_key("birth", name, person.birth_date.toordinal()), this)
            self._keys.add(_key("day", person.birth_date.toordinal()), this)
        for hashes in self._reached:
            if hashes[this]:
                self._keys.add(hashes[this], this)

    def _same(self, this: int, earlier: int) -> Reason:
        one, other = self._numbers[this], self._numbers[earlier]
        return Reason.SAME_BUT_NUMBERS_DIFFER if one and other and one != other else Reason.SAME_AS_ROW

    def _names_touch(self, this: int, earlier: int) -> bool:
        return self._given[this] == self._given[earlier] or self._family[this] == self._family[earlier]

    def _births_contradict(self, this: int, earlier: int) -> bool:
        one, other = self._births[this], self._births[earlier]
        if not one or not other or one == other:
            return False
        if one > 0 and other > 0:
            return True
        return _year(one) != _year(other)

    def _reached_alike(self, this: int, earlier: int) -> bool:
        mine = {hashes[this] for hashes in self._reached} - {0}
        return any(hashes[earlier] in mine for hashes in self._reached)


def _year(born: int) -> int:
    # A day of the calendar as a count, or a year alone as a negative number.
    return -born if born < 0 else date.fromordinal(born).year


class _Chains:
    """Rows by hash, several under one, in flat arrays: a table of open addresses and a chain behind each."""

    def __init__(self) -> None:
        self._mask = _SMALLEST - 1
        self._table_keys = array("q", bytes(8 * _SMALLEST))
        self._table_heads = array("i", bytes(4 * _SMALLEST))
        self._used = 0
        # Links are counted from 1, so that 0 ends a chain.
        self._link_rows, self._link_next = array("i", [0]), array("i", [0])

    def under(self, key: int) -> Iterator[int]:
        """The rows under a hash, in the order in which they were added."""
        link = self._table_heads[self._slot(key)]
        if not link:
            return iter(())
        found = []
        while link:
            found.append(self._link_rows[link])
            link = self._link_next[link]
        return reversed(found)

    def newest(self, key: int, most: int) -> Iterator[int]:
        """The rows that were added last under a hash, the newest first."""
        link = self._table_heads[self._slot(key)]
        while link and most:
            yield self._link_rows[link]
            link, most = self._link_next[link], most - 1

    def add(self, key: int, row: int) -> None:
        """Put a row under a hash."""
        slot = self._slot(key)
        if not self._table_keys[slot]:
            self._table_keys[slot] = key
            self._used += 1
        self._link_rows.append(row)
        self._link_next.append(self._table_heads[slot])
        self._table_heads[slot] = len(self._link_rows) - 1
        if self._used * 3 > self._mask * 2:
            self._grow()

    def _slot(self, key: int) -> int:
        keys, mask = self._table_keys, self._mask
        slot = key & mask
        while keys[slot] and keys[slot] != key:
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        old_keys, old_heads = self._table_keys, self._table_heads
        size = (self._mask + 1) * 2
        self._mask = size - 1
        self._table_keys, self._table_heads = array("q", bytes(8 * size)), array("i", bytes(4 * size))
        for key, head in zip(old_keys, old_heads, strict=True):
            if key:
                slot = self._slot(key)
                self._table_keys[slot], self._table_heads[slot] = key, head


def _key(*parts: object) -> int:
    # 0 marks an empty place.
    return hash(parts) or 1


def _problem(person: ImportedPerson, reason: Reason, effect: Effect, other_row: int) -> Problem:
    return Problem(
        row=person.row,
        column="",
        value=f"{person.given_name} {person.family_name}".strip(),
        reason=reason,
        effect=effect,
        other_row=other_row,
    )
