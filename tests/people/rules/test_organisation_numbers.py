"""A company's number keeps its country's rule, and a person's number is not taken for one."""

import pytest

from matrikel.people.rules.organisation_numbers import (
    OrganisationNumberProblem,
    display,
    example,
    normalise,
)


@pytest.mark.parametrize("country", ["SE", "NO", "DK", "FI", "IS", "BE", "NL"])
def test_the_example_is_a_number_and_is_shown_as_it_was_written(country: str) -> None:
    stored = normalise(example(country), country)
    assert isinstance(stored, str)
    assert not isinstance(stored, OrganisationNumberProblem)
    assert display(stored, country) == example(country)


@pytest.mark.parametrize(
    ("text", "country"),
    [("556016-0681", "SE"), ("974760674", "NO"), ("1234", "NL"), ("Fotoklubben", "DE"), ("", "SE")],
)
def test_what_is_no_number_is_refused(text: str, country: str) -> None:
    assert normalise(text, country) is OrganisationNumberProblem.NOT_A_NUMBER


@pytest.mark.parametrize(("text", "country"), [("811228-9874", "SE"), ("120174-3399", "IS")])
def test_a_persons_number_is_not_taken(text: str, country: str) -> None:
    assert normalise(text, country) is OrganisationNumberProblem.OF_A_PERSON


def test_a_country_without_a_rule_keeps_what_looks_like_a_number() -> None:
    assert normalise("HRB 12345", "DE") == "HRB12345"
    assert normalise("SE 556016-0680", "SE") == "5560160680"
