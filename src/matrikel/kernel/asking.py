"""Several questions to the database in one journey there and back: what a page shows of many rooms costs one query."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

T = TypeVar("T")

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Generic[T]):
    """
    A question that has not been asked yet: one statement, its values, and how the rows become an answer.

    A room that offers one also has the function that asks it alone; both answer the same.
    """

    statement: str
    values: Mapping[str, Any] | Sequence[Any]
    read: Callable[[Rows], T]

    def answer(self) -> T:
        """Ask this alone."""
        with connection.cursor() as cursor:
            cursor.execute(self.statement, self.values)
            return self.read(cursor.fetchall())


Asking = Generator[Sequence[Ask[Any]], Sequence[Any], T]
"""What asks some things by `yield`, is sent their answers in that order, perhaps asks again, and returns something."""


def asked_by(queryset: QuerySet[Any, Any], read: Callable[[Rows], T]) -> Ask[T]:
    """Return the question that a `values_list` queryset would ask; its rows are read with Django's own conversions."""
    compiler = queryset.query.get_compiler(connection=connection)
    try:
        statement, values = compiler.as_sql()
    except EmptyResultSet:  # among no people, in no branches: Django would not even ask
        return Ask(statement="SELECT WHERE false", values=(), read=read)
    return Ask(
        statement=statement,
        values=values,
        read=lambda rows: read([tuple(row) for row in compiler.results_iter([rows])]),
    )


def ask_together(asks: Sequence[Ask[Any]]) -> list[Any]:
    """
    Return the answers in the order of the questions, for one query's journey.

    The statements go as one text with their values written out by the driver (which quotes them as it always does
    here), and come back one result after the other. They see the same transaction, and each is planned by itself.
    """
    if len(asks) < 2:
        return [ask.answer() for ask in asks]
    answers = []
    with connection.cursor() as cursor:
        driver: Any = cursor
        cursor.execute("; ".join([driver.mogrify(ask.statement, ask.values) for ask in asks]))
        for place, ask in enumerate(asks):
            if place and not cursor.nextset():
                raise RuntimeError("a question got no answer")
            answers.append(ask.read(cursor.fetchall()))
    return answers


def run_together(asking: Sequence[Asking[T]]) -> list[T]:
    """Let several ask at once, round by round, and return what each returns."""
    results: dict[int, T] = {}
    answers: dict[int, Any] = dict.fromkeys(range(len(asking)))
    while answers:
        wanted: dict[int, Sequence[Ask[Any]]] = {}
        for place, answer in answers.items():
            try:
                wanted[place] = asking[place].send(answer)
            except StopIteration as end:
                results[place] = end.value
        found = iter(ask_together([ask for asks in wanted.values() for ask in asks]))
        answers = {place: [next(found) for _ask in asks] for place, asks in wanted.items()}
    return [results[place] for place in range(len(asking))]
