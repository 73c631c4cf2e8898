"""Change persons: each change says what the editor saw, and whoever was overtaken is told."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import COPY_FROM, insert_many, update_many
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people import storage
from matrikel.people.models import ContactPoint, ExternalNumber, IdentityNumber, Person, ProtectedRecord
from matrikel.people.rules.records import (
    NewContactPoint,
    PersonChange,
    PersonCore,
    is_lower,
    with_moved_address,
)
from matrikel.people.signals import names_changed, whereabouts_hidden, whereabouts_shown

# The id, by which a row is found, and whatever a change may touch.
_CHANGING = [
    place
    for place, name in enumerate(storage.PERSON_COLUMNS)
    if name not in ("association_id", "audit_subject", "created_at")
]

_CORE_NAMES = [each.name for each in fields(PersonCore)]
_POINT_NAMES = [
    each.name for each in fields(NewContactPoint) if each.name not in ("id", "source", "normalised")
]


# By these nobody is searched, sorted or numbered, and of whoever is not protected they are not sealed: where only they
# change, for many, nothing else of a person is read.
_STANDING_ALONE = frozenset(
    {
        "gender",
        "language",
        "home_municipality",
        "home_municipality_since",
        "unit_id",
        "is_deceased",
        "deceased_on",
    }
)


class LiftNeedsTwo(Refusal):
    """A protection was to be lowered by a change like any other; that is an act of its own, which needs two."""

    def __init__(self) -> None:
        super().__init__(_("Lifting a protection needs two officers. Ask for it on the person's page."))


class PersonOvertaken(Refusal):
    """Somebody else changed the person meanwhile; `person_ids` are those concerned."""

    def __init__(self, person_ids: Sequence[UUID]) -> None:
        super().__init__(_("Somebody else changed this person meanwhile."))
        self.person_ids = tuple(person_ids)


@action
def change_people(*, changes: Sequence[PersonChange], actor: Actor, at: datetime) -> int:
    """
    Change persons and return how many really changed.

    Setting a protection moves the whereabouts into the sealed record at once, with what the other rooms give
    when it is announced to them.

    :raises PersonOvertaken: a version is not the one that the editor saw; nothing is changed.
    :raises NotFound: a person does not exist in this association.
    :raises PersonRefused: a number is taken.
    :raises LiftNeedsTwo: a protection would be lowered: that is `lift_protections`.
    """
    return write_changes(changes, lifted=frozenset(), actor=actor, at=at)


def write_changes(changes: Sequence[PersonChange], *, lifted: Set[UUID], actor: Actor, at: datetime) -> int:
    """Change persons inside an action; the protection of those in `lifted` alone may become lower than it was."""
    association_id, language = current_association(), get_association().sorting_language
    ids = [change.person_id for change in changes]
    persons = {
        person.id: person
        for person in Person.objects.select_for_update()
        .filter(association_id=association_id, id__in=ids)
        .order_by("id")
    }
    if len(persons) != len(set(ids)):
        raise NotFound
    overtaken = [
        change.person_id for change in changes if persons[change.person_id].version != change.version
    ]
    if overtaken:
        raise PersonOvertaken(overtaken)
    alone = _pick_alone(changes, persons)
    differing = _write_alone(alone, persons, at)
    are_alone = {change.person_id for change in alone}
    changes = [change for change in changes if change.person_id not in are_alone]
    stored = _load_parts([persons[person_id] for person_id in dict.fromkeys(c.person_id for c in changes)])
    wanted: list[tuple[PersonChange, _Parts]] = []
    for change in changes:
        seen = stored[change.person_id]
        points = list(change.contact_points if change.contact_points is not None else seen.points)
        points += change.added_contact_points
        if change.address_change is not None:
            points = with_moved_address(points, change.address_change)
        parts = _Parts(replace(change.core or seen.core, **change.values), points, [])
        if change.person_id not in lifted and is_lower(parts.core.protection, seen.core.protection):
            raise LiftNeedsTwo
        if differences := _differences(seen, parts.core, parts.points, change):
            wanted.append((change, parts))
            subject = persons[change.person_id].audit_subject
            differing[change.person_id] = Change(subject=subject, values=differences)
    given = _hide_elsewhere(
        [change.person_id for change, parts in wanted if _is_hidden_now(stored[change.person_id], parts)],
        at,
    )
    called = {person.id: (person.sort_key, person.birth_year) for person in persons.values()}
    with storage.refusing_taken_numbers():
        for change, parts in wanted:
            parts.elsewhere = given.get(change.person_id) or stored[change.person_id].elsewhere
        for change, parts in _write_many(wanted, persons, stored, language=language, at=at):
            person_id = change.person_id
            _write(persons[person_id], stored[person_id], parts, change, language=language, at=at)
    shown = {
        change.person_id: stored[change.person_id].elsewhere
        for change, parts in wanted
        if parts.core.protection == "NONE" and stored[change.person_id].core.protection != "NONE"
    }
    if shown:
        whereabouts_shown.send(sender=Person, elsewhere=shown, at=at)
    renamed = [
        person.id for person in persons.values() if called[person.id] != (person.sort_key, person.birth_year)
    ]
    if renamed:
        names_changed.send(sender=Person, person_ids=renamed, at=at)
    if differing:
        # One entry for a bulk act, with every person as its subject and each one's before and after apart.
        only = {"person": str(next(iter(differing)))} if len(differing) == 1 else {"persons": len(differing)}
        act = Act(
            action="people.changed",
            subjects=[persons[person_id].audit_subject for person_id in differing],
            header=only,
            changes=list(differing.values()),
        )
        record(acts=[act], actor=actor, at=at)
    return len(differing)


def _pick_alone(changes: Sequence[PersonChange], persons: Mapping[UUID, Person]) -> list[PersonChange]:
    """Return the changes of values that stand alone; none where they are too few to be written at once."""
    found = [change for change in changes if _stands_alone(change, persons[change.person_id])]
    return [] if len(found) < COPY_FROM or len(persons) < len(changes) else found


def _stands_alone(change: PersonChange, person: Person) -> bool:
    touches_more = (
        change.core is not None
        or change.contact_points is not None
        or change.added_contact_points
        or change.address_change is not None
        or change.external_numbers is not None
        or change.identity_number is not None
        or change.forget_identity_number
    )
    return not touches_more and change.values.keys() <= _STANDING_ALONE and person.protection == "NONE"


def _write_alone(
    changes: Sequence[PersonChange], persons: Mapping[UUID, Person], at: datetime
) -> dict[UUID, Change]:
    """Write changes of values that stand alone, and return what was before and is now of those whom they change."""
    differing: dict[UUID, dict[str, tuple[object, object]]] = {}
    for change in changes:
        person = persons[change.person_id]
        differences = {
            name: (before, after)
            for name, after in change.values.items()
            if (before := getattr(person, name)) != after
        }
        if differences:
            differing[person.id] = differences
    names = sorted({name for differences in differing.values() for name in differences})
    rows = []
    for person_id, differences in differing.items():
        person = persons[person_id]
        values = [differences[name][1] if name in differences else getattr(person, name) for name in names]
        rows.append((person_id, *values, person.version + 1, at))
    update_many(Person, ["id", *names, "version", "changed_at"], rows)
    return {
        person_id: Change(subject=persons[person_id].audit_subject, values=differences)
        for person_id, differences in differing.items()
    }


class _Parts:
    """A person's facts as they stand, whether in the open or sealed."""

    def __init__(
        self,
        core: PersonCore,
        points: list[NewContactPoint],
        external: list[tuple[str, str]],
        elsewhere: Mapping[str, Any] | None = None,
    ) -> None:
        self.core, self.points, self.external = core, points, external
        self.elsewhere: Mapping[str, Any] = elsewhere or {}


