"""The log says what happened without a personal value, is written once, and goes with the act."""

import hashlib
import json
from datetime import date
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from matrikel.audit.actions.record import Act, Change, record
from matrikel.audit.models import Entry, Payload, Pending, Subject
from matrikel.audit.queries import LOOKS, list_what_happened, list_who_looked
from matrikel.kernel.actors import Actor, ActorKind, Viewer
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_opaque_id
from matrikel.kernel.scope import ScopeRefused, association_scope
from matrikel.keys.sealing import CannotOpen, Place, forget_subjects, unseal
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.actions.end_memberships import Ending, end_memberships
from matrikel.memberships.queries import list_membership_types
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from matrikel.people.rules.records import (
    NewContactPoint,
    NewIdentityNumber,
    NewPerson,
    PersonChange,
    PersonCore,
)
from tests.conftest import ACTOR, AT, make_association

CANARIES = ("Kanarie", "Hemligsson", "hemlig@example.se", "Kanarievägen", "194603239957", "1946")
CANARY = NewPerson(
    core=PersonCore(
        given_name="Kanarie",
        family_name="Hemligsson",
        birth_date=date(1946, 3, 23),
        home_municipality="Kanarievägen",
    ),
    contact_points=[
        NewContactPoint(kind="EMAIL", value="hemlig@example.se", normalised="hemlig@example.se"),
        NewContactPoint(kind="POSTAL", street="Kanarievägen 9", postcode="19081", place="Gävle"),
    ],
    identity_number=NewIdentityNumber(country="SE", kind="personnummer", normalised="194603239957"),
)


def a_change(subject: UUID | None, old: object = "Sköld", new: object = "Berg") -> Change:
    return Change(subject=subject, values={"family_name": (old, new)})


def headers_as_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(t::text, '|'), '') FROM audit_entry t")
        return cursor.fetchone()[0]


def test_nothing_that_happens_to_a_person_puts_a_personal_value_into_the_header(
    association: UUID, viewer: Viewer, actor: Actor
) -> None:
    (person_id,) = register_people(people=[CANARY], actor=actor, at=AT)
    subject = get_person(person_id=person_id, viewer=viewer).audit_subject
    note_looks(subjects=[subject], function="office.person", actor=actor, at=AT)
    kind = list_membership_types()[0].id
    (membership,) = admit_members(
        admissions=[Admission(person_id=person_id, type_id=kind, starts_on=date(2020, 1, 1))],
        actor=actor,
        at=AT,
    )
    end_memberships(
        endings=[Ending(membership_id=membership, ends_on=date(2027, 1, 1), reason="RESIGNED")],
        actor=actor,
        at=AT,
    )
    for version, values in [(1, {"family_name": "Fjäll"}), (2, {"protection": "STRICT"})]:
        change = PersonChange(person_id=person_id, version=version, values=values)
        change_people(changes=[change], actor=actor, at=AT)
    actions = list(
        Entry.objects.exclude(action__startswith="organisations.")
        .order_by("id")
        .values_list("action", flat=True)
    )
    assert actions == [
        "people.registered",
        "people.person_viewed",
        "memberships.admitted",
        "memberships.ended",
        "people.changed",
        "people.changed",
    ]
    stored = headers_as_stored()
    assert [canary for canary in (*CANARIES, "Fjäll", "2027") if canary in stored] == []


def test_the_payload_is_sealed_for_its_subject_and_answers_for_the_commitment(association: UUID) -> None:
    subject = new_opaque_id()
    (entry_id,) = record(acts=[Act(action="people.changed", changes=[a_change(subject)])], actor=ACTOR, at=AT)
    (payload,) = Payload.objects.all()
    place = Place(column="audit_payload.sealed", row=payload.id, subject=subject)
    (opened,) = unseal([(place, bytes(payload.sealed))])
    assert json.loads(opened) == {"family_name": ["Sköld", "Berg"]}
    assert "Sköld".encode() not in bytes(payload.sealed)
    assert len(bytes(payload.salt)) == 32
    entry = Entry.objects.get(id=entry_id)
    assert bytes(entry.commitment) == hashlib.sha256(bytes(payload.salt) + opened).digest()
    assert entry.header == {"columns": ["family_name"]}


def test_a_creation_has_neither_payload_nor_commitment(association: UUID) -> None:
    (entry_id,) = record(acts=[Act(action="people.registered", header={"persons": 2})], actor=ACTOR, at=AT)
    assert bytes(Entry.objects.get(id=entry_id).commitment) == b""
    assert Payload.objects.count() == 0


def test_each_act_waits_for_the_sealer(association: UUID) -> None:
    Pending.objects.all().delete()
    ids = record(acts=[Act(action="a.b"), Act(action="a.c")], actor=ACTOR, at=AT)
    assert list(Pending.objects.order_by("id").values_list("entry_id", flat=True)) == ids


