"""Which membership a row of the file asks for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from matrikel.imports.models import Run
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.translating import admission_of
from matrikel.imports.types import types_by_word, types_of
from matrikel.memberships.actions.admit_members import Admission
from matrikel.memberships.models import MembershipType
from matrikel.memberships.rules import type_for_age
from matrikel.people.rules.ages import age_on
from matrikel.people.rules.names import fold


class Types:
    """
    The types that the rows of a run get: by their word, as somebody chose for the others, else by age.

    Without a known age it is the ordinary type. Nobody gets a type that begins at 26 at nineteen: where none fits,
    none is given, and whoever looks at the rows before is told.
    """

    def __init__(self, run: Run, *, today: date) -> None:
        """Read the types once for all rows."""
        known = types_of(run)
        self._offered = [found for found in known if found.is_offered]
        self._by_word = types_by_word(run, known)
        self._chosen = run.default_type_id
        self._today = today
        self._by_age: dict[int, MembershipType | None] = {}

    def of(self, person: ImportedPerson) -> UUID | None:
        """Return the type of a row; None where neither row, choice nor age leads to one."""
        named = self._by_word.get(fold(person.membership_type)) if person.membership_type else None
        return named or self._chosen or (found.id if (found := self._usual(person)) else None)

    def fits_none(self, person: ImportedPerson) -> bool:
        """Say whether a row that names no type is of an age for which no type is offered."""
        if person.membership_type or self._chosen or not self._offered:
            return False
        return self._usual(person) is None

    def usual_name(self, person: ImportedPerson) -> str:
        """Return the name of the type that a row gets which names none, unless somebody has chosen one for all."""
        if person.membership_type or self._chosen:
            return ""
        found = self._usual(person)
        return found.name if found else ""

    def _usual(self, person: ImportedPerson) -> MembershipType | None:
        age = self._age(person)
        if age not in self._by_age:
            self._by_age[age] = self._of_age(age)
        return self._by_age[age]

    def _of_age(self, age: int) -> MembershipType | None:
        if age >= 0:
            return type_for_age(self._offered, age)
        ordinary = [found for found in self._offered if found.kind == MembershipType.Kind.ADULT]
        return next(iter(ordinary or self._offered), None)

    def _age(self, person: ImportedPerson) -> int:
        """The age today; -1 where the row does not tell."""
        if person.birth_date is not None:
            return max(0, age_on(self._today, person.birth_date))
        return -1 if person.birth_year is None else max(0, self._today.year - person.birth_year)


def admissions_of(
    people: Sequence[tuple[UUID, ImportedPerson]], types: Types, *, today: date
) -> list[Admission]:
    """The memberships of people (id, row); none for whom neither the row nor the association knows a type."""
    return [
        admission_of(person, person_id, type_id, today=today)
        for person_id, person in people
        if (type_id := types.of(person)) is not None
    ]