def _is_hidden_now(seen: _Parts, wanted: _Parts) -> bool:
    return seen.core.protection == "NONE" and wanted.core.protection != "NONE"


def _hide_elsewhere(person_ids: Sequence[UUID], at: datetime) -> dict[UUID, dict[str, Any]]:
    """Announce who becomes protected, and return what the rooms above gave to be sealed."""
    given: dict[UUID, dict[str, Any]] = {}
    if person_ids:
        answers: list[tuple[Any, Any]] = whereabouts_hidden.send(
            sender=Person, person_ids=list(person_ids), at=at
        )
        for _receiver, answer in answers:
            for person_id, by_room in (answer or {}).items():
                given.setdefault(person_id, {}).update(by_room)
    return given


def _load_parts(persons: Sequence[Person]) -> dict[UUID, _Parts]:
    if not persons:
        return {}
    association_id, ids = current_association(), [person.id for person in persons]
    points: dict[UUID, list[NewContactPoint]] = {}
    for point in ContactPoint.objects.filter(association_id=association_id, person_id__in=ids).order_by("id"):
        points.setdefault(point.person_id, []).append(storage.point_of(point))
    external: dict[UUID, list[tuple[str, str]]] = {}
    for number in ExternalNumber.objects.filter(association_id=association_id, person_id__in=ids).order_by(
        "id"
    ):
        external.setdefault(number.person_id, []).append((number.system, number.number))
    sealed = {
        found.person_id: found
        for found in ProtectedRecord.objects.filter(association_id=association_id, person_id__in=ids)
    }
    parts = {}
    for person in persons:
        core = storage.core_of(person)
        own_points = points.get(person.id, [])
        elsewhere: Mapping[str, Any] = {}
        if person.id in sealed:
            hidden = storage.read_whereabouts(sealed[person.id], person.audit_subject)
            core = replace(
                core,
                birth_date=hidden.birth_date,
                home_municipality=hidden.home_municipality,
                home_municipality_since=hidden.home_municipality_since,
                unit_id=hidden.unit_id,
            )
            own_points, elsewhere = list(hidden.contact_points), hidden.elsewhere
        parts[person.id] = _Parts(core, own_points, external.get(person.id, []), elsewhere)
    return parts


