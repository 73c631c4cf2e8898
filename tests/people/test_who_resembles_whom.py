"""Whoever is typed a second time is noticed, and whoever is searched with a slip is found at the second try."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.kernel.actors import Right, Viewer
from matrikel.people.queries.similar import (
    Sought,
    list_number_systems,
    list_places_of_postcode,
    list_similar_people,
    suggest_searches,
)
from matrikel.people.rules.records import NewContactPoint
from tests.factories.people import a_person, at_home, branches, register

BORN = date(1980, 2, 29)


def because(viewer: Viewer, **sought: object) -> dict[str, str]:
    found = list_similar_people(sought=Sought(**sought), viewer=viewer, language="sv")
    return {person.display_name: person.because for person in found}


@pytest.fixture
def known(association: UUID) -> list[UUID]:
    stefan = replace(
        a_person("Stefan", "Sköld", birth_date=BORN),
        contact_points=[
            NewContactPoint(kind="EMAIL", value="S@example.se", normalised="s@example.se"),
            NewContactPoint(kind="PHONE", value="070", normalised="+46701740605"),
        ],
    )
    return register(stefan, a_person("Anna", "Johansson"), a_person("Bengt", "Ek", birth_date=BORN))


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"emails": ["s@example.se"]}, {"Stefan Sköld": "email"}),
        ({"phones": ["+46701740605"]}, {"Stefan Sköld": "phone"}),
        (
            {"given_name": "Stefan", "family_name": "Sköld", "birth_date": BORN},
            {"Stefan Sköld": "name_and_birth"},
        ),
        (
            {"given_name": "Stephan", "family_name": "Skold", "birth_date": BORN},
            {"Stefan Sköld": "alike_and_birth"},
        ),
        ({"given_name": "Stephan", "family_name": "Sköld"}, {"Stefan Sköld": "alike"}),
        ({"given_name": "Ana", "family_name": "Johanson"}, {}),
        ({"given_name": "Anna", "family_name": "Johanson"}, {"Anna Johansson": "alike"}),
        ({"given_name": "Stefan", "family_name": "Sköld", "birth_date": date(1999, 1, 1)}, {}),
        ({"given_name": "Cecilia", "family_name": "Ek", "birth_date": BORN}, {}),
        ({"given_name": "Anna"}, {}),
    ],
)
@pytest.mark.usefixtures("known")
def test_who_may_be_meant_and_why(viewer: Viewer, sought: dict[str, object], found: dict[str, str]) -> None:
    assert because(viewer, **sought) == found


def test_a_person_is_not_taken_for_its_own_double(known: list[UUID], viewer: Viewer) -> None:
    sought = Sought(emails=["s@example.se"])
    assert list_similar_people(sought=sought, viewer=viewer, language="sv", besides=known[0]) == []


@pytest.mark.usefixtures("known")
def test_a_branch_learns_nothing_of_people_elsewhere(association: UUID) -> None:
    (north,) = branches("Norra")
    branch = Viewer(association_id=association, account_id=None, rights=frozenset(Right), unit_ids=(north,))
    assert because(branch, given_name="Stephan", family_name="Sköld", phones=["+46701740605"]) == {}
    assert suggest_searches(search="Skjöld", viewer=branch) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Johanssen", ["Johansson"]),
        ("Anna Johanssen", ["Anna Johansson"]),
        ("jhoansson", ["Johansson"]),
        ("Stephan", ["Stefan"]),
        ("skjold", ["Sköld"]),
        ("qwerty", []),
        ("12345", []),
        ("a@b.se", []),
        ("%_%", []),
        ("", []),
    ],
)
@pytest.mark.usefixtures("known")
def test_what_was_meant_by_a_search_that_found_nobody(viewer: Viewer, typed: str, meant: list[str]) -> None:
    assert suggest_searches(search=typed, viewer=viewer) == meant


@pytest.mark.parametrize(
    "typed", [" ".join(f"ord{letter}" for letter in "abcdefghijklmn"), "\ufdfa\ufdfb" * 60]
)
def test_a_text_of_more_words_than_a_name_has_is_not_looked_up(
    association: UUID, viewer: Viewer, typed: str
) -> None:
    # Two letters of the second text are a sentence each; looking up every word beside all others took half a minute.
    with CaptureQueriesContext(connection) as caught:
        assert suggest_searches(search=typed, viewer=viewer) == []
    assert sum(len(each["sql"]) for each in caught) < 50_000


def test_names_of_protected_people_are_never_suggested(association: UUID, viewer: Viewer) -> None:
    register(a_person("Kristina", "Lindqvist", protection="STRICT"))
    assert suggest_searches(search="Lindqvis", viewer=viewer) == []
    assert suggest_searches(search="Lindkvist", viewer=viewer) == []


@pytest.mark.usefixtures("known")
def test_looking_for_doubles_costs_the_same_however_many_there_are(viewer: Viewer) -> None:
    counts = []
    for number in (1, 30):
        register(*(a_person("Annna", "Johansson", birth_date=BORN) for _each in range(number)))
        with CaptureQueriesContext(connection) as caught:
            because(viewer, given_name="Anna", family_name="Johanson", emails=["x@example.se"])
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_what_others_wrote_of_a_postcode_is_known(association: UUID) -> None:
    register(*(replace(a_person(), contact_points=[at_home("67131")]) for _each in range(3)))
    assert list_places_of_postcode(postcode="67131", country="SE") == [("Arvika", 3)]
    assert list_places_of_postcode(postcode="11320", country="SE") == []


def test_the_systems_in_use_are_listed_once_each(association: UUID) -> None:
    register(
        *(
            replace(a_person(), external_numbers=[("Licence", str(number)), ("Federation", str(number))])
            for number in range(3)
        )
    )
    assert list_number_systems() == ["Federation", "Licence"]
