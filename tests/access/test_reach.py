"""Terms together never give more than each of them gave where it was given."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from matrikel.access.rules import ALONE, Grant, holds, lost_with, may_give, places_of, reach_of
from matrikel.kernel.actors import Right

NORTH, YOUTH, FILM, SOUTH = (uuid4() for _number in range(4))
TREE = [(NORTH, None), (YOUTH, NORTH), (FILM, YOUTH), (SOUTH, None)]
PLACES = places_of(TREE)
BELOW = {
    None: {NORTH, YOUTH, FILM, SOUTH},
    NORTH: {NORTH, YOUTH, FILM},
    YOUTH: {YOUTH, FILM},
    FILM: {FILM},
    SOUTH: {SOUTH},
}
SEE, EDIT, EXPORT = Right.PEOPLE_SEE, Right.PEOPLE_EDIT, Right.PEOPLE_EXPORT


def a_grant(*rights: Right, unit_id: UUID | None = None) -> Grant:
    return Grant(rights=frozenset(rights), unit_id=unit_id)


grants = st.lists(
    st.builds(
        Grant,
        rights=st.frozensets(st.sampled_from(Right)),
        unit_id=st.sampled_from([None, NORTH, YOUTH, FILM, SOUTH]),
    ),
    max_size=4,
)


def test_different_rights_in_two_branches_leave_what_holds_in_both() -> None:
    reach = reach_of([a_grant(SEE, EDIT, unit_id=SOUTH), a_grant(SEE, EXPORT, unit_id=NORTH)], PLACES)
    assert (reach.unit_ids, reach.rights) == (tuple(sorted([NORTH, YOUTH, FILM, SOUTH])), frozenset({SEE}))


def test_two_roles_in_one_branch_add_up() -> None:
    reach = reach_of([a_grant(SEE, EDIT, unit_id=FILM), a_grant(SEE, EXPORT, unit_id=FILM)], PLACES)
    assert (reach.unit_ids, reach.rights) == ((FILM,), frozenset({SEE, EDIT, EXPORT}))


def test_a_wider_look_narrows_what_may_be_done_below() -> None:
    reach = reach_of([a_grant(SEE, EDIT, unit_id=FILM), a_grant(SEE, unit_id=NORTH)], PLACES)
    assert (reach.unit_ids, reach.rights) == (tuple(sorted([NORTH, YOUTH, FILM])), frozenset({SEE}))


def test_somebody_without_any_term_reaches_nobody() -> None:
    reach = reach_of([], PLACES)
    assert (reach.unit_ids, reach.rights) == ((), frozenset())


@given(grants)
def test_whoever_is_seen_was_to_be_seen_and_every_right_was_given_for_everybody_who_is_seen(
    given_terms: list[Grant],
) -> None:
    reach = reach_of(given_terms, PLACES)
    seen = BELOW[None] if reach.unit_ids is None else set(reach.unit_ids)
    seeing = [grant for grant in given_terms if SEE in grant.rights]
    assert seen == set().union(*(BELOW[grant.unit_id] for grant in seeing))
    for right in reach.rights - ALONE:
        holding = [grant for grant in given_terms if right in grant.rights]
        assert seen <= set().union(*(BELOW[grant.unit_id] for grant in holding))
    for right in reach.rights & ALONE:
        assert any(right in grant.rights for grant in given_terms)
    # Whoever sees everybody because of a term for everybody loses nothing of that term.
    for grant in given_terms:
        if grant.unit_id is None and SEE in grant.rights:
            assert grant.rights <= reach.rights


@given(grants, st.sampled_from(sorted(set(Right) - ALONE)))
def test_a_page_shows_exactly_whom_one_sees_and_over_whom_its_right_was_given(
    given_terms: list[Grant], right: Right
) -> None:
    reach = reach_of(given_terms, PLACES, right=right)
    shown = BELOW[None] if reach.unit_ids is None else set(reach.unit_ids)

    def given_for(wanted: Right) -> set[UUID]:
        return set().union(*(BELOW[grant.unit_id] for grant in given_terms if wanted in grant.rights))

    # Two branches that meet by different terms count where both hold from the higher of the two downwards.
    assert shown == given_for(right) & given_for(SEE)
    assert (right in reach.rights) == bool(shown)


@given(grants, st.frozensets(st.sampled_from(Right)), st.sampled_from([None, NORTH, YOUTH, FILM, SOUTH]))
def test_nobody_gives_what_they_lack_there(
    given_terms: list[Grant], rights: frozenset[Right], unit: UUID | None
) -> None:
    place = PLACES[unit] if unit else ()
    may, lacking = may_give(given_terms, rights, at=place)
    held = {
        right
        for grant in given_terms
        if grant.unit_id is None or grant.unit_id in place
        for right in grant.rights
    }
    assert lacking == rights - held - {Right.OWN_PAGES}
    assert may == (Right.ROLES_EDIT in held and not lacking)


@given(grants, grants, st.sampled_from([NORTH, YOUTH, FILM, SOUTH]))
def test_with_a_term_goes_what_no_other_gives_at_its_place_and_nothing_else(
    ended: list[Grant], others: list[Grant], unit: UUID
) -> None:
    at = PLACES[unit]
    for term in ended:
        lost = lost_with(term, others, at=at)
        for right in set(Right) - ALONE:
            assert (right in lost) is (holds([term], right, at=at) and not holds([*others], right, at=at))
        assert not any(right in other.rights for right in lost & ALONE for other in others)