def _differences(
    seen: _Parts, core: PersonCore, points: list[NewContactPoint], change: PersonChange
) -> dict[str, tuple[object, object]]:
    changed: dict[str, tuple[object, object]] = {
        name: (before, after)
        for name in _CORE_NAMES
        if (before := getattr(seen.core, name)) != (after := getattr(core, name))
    }
    # Most changes leave the contact points alone, and many are changed at once: spelling them out is dear.
    if seen.points != points:
        old_points, new_points = [_plain(point) for point in seen.points], [_plain(point) for point in points]
        if old_points != new_points:
            changed["contact_points"] = (old_points, new_points)
    if change.external_numbers is not None and list(change.external_numbers) != seen.external:
        changed["external_numbers"] = (seen.external, list(change.external_numbers))
    # Left out of the log's payload, as the map says: the name alone tells that it changed.
    if change.identity_number is not None or change.forget_identity_number:
        changed["identity_number"] = (None, None)
    if "protection" in changed:
        changed["protection"] = (None, None)
    return changed


def _plain(point: NewContactPoint) -> dict[str, object]:
    return {name: value for name in _POINT_NAMES if (value := getattr(point, name))}


def _write_many(
    wanted: Sequence[tuple[PersonChange, _Parts]],
    persons: Mapping[UUID, Person],
    stored: Mapping[UUID, _Parts],
    *,
    language: str,
    at: datetime,
) -> list[tuple[PersonChange, _Parts]]:
    """
    Write many changes at once, and return those that are left to be written one by one.

    Many are changed in the open, mostly in a value or an address; whatever is sealed goes its own way.
    """
    plain = [each for each in wanted if _is_plain(*each, stored[each[0].person_id])]
    if len(plain) < COPY_FROM or len({change.person_id for change, _parts in plain}) < len(plain):
        return list(wanted)
    rows, stands, gone, came = [], [], [], []
    for change, parts in plain:
        person, seen = persons[change.person_id], stored[change.person_id]
        row = storage.person_row(
            person.id,
            person.audit_subject,
            _with_number(seen, parts),
            parts.points,
            language,
            at,
            version=person.version + 1,
        )
        rows.append(row)
        stands.append(person)
        if parts.points != seen.points:
            kept = _kept(seen.points, parts.points)
            gone += [point.id for point in seen.points if point.id is not None and point.id not in kept]
            came += [
                storage.contact_row(person.id, point, language)
                for point in parts.points
                if point.id not in kept
            ]
    # A column that is as it was for all of them need not travel.
    places = [
        place
        for place in _CHANGING
        if place == 0
        or any(
            row[place] != getattr(person, storage.PERSON_COLUMNS[place])
            for row, person in zip(rows, stands, strict=True)
        )
    ]
    update_many(
        Person,
        [storage.PERSON_COLUMNS[place] for place in places],
        [[row[place] for place in places] for row in rows],
    )
    for row, person in zip(rows, stands, strict=True):
        for place in places:
            setattr(person, storage.PERSON_COLUMNS[place], row[place])
    ContactPoint.objects.filter(association_id=current_association(), id__in=gone).delete()
    insert_many(ContactPoint, storage.CONTACT_COLUMNS, came)
    written = {change.person_id for change, _parts in plain}
    return [each for each in wanted if each[0].person_id not in written]


