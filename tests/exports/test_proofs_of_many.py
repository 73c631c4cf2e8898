"""A sample of many members is drawn by looking into a few cells, each member being as likely as any other."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import Range

from matrikel.exports.actions.draw_sample import draw_sample
from matrikel.exports.models import Proof
from matrikel.exports.proving import Drawn, draw, members_at, members_in
from matrikel.exports.rules import points as rule
from matrikel.exports.rules.points import (
    PLACES,
    SPACE,
    cell_at,
    cells,
    count_boxes,
    count_cells,
    draws_in_cells,
    lot_of,
    point_at,
    points,
)
from matrikel.kernel.scope import association_scope
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.models import Membership
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
        "method": "CELLS",
    }
    return Proof(**given | more)


def every_cell(count: int) -> list[rule.Cell]:
    return [cell_at(number, count_cells(count)) for number in range(count_cells(count))]


def erase(*person_ids: UUID) -> None:
    """Take people out of the register, as an erasure leaves it."""
    Membership.objects.filter(person__in=person_ids).delete()
    Person.objects.filter(id__in=person_ids).delete()


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


@pytest.mark.parametrize("count", [1, 8, 9, 60, 12_345, 1_000_003])
def test_cells_divide_the_space_of_keys_without_gap_and_without_overlap(count: int) -> None:
    number = count_cells(count)
    assert (cell_at(0, number).low.int, cell_at(number - 1, number).high.int) == (0, SPACE - 1)
    for each in {0, number // 2} & set(range(number - 1)):
        assert cell_at(each, number).high.int + 1 == cell_at(each + 1, number).low.int


def test_every_member_of_the_days_lies_in_exactly_one_cell_and_nobody_else_in_any(association: UUID) -> None:
    ids = members(60)
    members(20, starts_on=LAST + timedelta(days=1))
    before, mistaken = register(a_person("Bo", "Ek"), a_person("Cia", "Ek"))
    admit(before, date(2020, 1, 1), FIRST)
    admit(mistaken, date(2020, 1, 1), end_reason="MISTAKE", ends_on=date(2025, 6, 1))
    found = [each.person_id for each in members_in(every_cell(60), seed="abc", first=FIRST, last=LAST)]
    assert sorted(found) == sorted(ids)


def test_of_those_in_one_cell_the_lot_says_who_comes_first(association: UUID) -> None:
    ids = members(3)
    for person_id, key in zip(ids, (1, 2, 3), strict=True):
        Person.objects.filter(id=person_id).update(audit_subject=UUID(int=key))
    for seed in ("abc", "abd", "abe"):
        found = members_in([cell_at(0, count_cells(3))], seed=seed, first=FIRST, last=LAST)
        lots = [lot_of(seed, each.subject) for each in found]
        assert (lots == sorted(lots), len(lots)) == (True, 3)


def test_cells_come_up_evenly_and_lots_put_nobody_first_more_often() -> None:
    # Of fixed seeds: chi-square of 32 cells and of who is first of 3, each under its 99.9 % bound.
    drawn = [cell.low for cell in islice(cells("even", members=8), 32_000)]
    keys = [UUID(int=key) for key in (1, 2, 3)]
    first = [min(keys, key=lambda key, seed=seed: lot_of(seed, key)) for seed in map(str, range(3_000))]
    for values, kinds, bound in ((drawn, PLACES, 61.1), (first, 3, 13.8)):
        counts = [values.count(each) for each in set(values)]
        expected = len(values) / kinds
        assert len(counts) == kinds
        assert sum((count - expected) ** 2 / expected for count in counts) < bound


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


@pytest.mark.parametrize("method", ["CELLS", "SORTED"])
def test_whoever_is_erased_leaves_their_place_and_nobody_else_changes(association: UUID, method: str) -> None:
    ids = members(120)
    proof = a_proof(size=20, members=120, method=method)
    whole = people_of(a_proof(size=100, members=120, method=method))
    drawn = people_of(proof)
    assert drawn == whole[:20]
    # Somebody who was not drawn, somebody drawn in the middle, and several at once.
    erase(next(each for each in ids if each not in whole))
    assert people_of(proof) == drawn
    erase(drawn[7])
    left = [each for each in whole if each != drawn[7]]
    assert people_of(proof) == left[:20]
    erase(left[0], left[3], left[19])
    assert people_of(proof) == [each for each in left if each not in (left[0], left[3], left[19])][:20]


def test_whose_membership_turns_out_to_be_a_mistake_leaves_a_place_too(association: UUID) -> None:
    members(60)
    drawn = people_of(a_proof(size=6))
    found = Membership.objects.filter(person=drawn[2])
    found.update(end_reason="MISTAKE", during=Range(date(2020, 1, 1), date(2025, 6, 1), "[)"))
    assert people_of(a_proof()) == [each for each in drawn if each != drawn[2]]


def test_a_sample_drawn_at_points_goes_on_being_drawn_so(association: UUID) -> None:
    ids = members(60)
    proof = a_proof(method="POINTS")
    hit = [
        each.person_id
        for point in islice(points("abc", members=60), 50)
        for each in members_at([point], first=FIRST, last=LAST)
    ]
    assert people_of(proof) == list(dict.fromkeys(hit))[:5]
    assert set(hit) <= set(ids)


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


def test_few_members_are_sorted_and_many_are_drawn_in_cells(
    association: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    members(12)
    made = []
    for least in (13, 12):
        monkeypatch.setattr(rule, "LEAST_MEMBERS", least)
        proof_id = draw_sample(first_day=FIRST, last_day=LAST, size=2, actor=ACTOR, at=AT)
        made.append(Proof.objects.get(id=proof_id).method)
    assert made == ["SORTED", "CELLS"]
    assert [draws_in_cells(members=50_000, people=each) for each in (1_000_000, 1_000_001)] == [True, False]


# --- Few are read ----------------------------------------------------------------------------------------

MANY = 4_000


def test_of_many_members_only_who_lies_in_a_few_cells_is_read(committed: None) -> None:
    association = make_association()
    read = []
    for _half in range(2):
        with association_scope(association), transaction.atomic():
            members(MANY // 2)
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE people_person, memberships_membership, memberships_membershiptype")
        with association_scope(association), transaction.atomic():
            count = Person.objects.count()
            batch = list(islice(cells("abc", members=count), 80))
            with CaptureQueriesContext(connection) as asked:
                found: Sequence[Drawn] = members_in(batch, seed="abc", first=FIRST, last=LAST)
            assert 5 <= len(found) <= 40
            read.append(
                sum(
                    rows_read(query["sql"], of=("people_person", "memberships_membership")) for query in asked
                )
            )
    # Eighty cells with a quarter of a member on the average, each with one membership; as many of twice as many people.
    assert max(read) <= 80 // 4 * 2 * 2
