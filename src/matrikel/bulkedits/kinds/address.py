"""A changed address: a street renamed, a postcode or place given anew, for everybody who has it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from matrikel.bulkedits.kinds.base import Done, Kind, Values
from matrikel.bulkedits.rules import (
    ADDRESS_PARTS,
    Planned,
    Verdict,
    address_after,
    compare,
    left_out,
    matches_address,
)
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.people import storage
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import ContactPoint, Person
from matrikel.people.rules.records import (
    NewContactPoint,
    PersonChange,
    point_from_json,
    point_to_json,
)


class Address(Kind):
    """Changes the postal addresses of people, every part of them that is named."""

    code = "address"

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Compare the first address that is meant; whoever has none is left out, and so are the protected."""
        points = _points(person_ids)
        return {person_id: self._planned(points.get(person_id, []), values) for person_id in person_ids}

    def _planned(self, points: Sequence[NewContactPoint], values: Values) -> Planned:
        own = [_parts(point) for point in points if point.kind == "POSTAL"]
        if not own:
            return left_out("no_address")
        meant = [parts for parts in own if matches_address(parts, values)]
        if not meant:
            return left_out("other_address")
        plans = [compare(parts, address_after(parts, values)) for parts in meant]
        return next((plan for plan in plans if plan.verdict is Verdict.CHANGE), plans[0])

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """Change every address that is meant."""
        versions = dict(
            Person.objects.select_for_update()
            .filter(association_id=current_association(), id__in=person_ids, protection="NONE")
            .order_by("id")
            .values_list("id", "version")
        )
        points = _points(list(versions))
        changes, done = [], []
        for person_id, version in versions.items():
            before = points.get(person_id, [])
            after = [_changed(point, values) for point in before]
            changes.append(PersonChange(person_id=person_id, version=version, contact_points=after))
            done.append(
                Done(person_id=person_id, before={"points": [point_to_json(point) for point in before]})
            )
        change_people(changes=changes, actor=actor, at=at)
        return done

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Give everybody back the addresses they had; whoever was protected since is left alone."""
        versions = dict(
            Person.objects.filter(
                association_id=current_association(),
                id__in=[each.person_id for each in done],
                protection="NONE",
            ).values_list("id", "version")
        )
        changes = [
            PersonChange(
                person_id=each.person_id,
                version=versions[each.person_id],
                contact_points=[point_from_json(plain) for plain in each.before["points"]],
            )
            for each in done
            if each.person_id in versions
        ]
        change_people(changes=changes, actor=actor, at=at)
        return set(versions)


def _points(person_ids: Sequence[UUID]) -> dict[UUID, list[NewContactPoint]]:
    found: dict[UUID, list[NewContactPoint]] = {}
    for point in ContactPoint.objects.filter(
        association_id=current_association(), person_id__in=person_ids
    ).order_by("id"):
        found.setdefault(point.person_id, []).append(storage.point_of(point))
    return found


def _parts(point: NewContactPoint) -> dict[str, str]:
    return {part: getattr(point, part) for part in ADDRESS_PARTS}


def _changed(point: NewContactPoint, values: Values) -> NewContactPoint:
    if point.kind != "POSTAL" or not matches_address(_parts(point), values):
        return point
    after = address_after(_parts(point), values)
    return replace(
        point,
        care_of=after["care_of"],
        street=after["street"],
        postcode=after["postcode"],
        place=after["place"],
        source="OFFICER",
    )
