"""Rows written by COPY and rows written one statement at a time are the same rows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import Error
from psycopg.types.range import Range

from matrikel.kernel import bulk
from matrikel.kernel.ids import new_id, new_opaque_id
from matrikel.memberships.models import Membership, MembershipType
from matrikel.organisations.models import Unit
from matrikel.people.models import Person

UNIT_COLUMNS = ["id", "association_id", "name", "sort_key", "parent_id"]
ODD_TEXTS = ["Å\tB", "C\\N", "\\.", "new\nline", "quote'\"", "D\u202eE", "\U0001f4f7", "NULL", ""]


def unit_rows(association: UUID, names: Sequence[str]) -> list[tuple[object, ...]]:
    return [(new_id(), association, f"{number} {name}", name, None) for number, name in enumerate(names)]


def written(
    model: type, names: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> list[tuple[object, ...]]:
    return list(model.objects.filter(id__in=[row[0] for row in rows]).order_by("id").values_list(*names))


@pytest.mark.parametrize("copies", [1, 10])
def test_odd_texts_arrive_as_they_were_by_either_way(association: UUID, copies: int) -> None:
    rows = unit_rows(association, ODD_TEXTS * copies)
    assert bulk.insert_many(Unit, UNIT_COLUMNS, rows) == len(rows)
    assert (len(rows) >= bulk.COPY_FROM) == (copies == 10)
    assert written(Unit, UNIT_COLUMNS, rows) == rows


@pytest.mark.parametrize("copies", [1, 60])
def test_dates_ranges_numbers_and_nulls_arrive_as_they_were_by_either_way(
    association: UUID, copies: int
) -> None:
    kind = MembershipType.objects.order_by("name_key")[0].id
    at = datetime(2026, 2, 28, 23, 59, 59, 123456, tzinfo=UTC)
    columns = ["id", "association_id", "audit_subject", "given_name", "sort_key", "search_text"]
    columns += ["birth_date", "birth_year", "member_number", "is_deceased", "version", "created_at"]
    columns += ["changed_at", "protection", "home_municipality_since", "family_name_prefix"]
    columns += ["family_name", "preferred_name", "initials", "gender", "language", "home_municipality"]
    columns += ["kind", "organisation_number"]
    given = ("Ada", "ada", " ada", date(1815, 12, 10), 1815)
    rest = (True, 2_000_000_000, at, at, "NONE", None, "van", "L", "", "A.", "F", "nb", "", "NATURAL", "")
    people = [
        (new_id(), association, new_opaque_id(), *given, str(number), *rest) for number in range(copies)
    ]
    bulk.insert_many(Person, columns, people)
    memberships = [
        (new_id(), association, row[0], kind, Range(date(2000, 2, 29), end, "[)"), "DAY", "", "IMPORT", "")
        for row, end in zip(people, [None, date(2001, 1, 1)] * copies, strict=False)
    ]
    names = ["id", "association_id", "person_id", "type_id", "during", "starts_precision"]
    names += ["decision", "channel", "end_reason"]
    bulk.insert_many(Membership, names, memberships)
    assert written(Person, columns, people) == people
    assert written(Membership, names, memberships) == memberships


@pytest.mark.parametrize("copies", [2, 60])
def test_rows_for_another_association_are_refused_by_either_way(
    association: UUID, neighbour: UUID, copies: int
) -> None:
    rows = unit_rows(neighbour, ["Norra"] * copies)
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        bulk.insert_many(Unit, UNIT_COLUMNS, rows)
    assert Unit.objects.count() == 0


@pytest.mark.parametrize("copies", [2, 60])
def test_a_conflict_can_be_passed_over_by_either_way(association: UUID, copies: int) -> None:
    rows = unit_rows(association, ["Norra"] * copies)
    bulk.insert_many(Unit, UNIT_COLUMNS, rows[:1])
    assert bulk.insert_many(Unit, UNIT_COLUMNS, rows, on_conflict="ON CONFLICT DO NOTHING") == copies - 1


def test_nothing_to_insert_is_no_statement(association: UUID, queries) -> None:
    with queries(0):
        assert bulk.insert_many(Unit, UNIT_COLUMNS, []) == 0


def test_a_column_that_does_not_exist_is_a_mistake_in_the_code(association: UUID) -> None:
    with pytest.raises(KeyError):
        bulk.insert_many(Unit, ["colour"], [("red",)])


def test_the_runtime_role_may_ask_for_analyze(association: UUID, queries) -> None:
    with queries(2):
        bulk.analyze(Unit, Person)
