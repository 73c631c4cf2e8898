"""Several questions go to the database together, and each gets its own answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from matrikel.kernel.asking import Ask, Asking, Rows, ask_together, asked_by, run_together
from matrikel.kernel.ids import new_id
from matrikel.people.models import Tag


def asks_for(text: str) -> Ask[Rows]:
    return Ask(statement="SELECT %(text)s::text, 1", values={"text": text}, read=list)


def asked(function: Callable[[], Any]) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = function()
    return answer, len(queries)


@pytest.mark.usefixtures("association")
def test_many_questions_are_one_query_and_are_answered_in_their_order() -> None:
    questions = [
        asks_for("one"),
        asks_for("50 %; it's -- two"),
        Ask(statement="SELECT 3", values=(), read=len),
    ]
    assert asked(lambda: ask_together(questions)) == ([[("one", 1)], [("50 %; it's -- two", 1)], 1], 1)


@pytest.mark.parametrize("ids", [[], [new_id()], [new_id() for _ in range(3)], [new_id(), None]])
@pytest.mark.usefixtures("association")
def test_ids_arrive_as_they_were_sent(ids: list[UUID | None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::uuid[]", [ids])
        assert cursor.fetchone() == (ids,)


@pytest.mark.parametrize(
    "texts", [[""], ["Ö"], ['a"b', "c\\", "{d,e}", "NULL", "", "O'Hara; --", "%s", "ny\n rad"]]
)
@pytest.mark.usefixtures("association")
def test_texts_arrive_as_they_were_sent(texts: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [texts])
        assert cursor.fetchall() == [(texts,)]


@pytest.mark.usefixtures("association")
def test_what_no_text_of_the_database_can_hold_is_refused_in_a_list_too() -> None:
    with connection.cursor() as cursor, pytest.raises(DataError):
        cursor.execute("SELECT %s::text[]", [["Anna", "a\0b"]])


@pytest.mark.usefixtures("association")
def test_other_lists_arrive_as_they_were_sent() -> None:
    lists = [["a,b", '"', "NULL", None], [1, 2], [[1, 2], [3, 4]]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[], %s::int[], %s::int[][]", lists)
        assert cursor.fetchone() == tuple(lists)


@pytest.mark.usefixtures("association")
def test_nothing_asked_costs_nothing() -> None:
    assert asked(lambda: ask_together([])) == ([], 0)


@pytest.mark.usefixtures("association")
def test_whoever_goes_on_asking_makes_one_round_more_for_all() -> None:
    def once() -> Asking[str]:
        (rows,) = yield (asks_for("once"),)
        return str(rows[0][0])

    def twice() -> Asking[list[str]]:
        first, second = yield (asks_for("a"), asks_for("b"))
        (third,) = yield (asks_for("c"),)
        return [rows[0][0] for rows in (first, second, third)]

    def never() -> Asking[None]:
        return None
        yield

    assert asked(lambda: run_together([once(), twice(), never()])) == (["once", ["a", "b", "c"], None], 2)


def test_a_queryset_is_asked_with_its_conversions(association: UUID) -> None:
    tag = Tag.objects.create(association_id=association, name="Key", name_key="key")
    found = asked_by(Tag.objects.order_by("id").values_list("id", "name"), list)
    nobody = asked_by(Tag.objects.filter(id__in=[]).values_list("id"), list)
    assert ask_together([found, nobody]) == [[(tag.id, "Key")], []]
    assert (found.answer(), nobody.answer()) == ([(tag.id, "Key")], [])
