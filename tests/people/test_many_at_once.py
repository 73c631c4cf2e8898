"""Many people are changed by the fast path exactly as each of them would be by itself."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from matrikel.audit.models import Entry, Subject
from matrikel.people.actions import change_people as changing
from matrikel.people.actions.change_people import PersonOvertaken, change_people
from matrikel.people.models import ContactPoint, Lack, Person
from matrikel.people.rules.records import NewContactPoint, PersonChange
from matrikel.people.signals import names_changed
from tests.conftest import ACTOR, AT
from tests.factories.people import a_person, at_home, register

MAIL = NewContactPoint(kind="EMAIL", value="a@example.se", normalised="a@example.se")


def changes_of(people: list[UUID]) -> list[PersonChange]:
    """A new address, language, number or nothing for each, and a protection for one."""
    changed = []
    for place, person_id in enumerate(people):
        points = list(ContactPoint.objects.filter(person_id=person_id).order_by("id"))
        kept = [
            NewContactPoint(**{name: getattr(point, name) for name in NewContactPoint.__dataclass_fields__})
            for point in points
        ]
        change = PersonChange(person_id=person_id, version=1)
        match place % 4:
            case 0:
                change = replace(change, values={"language": "nb", "family_name": f"Ny{place}"})
            case 1:
                change = replace(change, contact_points=[kept[0], at_home("11122")])
            case 2:
                change = replace(change, values={"member_number": str(9_000 + place)})
        changed.append(change)
    changed[0] = replace(changed[0], values={"protection": "HIDDEN"})
    return changed


def picture(people: list[UUID]) -> list[object]:
    """Everything about people but ids and instants."""
    rows: list[object] = []
    for person in sorted(Person.objects.filter(id__in=people), key=lambda each: people.index(each.id)):
        points = ContactPoint.objects.filter(person_id=person.id).order_by("kind", "value")
        lacks = set(Lack.objects.filter(person_id=person.id).values_list("what", flat=True))
        own = {
            field.attname: getattr(person, field.attname)
            for field in Person._meta.concrete_fields
            if field.attname not in ("id", "audit_subject", "created_at")
        }
        held = list(points.values_list("kind", "value", "postcode", "is_preferred", "source"))
        rows.append((own, held, lacks & {"EMAIL", "POSTAL"}))
    return rows


def everybody(count: int) -> list[UUID]:
    """Register people with an e-mail and a postal address."""
    people = [
        replace(a_person(f"Anna{place}"), contact_points=[MAIL, at_home("67131")]) for place in range(count)
    ]
    return register(*people)


def test_many_are_changed_as_each_would_be_alone(association: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    together, alone = everybody(80), everybody(80)
    assert change_people(changes=changes_of(together), actor=ACTOR, at=AT) == 60
    fast = picture(together)
    # Numbers belong to one person only.
    Person.objects.filter(id__in=together).update(member_number=None)
    monkeypatch.setattr(changing, "COPY_FROM", 1_000)
    assert change_people(changes=changes_of(alone), actor=ACTOR, at=AT) == 60
    assert fast == picture(alone)
    entries = Entry.objects.filter(action="people.changed").order_by("id")
    headers = [entry.header for entry in entries]
    assert (headers[0], headers[0]["persons"]) == (headers[1], 60)


@pytest.mark.parametrize("count", [3, 80])
def test_whoever_is_called_otherwise_is_announced_however_many_they_are(
    association: UUID, count: int
) -> None:
    people = everybody(count)
    ways: list[dict[str, Any]] = [
        {"family_name": "Nyman"},
        {"birth_date": date(1954, 3, 1)},
        {"language": "fi"},
    ]
    changes = [
        PersonChange(person_id=person_id, version=1, values=ways[place % 3])
        for place, person_id in enumerate(people)
    ]
    announced: list[UUID] = []

    def hear(person_ids: list[UUID], **kwargs: object) -> None:
        announced.extend(person_ids)

    names_changed.connect(hear)
    try:
        change_people(changes=changes, actor=ACTOR, at=AT)
    finally:
        names_changed.disconnect(hear)
    assert set(announced) == {person_id for place, person_id in enumerate(people) if place % 3 != 2}


def values_of(people: list[UUID]) -> list[PersonChange]:
    """Values that stand alone for most, the same as before for some, and a name among them for one."""
    ways: list[dict[str, Any]] = [
        {"language": "nb"},
        {"language": "nb", "gender": "F", "home_municipality": "1784"},
        {"language": ""},
        {"is_deceased": True, "deceased_on": date(2026, 4, 1)},
    ]
    changes = [
        PersonChange(person_id=person_id, version=1, values=ways[place % 4])
        for place, person_id in enumerate(people)
    ]
    changes[0] = replace(changes[0], values={"language": "nb", "family_name": "Nyman"})
    return changes


def test_values_that_stand_alone_are_changed_for_many_as_each_would_be_by_itself(
    association: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    together, alone = everybody(80), everybody(80)
    for people in (together, alone):
        # Of a protected person such a value may be sealed.
        Person.objects.filter(id=people[1]).update(protection="HIDDEN")
    assert change_people(changes=values_of(together), actor=ACTOR, at=AT) == 60
    monkeypatch.setattr(changing, "COPY_FROM", 1_000)
    assert change_people(changes=values_of(alone), actor=ACTOR, at=AT) == 60
    assert picture(together) == picture(alone)
    headers = [entry.header for entry in Entry.objects.filter(action="people.changed").order_by("id")]
    assert (headers[0], headers[0]["persons"]) == (headers[1], 60)
    assert Subject.objects.filter(subject__in=subjects_of(together)).count() == 80 + 60


def subjects_of(people: list[UUID]) -> list[UUID]:
    """Return the audit subjects of people."""
    return list(Person.objects.filter(id__in=people).values_list("audit_subject", flat=True))


def test_if_one_of_many_was_overtaken_nobody_is_changed(association: UUID) -> None:
    people = everybody(60)
    changes = [
        PersonChange(person_id=person_id, version=1, values={"language": "fi"}) for person_id in people
    ]
    changes[-1] = replace(changes[-1], version=7)
    with pytest.raises(PersonOvertaken):
        change_people(changes=changes, actor=ACTOR, at=AT)
    assert set(Person.objects.filter(id__in=people).values_list("version", "language")) == {(1, "")}
