"""Changes of one value in the person's own row: the branch, the language, the home municipality."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matrikel.bulkedits.kinds.base import Done, Kind, Values
from matrikel.bulkedits.rules import Planned, compare
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import list_units
from matrikel.people import storage
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person, ProtectedRecord
from matrikel.people.rules.records import PersonChange, Whereabouts


class OneValue(Kind):
    """Sets one column of the person."""

    column: str

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Compare the column as everybody sees it: of the protected it is empty, and so they would change."""
        self.read(values)
        rows = _persons(person_ids).values_list("id", self.column)
        after = {self.code: values[self.code]}
        return {person_id: compare({self.code: str(found or "")}, after) for person_id, found in rows}

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """Set the column; what is sealed of the protected is changed where it is."""
        wanted = self.read(values)
        persons = list(_persons(person_ids).select_for_update().order_by("id"))
        sealed = _sealed_of(persons)
        changes, done = [], []
        for person in persons:
            before = getattr(sealed.get(person.id, person), self.column)
            changes.append(
                PersonChange(person_id=person.id, version=person.version, values={self.column: wanted})
            )
            done.append(Done(person_id=person.id, before={self.code: str(before or "")}))
        change_people(changes=changes, actor=actor, at=at)
        return done

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Set the column to what it was, where one may still set it so."""
        done = [each for each in done if self.may_return(each.before)]
        versions = dict(_persons([each.person_id for each in done]).values_list("id", "version"))
        changes = [
            PersonChange(
                person_id=each.person_id,
                version=versions[each.person_id],
                values={self.column: self.read(each.before)},
            )
            for each in done
        ]
        change_people(changes=changes, actor=actor, at=at)
        return set(versions)

    def read(self, values: Mapping[str, Any]) -> object:
        """Return the value as the column holds it."""
        return values[self.code]

    def may_return(self, before: Mapping[str, Any]) -> bool:
        """Say whether somebody may have again what was before."""
        return True


class Branch(OneValue):
    """Moves people to a branch."""

    code = "branch"
    column = "unit_id"
    tells_where = True

    def read(self, values: Mapping[str, Any]) -> object:
        """Return the branch's id, or None for no branch."""
        if not values[self.code]:
            return None
        unit_id = UUID(values[self.code])
        if unit_id not in {unit.id for unit in list_units()}:
            raise NotFound
        return unit_id

    def may_return(self, before: Mapping[str, Any]) -> bool:
        """Nobody is put back into a branch that was closed or is gone."""
        return not before[self.code] or before[self.code] in {
            str(unit.id) for unit in list_units(open_only=True)
        }


class Language(OneValue):
    """Sets the language in which people are written to."""

    code = "language"
    column = "language"


class Municipality(OneValue):
    """Sets the home municipality."""

    code = "municipality"
    column = "home_municipality"
    tells_where = True


def _persons(person_ids: Sequence[UUID]) -> Any:
    return Person.objects.filter(association_id=current_association(), id__in=person_ids)


def _sealed_of(persons: Sequence[Person]) -> dict[UUID, Whereabouts]:
    subjects = {person.id: person.audit_subject for person in persons if person.protection != "NONE"}
    records = ProtectedRecord.objects.filter(association_id=current_association(), person_id__in=subjects)
    return {
        record.person_id: storage.read_whereabouts(record, subjects[record.person_id]) for record in records
    }