def _is_plain(change: PersonChange, parts: _Parts, seen: _Parts) -> bool:
    return (
        parts.core.protection == seen.core.protection == "NONE"
        and change.external_numbers is None
        and change.identity_number is None
        and not change.forget_identity_number
    )


def _with_number(seen: _Parts, wanted: _Parts) -> PersonCore:
    if wanted.core.member_number == seen.core.member_number:
        return wanted.core
    return replace(wanted.core, member_number=wanted.core.member_number or None)


def _write(
    person: Person,
    seen: _Parts,
    wanted: _Parts,
    change: PersonChange,
    *,
    language: str,
    at: datetime,
) -> None:
    association_id, core, points = current_association(), _with_number(seen, wanted), wanted.points
    row = dict(
        zip(
            storage.PERSON_COLUMNS,
            storage.person_row(
                person.id, person.audit_subject, core, points, language, at, version=person.version + 1
            ),
            strict=True,
        )
    )
    columns = [name for name in row if name not in ("id", "association_id", "audit_subject", "created_at")]
    for name in columns:
        setattr(person, name, row[name])
    person.save(update_fields=columns)
    mine = {"association_id": association_id, "person_id": person.id}
    if core.protection != "NONE" or seen.core.protection != "NONE":
        ContactPoint.objects.filter(**mine).delete()
        ProtectedRecord.objects.filter(**mine).delete()
        if core.protection != "NONE":
            hidden = storage.whereabouts_of(core, points, wanted.elsewhere)
            storage.insert_protected([(person.id, person.audit_subject, hidden)])
        else:
            insert_many(
                ContactPoint,
                storage.CONTACT_COLUMNS,
                [storage.contact_row(person.id, point, language) for point in points],
            )
    elif points != seen.points:
        _replace_points(person.id, seen.points, points, language)
    if change.external_numbers is not None:
        storage.replace_external_numbers(person.id, change.external_numbers)
    if change.identity_number is not None or change.forget_identity_number:
        IdentityNumber.objects.filter(**mine).delete()
    if change.identity_number is not None:
        storage.insert_identity_numbers([(person.id, person.audit_subject, change.identity_number)])


def _replace_points(
    person_id: UUID, old: Sequence[NewContactPoint], new: Sequence[NewContactPoint], language: str
) -> None:
    kept = _kept(old, new)
    ContactPoint.objects.filter(association_id=current_association(), person_id=person_id).exclude(
        id__in=kept
    ).delete()
    insert_many(
        ContactPoint,
        storage.CONTACT_COLUMNS,
        [
            storage.contact_row(person_id, point, language)
            for point in new
            if point.id not in kept or point.id is None
        ],
    )


def _kept(old: Sequence[NewContactPoint], new: Sequence[NewContactPoint]) -> set[UUID]:
    # A contact point that did not change keeps its row, and with it who verified it and when.
    return {point.id for point in new if point.id is not None and any(_same(point, before) for before in old)}


def _same(one: NewContactPoint, other: NewContactPoint) -> bool:
    return one.id == other.id and _plain(one) == _plain(other)
