"""Access is a role held from a date to a date: it begins and ends by itself, and reaches as far as its branch."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from matrikel.access.actions.grant_terms import NewTerm, TermRefused, grant_terms
from matrikel.access.models import Account, Role, Term
from matrikel.access.queries import Presence, find_account, find_entrance, list_associations_of
from matrikel.access.rules import STARTING_ROLES
from matrikel.audit.models import Entry
from matrikel.audit.queries import list_what_happened
from matrikel.kernel.actors import Right
from matrikel.kernel.scope import association_scope
from matrikel.organisations.models import Association
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.factories.people import a_person, branches, register

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def grant(role: str, starts_on: date = TODAY, ends_on: date | None = None, **more: object) -> UUID:
    term = NewTerm(email="eva@example.se", role=role, starts_on=starts_on, ends_on=ends_on, **more)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    return account_id


def presence(account_id: UUID, at: datetime = AT) -> Presence | None:
    entrance = find_entrance(account_id=account_id, at=at)
    assert entrance is not None
    return entrance.presence


@pytest.mark.parametrize("role", STARTING_ROLES)
def test_a_role_carries_its_rights_and_no_others(association: UUID, role: str) -> None:
    found = presence(grant(role))
    assert found is not None
    assert (found.viewer.rights, found.role_codes) == (frozenset(STARTING_ROLES[role]), (role,))


def test_only_few_roles_may_see_what_is_sealed_or_change_settings() -> None:
    holders = {
        right: {role for role, rights in STARTING_ROLES.items() if right in rights}
        for right in (Right.IDENTITY_NUMBER_SEE, Right.SETTINGS_EDIT, Right.PEOPLE_SEE)
    }
    assert holders[Right.IDENTITY_NUMBER_SEE] == {
        "secretary",
        "membership_secretary",
        "staff",
        "federation_officer",
    }
    assert holders[Right.SETTINGS_EDIT] == {
        "chair",
        "deputy_chair",
        "secretary",
        "staff",
        "federation_officer",
    }
    assert holders[Right.PEOPLE_SEE] == set(STARTING_ROLES) - {"auditor", "member"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_in"),
    [
        (TODAY, None, True),
        (TODAY, TOMORROW, True),
        (YESTERDAY, TODAY, False),
        (date(2020, 1, 1), YESTERDAY, False),
        (TOMORROW, None, False),
    ],
)
def test_a_term_holds_from_its_first_day_until_before_its_end(
    association: UUID, starts_on: date, ends_on: date | None, is_in: bool
) -> None:
    account_id = grant("secretary", starts_on, ends_on)
    assert (presence(account_id) is not None) == is_in
    reached = [found.id for found in list_associations_of(account_id=account_id, on=TODAY)]
    assert reached == ([association] if is_in else [])


def test_a_term_ends_at_midnight_where_the_association_is(association: UUID) -> None:
    Association.objects.update(time_zone="Europe/Helsinki")
    account_id = grant("secretary", TODAY, TOMORROW)
    last, first = datetime(2026, 11, 21, 21, 59, tzinfo=UTC), datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
    assert [presence(account_id, at) is not None for at in (last, first)] == [True, False]
    begins = [datetime(2026, 11, 20, 21, 59, tzinfo=UTC), datetime(2026, 11, 20, 22, 0, tzinfo=UTC)]
    assert [presence(account_id, at) is not None for at in begins] == [False, True]


def test_a_branchs_officer_sees_the_branch_with_all_below(association: UUID) -> None:
    north, south = branches("Norra", "Södra")
    (youth,) = branches("Ungdom", parent_id=north)
    (film,) = branches("Film", parent_id=youth)
    found = presence(grant("data_protection_officer", unit_id=north))
    assert found is not None
    assert found.viewer.unit_ids == tuple(sorted([north, youth, film]))
    assert south not in (found.viewer.unit_ids or ())


def test_what_is_the_whole_associations_is_not_in_a_branchs_gift(association: UUID) -> None:
    (north,) = branches("Norra")
    found = presence(grant("secretary", unit_id=north))
    assert found is not None
    whole = {
        Right.SETTINGS_EDIT,
        Right.UNITS_EDIT,
        Right.JOBS_SEE,
        Right.PEOPLE_IMPORT,
        Right.TAGS_EDIT,
        Right.LISTS_SHARE,
        Right.LOG_SEE,
        Right.LOG_OPEN,
        Right.PROOFS_SEE,
        Right.BOOKS_SEE,
        Right.BOOKS_POST,
    }
    assert (found.viewer.unit_ids, found.viewer.rights) == ((north,), frozenset(Right) - whole)


def test_a_branchs_right_does_not_grow_to_the_association_because_one_may_look_everywhere(
    association: UUID,
) -> None:
    (north,) = branches("Norra")
    account_id = grant("data_protection_officer")
    grant("secretary", unit_id=north)
    found = presence(account_id)
    assert found is not None
    assert (found.viewer.unit_ids, found.viewer.rights) == (
        None,
        frozenset(STARTING_ROLES["data_protection_officer"]),
    )


def test_a_page_asks_for_its_own_right_so_that_the_union_of_the_terms_acts(association: UUID) -> None:
    (north,) = branches("Norra")
    account_id = grant("data_protection_officer")
    grant("secretary", unit_id=north)
    found = presence(account_id)
    assert found is not None
    editing = found.viewer_for(Right.PEOPLE_EDIT)
    assert (editing.unit_ids, editing.may(Right.PEOPLE_EDIT), editing.may(Right.LOG_SEE)) == (
        (north,),
        True,
        True,
    )
    at_home, elsewhere = found.viewer_at(north), found.viewer_at(None)
    assert (at_home.may(Right.PEOPLE_EDIT), elsewhere.may(Right.PEOPLE_EDIT)) == (True, False)
    assert [term.role for term in found.terms_giving(Right.PEOPLE_EDIT, unit_id=north)] == ["secretary"]
    assert [term.role for term in found.terms_giving(Right.PEOPLE_SEE, unit_id=None)] == [
        "data_protection_officer"
    ]


def test_a_member_who_also_looks_after_a_branch_sees_the_branch_only(association: UUID) -> None:
    (north,) = branches("Norra")
    account_id = grant("member")
    grant("data_protection_officer", unit_id=north)
    found = presence(account_id)
    assert found is not None
    assert (found.viewer.unit_ids, found.role_codes) == ((north,), ("member", "data_protection_officer"))


def test_a_right_that_nobody_knows_any_more_gives_nothing(association: UUID) -> None:
    Role.objects.filter(code="data_protection_officer").update(rights=["people.see", "ledger.burn", ""])
    found = presence(grant("data_protection_officer"))
    assert found is not None
    assert found.viewer.rights == frozenset({Right.PEOPLE_SEE})


def test_a_term_in_one_association_is_nothing_in_another(association: UUID, neighbour: UUID) -> None:
    account_id = grant("secretary")
    with association_scope(neighbour):
        assert presence(account_id) is None
    assert [found.slug for found in list_associations_of(account_id=account_id, on=TODAY)] == ["klubben"]


def test_the_associations_of_one_account_come_in_order_of_name_and_need_no_scope(committed: None) -> None:
    for slug in ("forsta", "andra"):
        with association_scope(make_association(slug)):
            account_id = grant("secretary")
            grant("data_protection_officer")
    with transaction.atomic():
        found = [reached.name for reached in list_associations_of(account_id=account_id, on=TODAY)]
    assert found == ["Andra", "Forsta"]


@pytest.mark.parametrize(
    "email", ["", "eva", "eva@", "@example.se", "eva@example.se\nbcc: all", "e\x00@example.se"]
)
def test_a_role_needs_an_address(association: UUID, email: str) -> None:
    term = NewTerm(email=email, role="secretary", starts_on=TODAY)
    with pytest.raises(TermRefused):
        grant_terms(terms=[term], actor=ACTOR, at=AT)
    assert Account.objects.count() == 0


def test_an_unknown_role_is_answered_with_those_that_there_are(association: UUID) -> None:
    with pytest.raises(TermRefused, match="auditor, board_member, chair"):
        grant("owner")
    assert (Account.objects.count(), Term.objects.count()) == (0, 0)


def test_one_address_is_one_account_whatever_its_case_and_a_held_role_is_not_given_twice(
    association: UUID,
) -> None:
    terms = [
        NewTerm(email=email, role="secretary", starts_on=TODAY)
        for email in ("Eva@Example.SE", " eva@example.se ", "EVA@example.se")
    ]
    accounts = [grant_terms(terms=[term], actor=ACTOR, at=AT)[0] for term in terms]
    assert (len(set(accounts)), Term.objects.count()) == (1, 1)
    assert Entry.objects.filter(action="access.terms_granted").count() == 1


def test_a_role_in_a_branch_does_not_stand_in_the_way_of_the_same_role_for_everybody(
    association: UUID,
) -> None:
    (north,) = branches("Norr")
    grant("data_protection_officer", unit_id=north)
    found = presence(grant("data_protection_officer"))
    assert found is not None
    assert (found.viewer.unit_ids, Term.objects.count()) == (None, 2)


def test_a_role_stands_in_the_history_of_the_person_who_got_it(association: UUID) -> None:
    (anna,) = register(a_person())
    grant("data_protection_officer", person_id=anna)
    subject = Person.objects.values_list("audit_subject", flat=True).get(id=anna)
    told = [entry.action for entry in list_what_happened(subject=subject)]
    assert told == ["access.terms_granted", "people.registered"]


def test_the_same_role_given_twice_at_once_is_one_term(in_threads) -> None:
    association_id = make_association()

    def give(meet) -> UUID:
        with association_scope(association_id):
            meet()
            return grant("secretary")

    first, second = in_threads(give, give)
    assert first == second
    with association_scope(association_id), transaction.atomic():
        assert Term.objects.count() == 1


def test_an_account_that_is_closed_is_not_found(association: UUID) -> None:
    account_id = grant("secretary")
    Account.objects.update(is_active=False)
    assert find_account(account_id=account_id) is None


def test_a_door_asks_one_question(association: UUID, queries) -> None:
    account_id = grant("secretary")
    grant("data_protection_officer")
    with queries(1):
        assert presence(account_id) is not None
