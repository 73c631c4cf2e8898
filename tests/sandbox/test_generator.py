"""Invented people are always the same, belong to nobody, and come fast."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from itertools import islice

import pytest

from matrikel.memberships.rules import MembershipFacts, Status, default_types, status_on
from matrikel.organisations.rules import is_readable
from matrikel.people.rules import addresses, ages, emails, national_numbers, phones
from matrikel.people.rules.national_numbers import NationalNumber
from matrikel.sandbox import federation
from matrikel.sandbox.generator import GeneratedPerson, people
from matrikel.sandbox.name_lists import BY_COUNTRY

ON = date(2026, 5, 1)
COUNTRIES = sorted(BY_COUNTRY)


@pytest.fixture(scope="module", params=COUNTRIES)
def crowd(request: pytest.FixtureRequest) -> list[GeneratedPerson]:
    return list(people(7, request.param, 2_000, on=ON))


def test_the_same_seed_makes_the_same_people() -> None:
    assert list(people(1, "SE", 50, on=ON)) == list(islice(people(1, "SE", 500, on=ON), 50))
    assert list(people(1, "SE", 50, on=ON)) != list(people(2, "SE", 50, on=ON))


def test_every_value_is_one_that_the_register_accepts(crowd: list[GeneratedPerson]) -> None:
    for person in crowd:
        assert person.email is None or emails.normalise(person.email) == person.email
        assert person.phone is None or phones.normalise(person.phone, person.country) == person.phone
        assert addresses.clean_postcode(person.postcode, person.address_country) == person.postcode
        assert person.given_name
        assert person.family_name


def test_every_identity_number_is_of_a_test_series_and_unique(crowd: list[GeneratedPerson]) -> None:
    numbers = [person.national_number for person in crowd if person.national_number]
    assert len(set(numbers)) == len(numbers)
    assert bool(numbers) == (crowd[0].country in ("SE", "NO", "FI"))
    for person in crowd:
        if person.national_number is None:
            continue
        parsed = national_numbers.parse(person.country, person.national_number, on=ON)
        assert isinstance(parsed, NationalNumber)
        assert (parsed.is_test, parsed.birth_date) == (True, person.birth_date)


def test_every_address_is_at_an_example_domain(crowd: list[GeneratedPerson]) -> None:
    addresses_of_all = [person.email for person in crowd if person.email]
    assert len(set(addresses_of_all)) == len(addresses_of_all)
    assert all("example." in address.split("@")[1] for address in addresses_of_all)


def test_people_of_all_kinds_are_among_them(crowd: list[GeneratedPerson]) -> None:
    statuses = Counter(
        status_on(
            ON,
            [MembershipFacts(starts_on=held.starts_on, ends_on=held.ends_on) for held in person.memberships],
            deceased_on=person.deceased_on,
        )
        for person in crowd
    )
    assert set(statuses) == set(Status)
    assert statuses[Status.MEMBER] > len(crowd) / 2
    kinds = {held.kind for person in crowd for held in person.memberships}
    assert kinds == {usual.key for usual in default_types("SE")}
    assert any(ages.age_on(ON, person.birth_date) < 13 for person in crowd if person.birth_date)
    assert any(person.birth_date is None for person in crowd)
    assert any(person.email is None for person in crowd)
    assert any(person.protection != "NONE" for person in crowd)
    assert any(person.address_country != person.country for person in crowd)
    assert any(held.starts_on.year < 1996 for person in crowd for held in person.memberships)


def test_memberships_follow_one_another_and_end_with_death(crowd: list[GeneratedPerson]) -> None:
    for person in crowd:
        for held in person.memberships:
            assert held.ends_on is None or held.starts_on < held.ends_on
        for earlier, later in zip(person.memberships, person.memberships[1:], strict=False):
            assert earlier.ends_on == later.starts_on
        if person.deceased_on and person.memberships:
            assert person.memberships[-1].end_reason in ("DIED", "")


def test_a_dozen_clubs_hold_some_three_thousand_people() -> None:
    assert len(federation.CLUBS) == 12
    assert {club.country for club in federation.CLUBS} == set(COUNTRIES)
    assert sum(club.size for club in federation.CLUBS) == 3_160
    slugs = [club.slug for club in (federation.FEDERATION, *federation.CLUBS)]
    assert len(set(slugs)) == 13
    assert all(is_readable(club.colour) for club in (federation.FEDERATION, *federation.CLUBS))
    assert {persona.association for persona in federation.PERSONAS} <= set(slugs)


def test_some_belong_to_two_clubs() -> None:
    by_slug = {club.slug: club for club in federation.CLUBS}
    here = list(federation.people_of(by_slug["silverkorn"], on=ON))
    there = {person.email for person in federation.people_of(by_slug["blandaren"], on=ON) if person.email}
    assert len(here) == 410
    assert sum(person.email in there for person in here[:12]) >= 6
    assert len({person.member_number for person in here}) == 410


def test_twenty_thousand_are_made_in_a_second() -> None:
    started = time.process_time()
    made = sum(1 for _ in people(3, "SE", 10_000, on=ON))
    assert made == 10_000
    assert time.process_time() - started < 1.0
