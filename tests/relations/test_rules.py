"""What rules say of homes, guardians and letters."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matrikel.people.rules.ages import age_on
from matrikel.relations.rules.guardianship import (
    AGE_OF_MAJORITY,
    CountryAges,
    Guardianship,
    Kind,
    Letters,
    Step,
    ages_of,
    birthday,
    holds_on,
    is_of_age,
    letters_for,
    step_on,
    steps,
)
from matrikel.relations.rules.homes import (
    HomeProblem,
    MovePlan,
    MoveProblem,
    Stay,
    Stays,
    find_problem,
    is_primary_by_default,
    is_same_home,
    plan_move,
    primary_on,
    shared_address,
)
from matrikel.relations.rules.records import HomeAddress

ANNA, BO, CAJ = (UUID(int=number) for number in (1, 2, 3))
HERE = HomeAddress(street="Björkgatan 12", postcode="75323", place="Uppsala", country="SE")
THERE = HomeAddress(street="Kaiveien 3", postcode="6770", place="Nordfjordeid", country="NO")
TODAY = date(2026, 11, 21)
# A machine that is busy with something else is no reason to fail.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 12, 31))
maybe = st.none() | days


@st.composite
def stay(draw):
    starts_on, ends_on = draw(maybe), draw(maybe)
    if starts_on and ends_on and ends_on <= starts_on:
        starts_on, ends_on = ends_on, starts_on + timedelta(days=1)
    return Stay(
        household_id=UUID(int=draw(st.integers(1, 4))),
        starts_on=starts_on,
        ends_on=ends_on,
        is_primary=draw(st.booleans()),
    )


@calm
@given(st.lists(stay(), max_size=5), days)
def test_where_nothing_is_wrong_nobody_lives_in_three_homes_or_has_two_for_the_post(stays, on):
    held = [each for each in stays if each.holds_on(on)]
    if find_problem(stays) is None:
        assert len(held) <= 2
        assert len({each.household_id for each in held}) == len(held)
        assert sum(each.is_primary for each in held) <= 1
    elif len(held) > 2:
        assert find_problem(stays) is not None


@calm
@given(stay(), stay())
def test_two_stays_overlap_where_there_is_a_day_of_both(one, other):
    marks = [
        found for each in (one, other) for found in (each.starts_on, each.ends_on) if found is not None
    ] or [TODAY]
    around = {mark + timedelta(days=step) for mark in marks for step in (-1, 0)}
    assert one.overlaps(other) == any(one.holds_on(day) and other.holds_on(day) for day in around)


@calm
@given(st.lists(stay(), max_size=4), stay())
def test_a_new_home_is_primary_unless_another_is(stays, new):
    chosen = is_primary_by_default(new, stays)
    marked = [each for each in stays if each.is_primary] + ([new] if chosen else [])
    if chosen:
        assert not any(each.overlaps(new) for each in stays if each.is_primary)
    else:
        assert any(each.overlaps(new) for each in marked)


@calm
@given(st.lists(stay(), max_size=4), days)
def test_the_primary_home_is_one_that_holds(stays, on):
    held = [each for each in stays if each.holds_on(on)]
    found = primary_on(on, stays)
    assert (found is None) == (held == [])
    if found is not None:
        assert found in held
        assert found.is_primary == any(each.is_primary for each in held)


@pytest.mark.parametrize(
    ("stays", "problem"),
    [
        ([Stay(household_id=ANNA), Stay(household_id=ANNA)], HomeProblem.TWICE_IN_ONE),
        (
            [Stay(household_id=ANNA, starts_on=TODAY, ends_on=TODAY)],
            HomeProblem.ENDS_BEFORE_IT_BEGINS,
        ),
        ([Stay(household_id=ANNA), Stay(household_id=BO)], HomeProblem.TWO_PRIMARY),
        ([Stay(household_id=ANNA), Stay(household_id=BO, is_primary=False)], None),
        (
            [
                Stay(household_id=ANNA),
                Stay(household_id=BO, is_primary=False),
                Stay(household_id=CAJ, is_primary=False),
            ],
            HomeProblem.TOO_MANY_HOMES,
        ),
        ([Stay(household_id=ANNA, ends_on=TODAY), Stay(household_id=ANNA, starts_on=TODAY)], None),
    ],
)
def test_homes_that_cannot_be_say_why(stays, problem):
    assert find_problem(stays) == problem


def test_one_address_written_in_two_ways_is_one_home():
    assert is_same_home(
        HERE, HomeAddress(street="björkgatan 12", postcode="753 23", place="UPPSALA", country="SE")
    )
    assert is_same_home(HERE, HomeAddress(street="Björkgatan  12", postcode="75323", place="", country="SE"))
    assert not is_same_home(HERE, HomeAddress(street="Björkgatan 12 A", postcode="75323", country="SE"))
    assert not is_same_home(HomeAddress(), HomeAddress())
    assert not is_same_home(
        HERE, HomeAddress(care_of="Berg", street="Björkgatan 12", postcode="75323", country="SE")
    )


def test_a_household_lives_where_most_of_its_people_do():
    assert shared_address([THERE, HERE, HERE]) == HERE
    assert shared_address([HomeAddress(country="SE"), THERE]) == THERE
    assert shared_address([]) == HomeAddress()


def a_plan(**asked):
    values = {
        "moving": None,
        "both": [],
        "before": HERE,
        "after": THERE,
        "moved_on": TODAY,
        "today": TODAY,
        **asked,
    }
    return plan_move([ANNA, BO, CAJ], **values)


def test_a_move_of_everybody_is_the_households_own():
    assert a_plan() == MovePlan(
        fates=((ANNA, Stays.MOVES), (BO, Stays.MOVES), (CAJ, Stays.MOVES)), is_whole=True
    )


def test_who_moves_out_leaves_the_others_where_they_are_and_a_child_may_live_in_both():
    plan = a_plan(moving=[BO], both=[CAJ])
    assert plan == MovePlan(fates=((ANNA, Stays.STAYS), (BO, Stays.MOVES), (CAJ, Stays.BOTH)), is_whole=False)
    assert plan.those_who(Stays.BOTH) == [CAJ]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"moving": []}, MoveProblem.NOBODY_MOVES),
        ({"moving": [UUID(int=9)]}, MoveProblem.NOT_A_MEMBER),
        ({"moving": [BO], "both": [BO]}, MoveProblem.MOVES_AND_STAYS),
        ({"after": HERE}, MoveProblem.SAME_ADDRESS),
        ({"after": HomeAddress(country="SE")}, MoveProblem.NO_ADDRESS),
        ({"moved_on": TODAY + timedelta(days=1)}, MoveProblem.IN_THE_FUTURE),
    ],
)
def test_a_move_that_cannot_be_says_why(asked, problem):
    assert a_plan(**asked) is problem


# --- Guardianship ---------------------------------------------------------------------------------

ages = st.builds(CountryAges, consents_at=st.integers(13, 16), joins_at=st.none() | st.just(15))


@calm
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 20))
def test_a_birthday_is_the_first_day_of_the_age(born_on, age):
    day = birthday(born_on, age)
    assert (age_on(day, born_on), age_on(day - timedelta(days=1), born_on)) == (age, age - 1)


@calm
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), days, ages)
def test_the_step_of_a_day_is_the_last_that_has_begun(born_on, on, country):
    begun = [step for step, day in sorted(steps(born_on, country), key=lambda pair: pair[1]) if day <= on]
    reached = max(begun, key=list(Step).index, default=Step.CHILD)
    assert step_on(on, born_on, country) == reached


@calm
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), days, ages)
def test_steps_are_only_climbed(born_on, on, country):
    order = list(Step).index
    assert order(step_on(on + timedelta(days=1), born_on, country)) >= order(step_on(on, born_on, country))


@calm
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), days, maybe, maybe, st.sampled_from(Kind))
def test_no_parent_answers_for_who_is_of_age_and_help_by_law_goes_on(born_on, on, starts_on, ends_on, kind):
    guardianship = Guardianship(guardian_id=ANNA, kind=kind, starts_on=starts_on, ends_on=ends_on)
    in_dates = (starts_on is None or starts_on <= on) and (ends_on is None or on < ends_on)
    is_child = age_on(on, born_on) < AGE_OF_MAJORITY
    assert holds_on(on, guardianship, born_on=born_on) == (in_dates and (kind is Kind.LEGAL or is_child))


@calm
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), days)
def test_of_whom_only_the_year_is_known_is_never_of_age_too_early(born_on, on):
    if is_of_age(on, None, born_on.year):
        assert is_of_age(on, born_on, born_on.year)
    assert is_of_age(on, None, None) is None


def test_norwegian_children_join_alone_at_fifteen_and_others_do_not():
    assert ages_of("NO", child_consent_age=13) == CountryAges(consents_at=13, joins_at=15)
    assert ages_of("SE", child_consent_age=13) == CountryAges(consents_at=13, joins_at=None)
    born_on = date(2011, 3, 1)
    assert steps(born_on, ages_of("NO", child_consent_age=13)) == (
        (Step.CHILD, born_on),
        (Step.CONSENTS, date(2024, 3, 1)),
        (Step.JOINS, date(2026, 3, 1)),
        (Step.OF_AGE, date(2029, 3, 1)),
    )


SWEDEN = CountryAges(consents_at=13)
PARENTS = [Guardianship(guardian_id=ANNA), Guardianship(guardian_id=BO)]


@pytest.mark.parametrize(
    ("born_on", "guardianships", "letters"),
    [
        (date(2018, 1, 1), PARENTS, Letters(guardian_ids=(BO, ANNA), to_person=False)),
        (date(2011, 1, 1), PARENTS, Letters(guardian_ids=(BO, ANNA), to_person=True)),
        (date(2000, 1, 1), PARENTS, Letters(guardian_ids=(), to_person=True)),
        (date(2018, 1, 1), [], Letters(guardian_ids=(), to_person=True)),
        (None, PARENTS, Letters(guardian_ids=(BO, ANNA), to_person=False)),
        (
            date(1950, 1, 1),
            [Guardianship(guardian_id=CAJ, kind=Kind.LEGAL)],
            Letters(guardian_ids=(CAJ,), to_person=True),
        ),
    ],
)
def test_letters_go_to_those_who_answer_for_the_person(born_on, guardianships, letters):
    found = letters_for(TODAY, guardianships, born_on=born_on, ages=SWEDEN, at_primary_home=frozenset([BO]))
    assert found == letters
