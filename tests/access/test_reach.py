"""Terms together never give more than each of them gave where it was given."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from matrikel.access.rules import WHOLE_ASSOCIATION, Grant, reach_of, reaches_branches_only
from matrikel.kernel.actors import Right

NORTH, YOUTH, FILM, SOUTH = (uuid4() for _number in range(4))
TREE = [(NORTH, None), (YOUTH, NORTH), (FILM, YOUTH), (SOUTH, None)]
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
    reach = reach_of([a_grant(SEE, EDIT, unit_id=SOUTH), a_grant(SEE, EXPORT, unit_id=NORTH)], TREE)
    assert (reach.unit_ids, reach.rights) == (tuple(sorted([NORTH, YOUTH, FILM, SOUTH])), frozenset({SEE}))


def test_two_roles_in_one_branch_add_up() -> None:
    reach = reach_of([a_grant(SEE, EDIT, unit_id=FILM), a_grant(SEE, EXPORT, unit_id=FILM)], TREE)
    assert (reach.unit_ids, reach.rights) == ((FILM,), frozenset({SEE, EDIT, EXPORT}))


def test_a_wider_look_narrows_what_may_be_done_below() -> None:
    reach = reach_of([a_grant(SEE, EDIT, unit_id=FILM), a_grant(SEE, unit_id=NORTH)], TREE)
    assert (reach.unit_ids, reach.rights) == (tuple(sorted([NORTH, YOUTH, FILM])), frozenset({SEE}))


def test_somebody_without_any_term_reaches_nobody() -> None:
    reach = reach_of([], TREE)
    assert (reach.unit_ids, reach.rights, reaches_branches_only([])) == ((), frozenset(), False)


@given(grants)
def test_whoever_is_seen_was_to_be_seen_and_every_right_was_given_for_everybody_who_is_seen(
    given_terms: list[Grant],
) -> None:
    reach = reach_of(given_terms, TREE)
    seen = BELOW[None] if reach.unit_ids is None else set(reach.unit_ids)
    seeing = [grant for grant in given_terms if SEE in grant.rights]
    assert seen == set().union(*(BELOW[grant.unit_id] for grant in seeing))
    assert (reach.unit_ids is not None and bool(reach.unit_ids)) == reaches_branches_only(given_terms)
    for right in reach.rights - WHOLE_ASSOCIATION - {Right.OWN_PAGES}:
        holding = [grant for grant in given_terms if right in grant.rights]
        # What is given for the whole association holds for everybody whom another term lets one see.
        given_for = set().union(
            *(BELOW[grant.unit_id] for grant in holding if grant in seeing or grant.unit_id is None)
        )
        assert seen <= given_for
    for right in reach.rights & WHOLE_ASSOCIATION:
        assert any(right in grant.rights for grant in given_terms)
    # Whoever sees everybody because of a term for everybody loses nothing of that term.
    for grant in given_terms:
        if grant.unit_id is None and SEE in grant.rights:
            assert grant.rights <= reach.rights
