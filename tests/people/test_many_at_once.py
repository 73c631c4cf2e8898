"""Many people are changed by the fast path exactly as each of them would be by itself."""

from dataclasses import replace
from uuid import UUID

import pytest

from matrikel.audit.models import Entry
from matrikel.people.actions import change_people as changing
from matrikel.people.actions.change_people import PersonOvertaken, change_people
from matrikel.people.models import ContactPoint, Lack, Person
from matrikel.people.rules.records import NewContactPoint, PersonChange
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


def test_if_one_of_many_was_overtaken_nobody_is_changed(association: UUID) -> None:
    people = everybody(60)
    changes = [
        PersonChange(person_id=person_id, version=1, values={"language": "fi"}) for person_id in people
    ]
    changes[-1] = replace(changes[-1], version=7)
    with pytest.raises(PersonOvertaken):
        change_people(changes=changes, actor=ACTOR, at=AT)
    assert set(Person.objects.filter(id__in=people).values_list("version", "language")) == {(1, "")}
