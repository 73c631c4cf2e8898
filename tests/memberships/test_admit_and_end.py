"""Memberships are facts from a date to a date: two of one type never overlap, and what was is never overwritten."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from psycopg.types.range import Range

from matrikel.audit.models import Entry
from matrikel.audit.queries import list_what_happened
from matrikel.kernel.actors import Actor, ActorKind, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.memberships.actions.add_membership_types import MembershipTypeRefused, add_membership_types
from matrikel.memberships.actions.admit_members import Admission, AdmissionRefused, admit_members
from matrikel.memberships.actions.end_memberships import Ending, EndingRefused, end_memberships
from matrikel.memberships.models import Membership
from matrikel.memberships.queries import list_membership_types, list_memberships
from matrikel.people.actions.change_people import change_people
from matrikel.people.queries import get_person
from matrikel.people.rules.records import PersonChange
from tests.conftest import ACTOR, AT, make_association
from tests.factories.people import a_person, admit, branches, register, type_of

MAY = date(2024, 5, 1)
YEAR_2025, YEAR_2026 = date(2025, 1, 1), date(2026, 1, 1)


def periods(person_id: UUID) -> list[tuple[date, date | None, str]]:
    rows = list_memberships(person_ids=[person_id]).get(person_id, [])
    return [(row.starts_on, row.ends_on, row.end_reason) for row in rows]


def end(membership_id: UUID, ends_on: date, reason: str = "RESIGNED") -> None:
    ending = Ending(membership_id=membership_id, ends_on=ends_on, reason=reason)
    end_memberships(endings=[ending], actor=ACTOR, at=AT)


def test_somebody_is_admitted_and_it_is_known_by_whom_and_how(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person())
    (north,) = branches("Norra")
    officer = Actor(kind=ActorKind.ACCOUNT, id=new_id(), role="secretary")
    admission = Admission(
        person_id=anna,
        type_id=type_of("ADULT"),
        starts_on=MAY,
        unit_id=north,
        precision="MONTH",
        decision="§ 4, 3 May 2024",
    )
    (membership_id,) = admit_members(admissions=[admission], actor=officer, at=AT)
    (row,) = list_memberships(person_ids=[anna])[anna]
    assert (row.id, row.type_name, row.unit_name, row.starts_on, row.ends_on) == (
        membership_id,
        "Vuxen medlem",
        "Norra",
        MAY,
        None,
    )
    assert (row.starts_precision, row.decision, row.channel) == ("MONTH", "§ 4, 3 May 2024", "OFFICE")
    assert Membership.objects.get(id=membership_id).admitted_by == officer.id
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    assert [entry.action for entry in list_what_happened(subject=subject)] == [
        "memberships.admitted",
        "people.registered",
    ]


def test_a_protected_person_is_a_member_without_a_branch(association: UUID) -> None:
    (north,) = branches("Norra")
    open_before, protected = register(a_person(), a_person(protection="STRICT"))
    for person_id in (open_before, protected):
        admission = Admission(person_id=person_id, type_id=type_of("ADULT"), starts_on=MAY, unit_id=north)
        admit_members(admissions=[admission], actor=ACTOR, at=AT)
    assert branches_of(open_before, protected) == [north, None]
    protect = PersonChange(person_id=open_before, version=1, values={"protection": "HIDDEN"})
    change_people(changes=[protect], actor=ACTOR, at=AT)
    assert branches_of(open_before, protected) == [None, None]


def branches_of(*person_ids: UUID) -> list[UUID | None]:
    rows = list_memberships(person_ids=person_ids)
    return [row.unit_id for person_id in person_ids for row in rows[person_id]]


def test_two_memberships_of_one_type_never_overlap(association: UUID) -> None:
    (anna,) = register(a_person())
    admit(anna, MAY, YEAR_2026)
    for starts_on, ends_on in [(MAY, None), (YEAR_2025, None), (date(2000, 1, 1), date(2024, 5, 2))]:
        with pytest.raises(AdmissionRefused, match="at that time already"):
            admit(anna, starts_on, ends_on)
    assert periods(anna) == [(MAY, YEAR_2026, "")]
    # Half-open: one begins on the first day on which the other is over, and another type may run beside.
    admit(anna, YEAR_2026)
    admit(anna, date(2000, 1, 1), MAY)
    admit(anna, MAY, kind="SUPPORTING")
    assert len(periods(anna)) == 4


def test_of_two_admissions_at_once_one_is_refused(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        (anna,) = register(a_person())
        admission = Admission(person_id=anna, type_id=type_of(), starts_on=MAY)

    def join(meet) -> list[UUID]:
        with association_scope(association_id):
            meet()
            return admit_members(admissions=[admission], actor=ACTOR, at=AT)

    results = in_threads(join, join)
    assert sorted(type(found).__name__ for found in results) == ["AdmissionRefused", "list"]
    with association_scope(association_id), transaction.atomic():
        assert (Membership.objects.count(), Entry.objects.filter(action="memberships.admitted").count()) == (
            1,
            1,
        )


def test_one_wrong_admission_among_many_admits_nobody(association: UUID) -> None:
    people = register(*[a_person(given=str(number)) for number in range(3)])
    kind = type_of()
    admissions = [Admission(person_id=person, type_id=kind, starts_on=MAY) for person in (*people, people[0])]
    with pytest.raises(AdmissionRefused):
        admit_members(admissions=admissions, actor=ACTOR, at=AT)
    assert Membership.objects.count() == 0


@pytest.mark.parametrize("ends_on", [MAY, date(2024, 4, 30)])
def test_a_membership_ends_after_it_begins(association: UUID, ends_on: date) -> None:
    (anna,) = register(a_person())
    with pytest.raises(AdmissionRefused, match="after it begins"):
        admit(anna, MAY, ends_on)
    with pytest.raises(EndingRefused, match="after it begins"):
        end(admit(anna, MAY), ends_on)
    assert periods(anna) == [(MAY, None, "")]


def test_a_membership_without_a_first_day_or_without_any_day_cannot_be_written(association: UUID) -> None:
    (anna,) = register(a_person())
    for during in (Range(None, MAY, "[)"), Range(MAY, MAY, "[)")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(
                association_id=association, person_id=anna, type_id=type_of(), during=during
            )


def test_persons_types_and_branches_of_another_association_do_not_exist(
    association: UUID, neighbour: UUID
) -> None:
    (anna,), kind, (north,) = register(a_person()), type_of(), branches("Norra")
    with association_scope(neighbour):
        (theirs,), their_kind, (their_branch,) = register(a_person()), type_of(), branches("Nord")
    for person, of_type, unit in [
        (theirs, kind, None),
        (anna, their_kind, None),
        (anna, kind, their_branch),
        (new_id(), kind, north),
        (anna, new_id(), north),
        (anna, kind, new_id()),
    ]:
        wanted = Admission(person_id=person, type_id=of_type, starts_on=MAY, unit_id=unit)
        with pytest.raises(NotFound):
            admit_members(admissions=[wanted], actor=ACTOR, at=AT)
    ours = admit(anna, MAY)
    with association_scope(neighbour), pytest.raises(NotFound):
        end(ours, YEAR_2025)
    assert periods(anna) == [(MAY, None, "")]


def test_ending_keeps_the_row_and_says_why(association: UUID, viewer: Viewer) -> None:
    (anna,) = register(a_person())
    end(admit(anna, MAY), date(2026, 12, 31))
    assert periods(anna) == [(MAY, date(2026, 12, 31), "RESIGNED")]
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    newest = list_what_happened(subject=subject, with_changes=True)[0]
    assert (newest.action, newest.changes) == ("memberships.ended", {"ends_on": (None, "2026-12-31")})
    # An ending that lies ahead can still be changed; one that has come cannot.
    (row,) = list_memberships(person_ids=[anna])[anna]
    end(row.id, date(2026, 11, 1), "DIED")
    with pytest.raises(EndingRefused, match="over already"):
        end(row.id, date(2027, 1, 1))
    assert periods(anna) == [(MAY, date(2026, 11, 1), "DIED")]


@pytest.mark.parametrize("reason", ["", "resigned", "BECAUSE", "RESIGNED\n", "A\x00B"])
def test_an_ending_needs_a_known_reason(association: UUID, reason: str) -> None:
    (anna,) = register(a_person())
    membership_id = admit(anna, MAY)
    with pytest.raises(EndingRefused):
        end(membership_id, YEAR_2026, reason)
    assert periods(anna) == [(MAY, None, "")]


def test_an_ending_that_would_overlap_another_membership_is_refused(association: UUID) -> None:
    (anna,) = register(a_person())
    first = admit(anna, MAY, date(2027, 1, 1))
    admit(anna, date(2027, 1, 1))
    with pytest.raises(EndingRefused, match="at that time already"):
        end(first, date(2028, 1, 1))
    assert [starts_on for starts_on, _ends_on, _reason in periods(anna)] == [date(2027, 1, 1), MAY]


def test_of_two_endings_at_once_one_sees_that_it_is_over(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        (anna,) = register(a_person())
        membership_id = admit(anna, MAY)

    def leave(meet) -> None:
        with association_scope(association_id):
            meet()
            end(membership_id, YEAR_2026)

    results = in_threads(leave, leave)
    assert sorted(type(found).__name__ for found in results) == ["EndingRefused", "NoneType"]


def test_types_are_added_once_whatever_the_case(association: UUID) -> None:
    before = len(list_membership_types())
    first = add_membership_types(names=["Ständig", " STÄNDIG ", "Vuxen medlem"], actor=ACTOR, at=AT)
    assert (first[0] == first[1], first[2] == type_of("ADULT")) == (True, True)
    assert add_membership_types(names=["ständig"], actor=ACTOR, at=AT) == [first[0]]
    assert len(list_membership_types()) == before + 1


@pytest.mark.parametrize("name", ["", " ", "'", "-", "a" * 81, "a\x00b"])
def test_a_type_needs_a_name_that_fits(association: UUID, name: str) -> None:
    with pytest.raises(MembershipTypeRefused):
        add_membership_types(names=[name], actor=ACTOR, at=AT)


def test_the_same_new_type_added_twice_at_once_is_one_type(in_threads) -> None:
    association_id = make_association()

    def add(meet) -> list[UUID]:
        with association_scope(association_id):
            meet()
            return add_membership_types(names=["Ständig"], actor=ACTOR, at=AT)

    first, second = in_threads(add, add)
    assert first == second


@pytest.mark.parametrize("people", [1, 3])
def test_the_memberships_of_one_and_of_three_take_one_statement(
    association: UUID, people: int, queries
) -> None:
    ids = register(*[a_person(given=str(number)) for number in range(people)])
    for person in ids:
        admit(person, MAY)
    with queries(1):
        assert len(list_memberships(person_ids=ids)) == people
