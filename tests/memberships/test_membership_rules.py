"""What a membership means on a day follows from its dates alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.kernel.texts import is_line
from matrikel.memberships.rules import (
    MembershipFacts,
    NoticeRule,
    Status,
    TypeKey,
    default_types,
    earliest_end_on,
    first_joined_on,
    member_since,
    notice_rule_of,
    status_on,
    type_for_age,
    type_problem,
    years_of_membership,
)
from matrikel.organisations.rules import PROFILE_OF_KIND

ON = date(2026, 5, 1)


def facts(starts_on: str, ends_on: str | None = None, *, is_mistake: bool = False) -> MembershipFacts:
    return MembershipFacts(
        starts_on=date.fromisoformat(starts_on),
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
        is_mistake=is_mistake,
    )


@pytest.mark.parametrize(
    ("memberships", "deceased_on", "expected"),
    [
        ([], None, Status.CONTACT),
        ([facts("2020-01-01")], None, Status.MEMBER),
        ([facts("2026-05-01")], None, Status.MEMBER),
        ([facts("2026-05-02")], None, Status.COMING),
        ([facts("2020-01-01", "2026-05-01")], None, Status.FORMER),
        ([facts("2020-01-01", "2026-05-02")], None, Status.MEMBER),
        ([facts("2020-01-01", "2021-01-01"), facts("2026-06-01")], None, Status.COMING),
        ([facts("2020-01-01", is_mistake=True)], None, Status.CONTACT),
        ([facts("2020-01-01", "2020-01-01")], None, Status.CONTACT),
        ([facts("2020-01-01")], date(2026, 4, 30), Status.DECEASED),
        ([facts("2020-01-01")], date(2026, 5, 2), Status.MEMBER),
        ([], date.min, Status.DECEASED),
    ],
)
def test_status_is_computed_for_the_day(
    memberships: list[MembershipFacts], deceased_on: date | None, expected: Status
) -> None:
    assert status_on(ON, memberships, deceased_on=deceased_on) is expected


def test_seniority_survives_a_change_of_type_but_not_a_pause() -> None:
    youth_then_adult = [facts("2010-01-01", "2018-01-01"), facts("2018-01-01")]
    assert member_since(youth_then_adult, ON) == date(2010, 1, 1)
    with_pause = [facts("2010-01-01", "2018-01-01"), facts("2018-03-01")]
    assert member_since(with_pause, ON) == date(2018, 3, 1)
    assert member_since(with_pause, ON, gap_days=90) == date(2010, 1, 1)
    assert first_joined_on(with_pause) == date(2010, 1, 1)
    assert member_since(with_pause, date(2018, 2, 1)) is None
    assert member_since([], ON) is None


def test_years_leave_pauses_out_and_count_no_year_twice() -> None:
    assert years_of_membership([facts("2016-05-01")], ON) == 10
    assert years_of_membership([facts("2016-05-02")], ON) == 9
    assert years_of_membership([facts("2010-01-01", "2015-01-01"), facts("2021-05-01")], ON) == 10
    assert years_of_membership([facts("2016-05-01"), facts("2016-05-01")], ON) == 10
    assert years_of_membership([facts("2027-01-01")], ON) == 0


SPANS = st.lists(
    st.tuples(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 4000) | st.none()).map(
        lambda span: MembershipFacts(
            starts_on=span[0], ends_on=None if span[1] is None else span[0] + timedelta(days=span[1])
        )
    ),
    max_size=6,
)


@given(SPANS, st.dates(date(1990, 1, 1), date(2035, 1, 1)))
def test_only_a_member_has_been_one_since(memberships: list[MembershipFacts], on: date) -> None:
    since = member_since(memberships, on)
    assert (since is not None) == (status_on(on, memberships) is Status.MEMBER)
    if since is not None:
        joined = first_joined_on(memberships)
        assert joined is not None
        assert joined <= since <= on
        assert all(any(f.holds_on(day) for f in memberships) for day in (since, on))


def test_the_netherlands_end_with_the_year_after_four_weeks() -> None:
    rule = notice_rule_of("NL")
    assert earliest_end_on(date(2026, 5, 1), rule) == date(2027, 1, 1)
    assert earliest_end_on(date(2026, 12, 4), rule) == date(2027, 1, 1)
    assert earliest_end_on(date(2026, 12, 5), rule) == date(2028, 1, 1)
    assert earliest_end_on(date(2026, 5, 1), rule, year_starts_on=(7, 1)) == date(2026, 7, 1)


def test_elsewhere_one_may_leave_at_once_unless_the_statutes_say_otherwise() -> None:
    assert earliest_end_on(ON, notice_rule_of("FI")) == ON
    assert earliest_end_on(ON, NoticeRule(notice_days=30)) == ON + timedelta(days=30)


@pytest.mark.parametrize("country", ["SE", "NO", "FI", "DK", "NL", "BE", "LU"])
def test_every_country_gets_its_usual_types_in_six_languages(country: str) -> None:
    types = default_types(country)
    assert [default.key for default in types] == [key for key in TypeKey if key is not TypeKey.SENIOR]
    assert all(set(default.names) == {"en", "sv", "nb", "fi", "da", "nl"} for default in types)
    adult, youth = types[0], types[1]
    assert adult.from_age == (youth.to_age or 0) + 1


@pytest.mark.parametrize("kind", [*PROFILE_OF_KIND, "SOMETHING"])
@pytest.mark.parametrize("country", ["SE", "NO", "FI", "DK", "NL", "BE"])
def test_every_kind_gets_types_whose_names_differ_and_whose_ages_meet(country: str, kind: str) -> None:
    types = default_types(country, kind)
    for language in ("en", "sv", "nb", "fi", "da", "nl"):
        assert len({default.names[language] for default in types}) == len(types)
    ages = sorted(
        (default.from_age or 0, default.to_age) for default in types if default.from_age or default.to_age
    )
    assert [end + 1 for _start, end in ages[:-1] if end is not None] == [start for start, _end in ages[1:]]
    assert {default.key for default in types if not default.may_vote} <= {TypeKey.SUPPORTING}


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("SPORT", ["ADULT", "YOUTH", "SENIOR", "FAMILY", "HONORARY", "SUPPORTING"]),
        ("HOBBY", ["ADULT", "YOUTH", "FAMILY", "HONORARY", "SUPPORTING"]),
        ("PATIENT", ["ADULT", "FAMILY", "SUPPORTING"]),
        ("UNION", ["ADULT", "YOUTH", "SENIOR", "HONORARY"]),
        ("LOCAL", ["ADULT", "FAMILY", "SUPPORTING"]),
        ("FEDERATION", ["ADULT", "HONORARY", "SUPPORTING"]),
    ],
)
def test_a_kind_gets_the_types_that_it_is_likely_to_have(kind: str, types: list[str]) -> None:
    assert [default.key.value for default in default_types("SE", kind)] == types


@given(
    st.text(max_size=90),
    st.sampled_from(["ADULT", "NOTHING"]),
    st.none() | st.integers(-5, 200),
    st.none() | st.integers(-5, 200),
)
def test_a_type_is_possible_exactly_if_it_has_a_name_and_ages_that_somebody_can_have(
    name: str, kind: str, from_age: int | None, to_age: int | None
) -> None:
    possible = (
        bool(name.strip())
        and is_line(name.strip(), 80)
        and kind == "ADULT"
        and all(age is None or 0 <= age <= 130 for age in (from_age, to_age))
        and (from_age is None or to_age is None or from_age <= to_age)
    )
    problem = type_problem(name=name, kind=kind, from_age=from_age, to_age=to_age, kinds=["ADULT"])
    assert (problem is None) == possible


def test_a_flemish_association_calls_its_supporters_as_flanders_does() -> None:
    assert default_types("BE")[4].names["nl"] == "Steunend lid"


@dataclass(frozen=True)
class Kind:
    kind: str
    from_age: int | None = None
    to_age: int | None = None


YOUTH, CHILD, ADULT = Kind("YOUTH", None, 25), Kind("YOUTH", None, 12), Kind("ADULT", 26)
ANYBODY, FAMILY, HONORARY = Kind("ADULT"), Kind("FAMILY"), Kind("HONORARY", 10, 99)


@pytest.mark.parametrize(
    ("types", "age", "expected"),
    [
        ([ADULT, YOUTH, FAMILY], 9, YOUTH),
        ([ADULT, YOUTH, CHILD], 9, CHILD),
        ([ADULT, YOUTH, CHILD], 13, YOUTH),
        ([ADULT, YOUTH], 26, ADULT),
        ([FAMILY, ANYBODY], 9, ANYBODY),
        ([FAMILY, HONORARY], 40, None),
        ([ADULT], 9, None),
    ],
)
def test_the_type_for_an_age_is_the_narrowest_that_holds_it(
    types: list[Kind], age: int, expected: Kind | None
) -> None:
    assert type_for_age(types, age) == expected


@given(
    st.lists(
        st.builds(
            Kind,
            st.sampled_from([key.value for key in TypeKey]),
            st.none() | st.integers(0, 130),
            st.none() | st.integers(0, 130),
        )
    ),
    st.integers(0, 130),
)
def test_whoever_gets_a_type_by_age_is_within_its_ages(types: list[Kind], age: int) -> None:
    found = type_for_age(types, age)
    assert found is None or (found.from_age or 0) <= age <= (
        found.to_age if found.to_age is not None else age
    )
