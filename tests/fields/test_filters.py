"""The people list asks by own fields and shows them, without telling what is sealed or where somebody is."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.fields.rules.definitions import Kind
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import association_scope
from matrikel.selections.filters import columns_for, filters_for
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question
from tests.conftest import TODAY
from tests.factories.fields import save_field, write
from tests.factories.people import a_person, register


def found(viewer: Viewer, field, *values: str) -> list[str]:
    question = Question(asked={f"field.{field.id}": values})
    return [row.display_name for row in list_people(question=question, on=TODAY, viewer=viewer).rows]


@pytest.fixture
def trio(association: UUID) -> list[UUID]:
    """Return Anna, Bo and Cia, in this order."""
    return register(*(a_person(name, "X") for name in ("Anna", "Bo", "Cia")))


@pytest.mark.parametrize(
    ("parts", "values", "asked", "names"),
    [
        ({"kind": "CHOICE", "options": "sizes"}, ("s", "m", "s"), ("s",), ["Anna X", "Cia X"]),
        ({"kind": "CHOICES", "options": "sizes"}, ("s", "m", "l"), ("s", "l"), ["Anna X", "Cia X"]),
        ({"kind": "YES_NO"}, ("yes", "no", "yes"), ("no",), ["Bo X"]),
        ({"kind": "YES_NO", "level": "SPECIAL"}, ("yes", "no", "yes"), ("yes",), ["Anna X", "Cia X"]),
        ({"kind": "NUMBER"}, ("3", "-5", "12"), ("0..5",), ["Anna X"]),
        ({"kind": "NUMBER", "decimals": 1}, ("3.5", "4.0", "12.0"), ("4..12",), ["Bo X", "Cia X"]),
        ({"kind": "DATE"}, ("2020-01-01", "2021-01-01", "2022-01-01"), ("2021-01-01..",), ["Bo X", "Cia X"]),
        ({}, ("Båt 1", "Bil", "BÅT 2"), ("båt",), ["Anna X", "Cia X"]),
        ({"kind": "LINK"}, ("https://a.se", "https://b.se", "https://c.se"), ("https://b",), ["Bo X"]),
    ],
)
def test_people_are_found_by_what_a_field_holds(trio, viewer, parts, values, asked, names) -> None:
    field = save_field(**parts)
    for person, value in zip(trio, values, strict=True):
        write(person, field, value)
    assert found(viewer, field, *asked) == names


def test_long_and_sealed_texts_are_no_filters(association: UUID, viewer: Viewer) -> None:
    for kind in Kind:
        save_field(f"Öppet {kind}", kind=kind, options="sizes" if "CHOICE" in kind else ())
        save_field(f"Slutet {kind}", kind=kind, level="SPECIAL", options="sizes" if "CHOICE" in kind else ())
    labels = {each.label for code, each in filters_for(viewer).items() if code.startswith("field.")}
    open_kinds = {f"Öppet {kind}" for kind in Kind if kind != Kind.LONG_TEXT}
    assert labels == open_kinds | {f"Slutet {kind}" for kind in (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES)}
    shown = {each.label for code, each in columns_for(viewer).items() if code.startswith("field.")}
    assert shown == {f"Öppet {kind}" for kind in Kind}


def test_who_may_not_see_what_is_sensitive_cannot_ask_for_it(association: UUID) -> None:
    field = save_field(kind="YES_NO", level="SPECIAL")
    clerk = Viewer(association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE}))
    assert f"field.{field.id}" not in filters_for(clerk)


def test_a_protected_person_is_not_found_by_where_somebody_is(association: UUID, viewer: Viewer) -> None:
    hidden, seen = register(a_person("Dold", "X", protection="STRICT"), a_person("Synlig", "X"))
    harbour = save_field(kind="CHOICE", options="sizes", tells_where=True)
    quay = save_field("Kaj", kind="CHOICE", options="sizes", tells_where=True, level="SENSITIVE")
    for person in (hidden, seen):
        write(person, harbour, "s"), write(person, quay, "s")
    assert [found(viewer, field, "s") for field in (harbour, quay)] == [["Synlig X"], ["Synlig X"]]
    column = columns_for(viewer)[f"field.{harbour.id}"]
    assert dict(column.values([hidden, seen], viewer, TODAY)) == {seen: ("Small",)}


def test_columns_show_dates_numbers_truths_and_words(trio, viewer: Viewer) -> None:
    anna = trio[0]
    fields = [
        (save_field("D", kind="DATE"), ("2020-01-31",), date(2020, 1, 31)),
        (save_field("N", kind="NUMBER"), ("12",), 12),
        (save_field("Y", kind="YES_NO"), ("no",), False),
        (save_field("C", kind="CHOICES", options="sizes"), ("s", "l"), ("Small", "Large")),
        (save_field("T"), ("ord",), "ord"),
    ]
    for field, texts, _shown in fields:
        write(anna, field, *texts)
    columns = columns_for(viewer)
    for field, _texts, shown in fields:
        assert dict(columns[f"field.{field.id}"].values(trio, viewer, TODAY)) == {anna: shown}


def test_more_people_and_more_fields_cost_no_more_questions(trio, viewer: Viewer) -> None:
    field = save_field(kind="CHOICE", options="sizes")
    for person in trio:
        write(person, field, "s")
    with CaptureQueriesContext(connection) as few:
        found(viewer, field, "s")
    for person in register(*(a_person(f"P{number}", "Y") for number in range(20))):
        write(person, field, "s")
    for number in range(5):
        save_field(f"F{number}")
    with CaptureQueriesContext(connection) as many:
        assert len(found(viewer, field, "s")) == 23
    assert len(many) == len(few)


def test_a_neighbours_field_is_no_filter_here(association: UUID, neighbour: UUID, viewer: Viewer) -> None:
    with association_scope(neighbour):
        foreign = save_field(labels={"nb": "Båt"})
    assert f"field.{foreign.id}" not in filters_for(viewer)