@pytest.mark.parametrize("table", ["audit_entry", "audit_subject"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET association_id = association_id", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_whoever_runs_the_application_cannot_rewrite_the_log(
    association: UUID, table: str, statement: str
) -> None:
    record(acts=[Act(action="a.b", subjects=[new_opaque_id()])], actor=ACTOR, at=AT)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_an_act_that_is_rolled_back_leaves_no_entry(association: UUID) -> None:
    counts = [table.objects.count() for table in (Entry, Subject, Payload, Pending)]
    subject = new_opaque_id()
    act = Act(action="people.changed", subjects=[subject], changes=[a_change(subject)])
    with pytest.raises(Refusal), transaction.atomic():
        _record_and_refuse(act)
    assert [table.objects.count() for table in (Entry, Subject, Payload, Pending)] == counts


def _record_and_refuse(act: Act) -> None:
    record(acts=[act], actor=ACTOR, at=AT)
    raise Refusal


def test_without_a_scope_nothing_can_be_recorded() -> None:
    with pytest.raises(ScopeRefused):
        record(acts=[Act(action="a.b")], actor=ACTOR, at=AT)


def test_a_person_has_a_history_and_a_list_of_who_looked(association: UUID) -> None:
    anna, bo = new_opaque_id(), new_opaque_id()
    somebody = Actor(kind=ActorKind.ACCOUNT, id=new_opaque_id(), role="secretary")
    record(acts=[Act(action="people.registered", subjects=[anna, bo])], actor=somebody, at=AT)
    record(
        acts=[
            Act(action="people.changed", subjects=[anna], changes=[a_change(anna)]),
            Act(action=LOOKS[0], subjects=[anna], header={"function": "person"}),
        ],
        actor=somebody,
        at=AT,
    )
    told = [(row.action, dict(row.changes)) for row in list_what_happened(subject=anna, with_changes=True)]
    assert told == [("people.changed", {"family_name": ("Sköld", "Berg")}), ("people.registered", {})]
    assert [row.changes for row in list_what_happened(subject=anna)] == [{}, {}]
    assert [row.action for row in list_what_happened(subject=anna, limit=1)] == ["people.changed"]
    assert [(row.action, row.actor_id, row.role) for row in list_who_looked(subject=anna)] == [
        (LOOKS[0], somebody.id, "secretary")
    ]
    assert [row.action for row in list_what_happened(subject=bo)] == ["people.registered"]


def test_what_one_person_changed_is_not_told_in_anothers_history(association: UUID) -> None:
    anna, bo = new_opaque_id(), new_opaque_id()
    both = Act(
        action="people.changed",
        subjects=[anna, bo],
        changes=[a_change(anna), a_change(bo, old="Dahl", new="Ek")],
    )
    record(acts=[both], actor=ACTOR, at=AT)
    told = [dict(row.changes) for row in list_what_happened(subject=anna, with_changes=True)]
    assert told == [{"family_name": ("Sköld", "Berg")}]


def test_after_a_persons_key_is_gone_the_entry_stays_and_its_values_are_gone(association: UUID) -> None:
    subject = new_opaque_id()
    record(
        acts=[Act(action="people.changed", subjects=[subject], changes=[a_change(subject)])],
        actor=ACTOR,
        at=AT,
    )
    forget_subjects([subject])
    with pytest.raises(CannotOpen):
        list_what_happened(subject=subject, with_changes=True)
    Payload.objects.filter(subject=subject).delete()
    told = [(row.action, dict(row.changes)) for row in list_what_happened(subject=subject, with_changes=True)]
    assert told == [("people.changed", {})]


def test_another_association_sees_nothing_of_it(association: UUID, neighbour: UUID) -> None:
    subject = new_opaque_id()
    record(acts=[Act(action="people.changed", subjects=[subject])], actor=ACTOR, at=AT)
    with association_scope(neighbour):
        assert list_what_happened(subject=subject) == []
        assert Entry.objects.filter(action="people.changed").count() == 0


@pytest.mark.parametrize("acts", [1, 3])
def test_recording_costs_the_same_for_one_act_and_for_three(association: UUID, acts: int, queries) -> None:
    subjects = [new_opaque_id() for _number in range(acts)]
    record(acts=[Act(action="a.b", changes=[a_change(None)])], actor=ACTOR, at=AT)
    with queries(7):
        record(
            acts=[
                Act(action="people.changed", subjects=[subject], changes=[a_change(subject)])
                for subject in subjects
            ],
            actor=ACTOR,
            at=AT,
        )


def test_the_creation_of_an_association_is_its_first_entry(committed: None) -> None:
    with association_scope(make_association()), transaction.atomic():
        entries = Entry.objects.values_list("action", "actor_kind", "actor_name", "header")
        assert list(entries) == [("organisations.association_created", "command", "test", {"kind": "CLUB"})]
