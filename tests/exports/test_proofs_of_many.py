"""A sample of many members is drawn by looking at a few places, each member being as likely as any other."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from matrikel.exports.actions.draw_sample import draw_sample
from matrikel.exports.models import Proof
from matrikel.exports.proving import Drawn, draw, members_at
from matrikel.exports.rules import points as rule
from matrikel.exports.rules.points import PLACES, SPACE, count_boxes, draws_at_points, point_at, points
from matrikel.kernel.scope import association_scope
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, make_association
from tests.factories.people import a_person, admit, register, type_of
from tests.factories.plans import rows_read

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


def members(count: int, starts_on: date = date(2020, 1, 1)) -> list[UUID]:
    ids = register(*(a_person(f"Anna{chr(97 + n % 26)}", "Ek") for n in range(count)))
    adult = type_of()
    admissions = [Admission(person_id=each, type_id=adult, starts_on=starts_on) for each in ids]
    admit_members(admissions=admissions, actor=ACTOR, at=AT)
    return ids


def a_proof(**more: object) -> Proof:
    given = {
        "first_day": FIRST,
        "last_day": LAST,
        "seed": "abc",
        "size": 5,
        "members": 60,
        "method": "POINTS",
    }
    return Proof(**given | more)


def whole_space(count: int) -> list[rule.Point]:
    boxes = count_boxes(count)
    return [point_at(box, place, boxes) for box in range(boxes) for place in range(PLACES)]


# --- Fair ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 8, 9, 60, 12_345, 1_000_003])
def test_boxes_divide_the_space_of_keys_without_gap_and_without_overlap(count: int) -> None:
    boxes = count_boxes(count)
    beside = [point_at(box, 0, boxes) for box in (0, 1, boxes // 2, boxes // 2 + 1, boxes - 1) if box < boxes]
    assert (beside[0].low.int, beside[-1].high.int) == (0, SPACE - 1)
    for box in {0, boxes // 2} & set(range(boxes - 1)):
        assert point_at(box, 0, boxes).high.int + 1 == point_at(box + 1, 0, boxes).low.int


def test_every_member_of_the_days_has_exactly_one_point_and_nobody_else_has_any(association: UUID) -> None:
    ids = members(60)
    members(20, starts_on=LAST + timedelta(days=1))
    before, mistaken = register(a_person("Bo", "Ek"), a_person("Cia", "Ek"))
    admit(before, date(2020, 1, 1), FIRST)
    admit(mistaken, date(2020, 1, 1), end_reason="MISTAKE", ends_on=date(2025, 6, 1))
    hit = [each.person_id for each in members_at(whole_space(60), first=FIRST, last=LAST)]
    assert sorted(hit) == sorted(ids)


def test_keys_that_lie_close_together_are_as_likely_as_others(association: UUID) -> None:
    # The next behind a random key would be one of three nearly always.
    ids = members(3)
    for person_id, key in zip(ids, (1, 2, SPACE // 2), strict=True):
        Person.objects.filter(id=person_id).update(audit_subject=UUID(int=key))
    hit = [each.person_id for each in members_at(whole_space(3), first=FIRST, last=LAST)]
    assert sorted(hit) == sorted(ids)


def test_points_fall_evenly_on_boxes_and_places() -> None:
    # Of a fixed seed: chi-square of 8 boxes and of 32 places, each under its 99.9 % bound.
    drawn = list(islice(points("even", members=64), 32_000))
    lows = [point.low for point in drawn]
    for values, kinds, bound in ((lows, 8, 24.3), ([point.place for point in drawn], PLACES, 61.1)):
        counts = [values.count(each) for each in set(values)]
        expected = len(drawn) / kinds
        assert len(counts) == kinds
        assert sum((count - expected) ** 2 / expected for count in counts) < bound


# --- The same again --------------------------------------------------------------------------------------


def people_of(proof: Proof) -> list[UUID]:
    return [each.person_id for each in draw(proof)]


def test_a_seed_draws_the_same_members_again_whoever_comes_later(association: UUID) -> None:
    members(60)
    drawn = people_of(a_proof())
    assert (len(drawn), len(set(drawn))) == (5, 5)
    members(30, starts_on=LAST + timedelta(days=1))
    assert (people_of(a_proof()), people_of(a_proof(seed="abd")) == drawn) == (drawn, False)
    assert people_of(a_proof(size=3)) == drawn[:3]


def test_a_sample_that_is_larger_than_what_is_left_ends(association: UUID) -> None:
    ids = members(12)
    assert sorted(people_of(a_proof(size=100))) == sorted(ids)


def test_what_was_drawn_before_goes_on_being_drawn_as_it_was(association: UUID) -> None:
    ids = members(60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_person ORDER BY md5('abc' || id::text)")
        lots = [row[0] for row in cursor.fetchall()]
    assert set(lots) == set(ids)
    assert people_of(a_proof(method=Proof._meta.get_field("method").default)) == lots[:5]


def test_few_members_are_sorted_and_many_are_drawn_at_points(
    association: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    members(12)
    made = []
    for least in (13, 12):
        monkeypatch.setattr(rule, "LEAST_MEMBERS", least)
        proof_id = draw_sample(first_day=FIRST, last_day=LAST, size=2, actor=ACTOR, at=AT)
        made.append(Proof.objects.get(id=proof_id).method)
    assert made == ["SORTED", "POINTS"]
    assert [draws_at_points(members=50_000, people=each) for each in (1_000_000, 1_000_001)] == [True, False]


# --- Few are read ----------------------------------------------------------------------------------------

MANY = 4_000


def test_of_many_members_only_what_lies_in_a_few_boxes_is_read(committed: None) -> None:
    association = make_association()
    read = []
    for _half in range(2):
        with association_scope(association), transaction.atomic():
            members(MANY // 2)
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE people_person, memberships_membership, memberships_membershiptype")
        with association_scope(association), transaction.atomic():
            count = Person.objects.count()
            batch = list(islice(points("abc", members=count), 20))
            with CaptureQueriesContext(connection) as asked:
                found: Sequence[Drawn] = members_at(batch, first=FIRST, last=LAST)
            assert 1 <= len(found) <= 20
            read.append(
                sum(
                    rows_read(query["sql"], of=("people_person", "memberships_membership")) for query in asked
                )
            )
    # Twenty boxes of eight on the average, each person with one membership; as many of twice as many people.
    assert max(read) <= 20 * 8 * 2 * 2
