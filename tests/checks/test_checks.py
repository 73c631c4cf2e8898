"""Checks: who needs one and why, how people stand, what is noted, withdrawn and forgotten."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.audit.models import Entry
from matrikel.checks.actions.forget_old_checks import forget_old_checks
from matrikel.checks.actions.note_checks import CheckRefused, NewCheck, note_checks
from matrikel.checks.actions.save_check_kinds import (
    CheckKindEdit,
    CheckKindOvertaken,
    CheckKindRefused,
    save_check_kinds,
)
from matrikel.checks.actions.withdraw_checks import withdraw_checks
from matrikel.checks.filters import OFFER
from matrikel.checks.models import Check
from matrikel.checks.queries import (
    NeedFilter,
    count_needed,
    list_asked_of,
    list_check_kinds,
    list_checks_of,
    list_needed,
)
from matrikel.checks.rules import CheckFacts, Nature, Standing, standing_on
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.people.filters.offers import Asked
from matrikel.people.models import Person
from matrikel.people.signals import people_removed
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.people import a_person, branches, register

CHILD = date(2014, 5, 1)
GROWN = date(1980, 5, 1)


def a_group(name: str, leaders: list[UUID], others: list[UUID], unit_id: UUID | None = None) -> UUID:
    """Save a group with its leaders and whom they lead."""
    edit = GroupEdit(name=name, kind="TEAM", unit_id=unit_id)
    (group_id,) = save_groups(groups=[edit], actor=ACTOR, at=AT)
    additions = [
        Addition(group_id=group_id, person_id=person_id, part=part, starts_on=date(2026, 1, 1))
        for part, those in (("LEADER", leaders), ("PLAYER", others))
        for person_id in those
    ]
    add_to_group(additions=additions, actor=ACTOR, at=AT)
    return group_id


def police() -> UUID:
    """Return the kind of check that the country's law knows."""
    return next(kind.id for kind in list_check_kinds() if kind.nature is Nature.POLICE)


def note(person_id: UUID, seen_on: date = TODAY, valid_until: date | None = None) -> UUID:
    """Note that somebody showed the extract."""
    new = NewCheck(
        person_id=person_id,
        kind_id=police(),
        seen_on=seen_on,
        seen_by_name="Kaj",
        valid_until=valid_until,
    )
    (check_id,) = note_checks(notes=[new], actor=ACTOR, at=AT)
    return check_id


def needed(viewer: Viewer, *standings: Standing) -> list[tuple[str, Standing]]:
    """Return who needs a check, and how they stand."""
    page = list_needed(wanted=NeedFilter(standings=standings), viewer=viewer, on=TODAY)
    return [(row.display_name, row.standing) for row in page.rows]


def test_whoever_leads_children_needs_the_countrys_check_and_nobody_else(association, viewer):
    coach, child, choirmaster, singer = register(
        a_person("Cia", birth_date=GROWN),
        a_person("Barn", birth_date=CHILD),
        a_person("Kör", birth_date=GROWN),
        a_person("Sångare", birth_date=GROWN),
    )
    a_group("Girls 2014", [coach], [child])
    a_group("Choir", [choirmaster], [singer])
    page = list_needed(wanted=NeedFilter(), viewer=viewer, on=TODAY)
    assert [(row.person_id, row.group_names, row.standing) for row in page.rows] == [
        (coach, ("Girls 2014",), Standing.MISSING)
    ]


def test_a_birth_year_alone_makes_a_child_too_and_whoever_is_under_fifteen_is_not_asked(association, viewer):
    helper, coach, child = register(
        a_person("Hjälp", birth_date=date(2012, 1, 1)), a_person("Cia"), a_person("Barn", birth_year=2010)
    )
    a_group("Girls", [helper, coach], [child])
    assert needed(viewer) == [("Cia Sköld", Standing.MISSING)]


def test_a_role_can_need_a_check_as_well(association, viewer):
    kind = next(kind for kind in list_check_kinds() if kind.nature is Nature.POLICE)
    edit = CheckKindEdit(
        id=kind.id,
        version=kind.version,
        name=kind.name,
        nature="POLICE",
        needed_for_parts=["LEADER"],
        needed_for_roles=["chair"],
        only_with_minors=True,
    )
    save_check_kinds(kinds=[edit], actor=ACTOR, at=AT)
    (chair,) = register(a_person("Ordf", birth_date=GROWN))
    term = NewTerm(email="o@example.se", role="chair", starts_on=date(2026, 1, 1), person_id=chair)
    grant_terms(terms=[term], actor=ACTOR, at=AT)
    (row,) = list_needed(wanted=NeedFilter(), viewer=viewer, on=TODAY).rows
    assert (row.person_id, row.roles, row.group_names) == (chair, ("chair",), ())


def test_what_was_seen_holds_for_the_months_of_its_kind(association, viewer):
    coach, child = register(a_person("Cia", birth_date=GROWN), a_person("Barn", birth_date=CHILD))
    a_group("Girls", [coach], [child])
    note(coach, date(2026, 1, 31))
    (check,) = list_checks_of(person_id=coach)
    assert (check.seen_on, check.valid_until, check.seen_by_name) == (
        date(2026, 1, 31),
        date(2028, 1, 31),
        "Kaj",
    )
    assert list_asked_of(person_id=coach, viewer=viewer, on=TODAY) == {police(): Standing.VALID}
    entry = Entry.objects.get(action="checks.noted")
    assert entry.header == {"checks": 1}


def test_many_are_counted_and_listed_at_the_cost_of_few(association, viewer, queries):
    people = register(*(a_person(f"L{number}", birth_date=GROWN) for number in range(30)))
    (child,) = register(a_person("Barn", birth_date=CHILD))
    a_group("Girls", people, [child])
    note(people[0])
    note(people[1], date(2024, 12, 1))
    note(people[2], date(2020, 1, 1))
    with queries(1):
        counts = count_needed(viewer=viewer, on=TODAY)
    assert counts == {
        Standing.MISSING: 27,
        Standing.EXPIRED: 1,
        Standing.EXPIRING: 1,
        Standing.VALID: 1,
    }
    with queries(2):
        first = list_needed(wanted=NeedFilter(), viewer=viewer, on=TODAY)
    second = list_needed(wanted=NeedFilter(), viewer=viewer, on=TODAY, after=first.next_after)
    back = list_needed(wanted=NeedFilter(), viewer=viewer, on=TODAY, before=second.previous_before)
    assert (len(first.rows), len(second.rows), first.count, back.rows) == (25, 5, 30, first.rows)


FACTS = st.lists(
    st.builds(
        CheckFacts,
        seen_on=st.dates(date(2025, 1, 1), TODAY),
        valid_until=st.one_of(st.none(), st.dates(TODAY, date(2027, 3, 1))),
        is_withdrawn=st.booleans(),
    ),
    max_size=4,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FACTS)
def test_the_database_says_how_somebody_stands_as_the_rule_does(association, viewer, facts):
    coach, child = register(a_person("Cia", birth_date=GROWN), a_person("Barn", birth_date=CHILD))
    a_group(f"G{coach}", [coach], [child])
    for fact in facts:
        check_id = note(coach, fact.seen_on, fact.valid_until or date(9999, 1, 1))
        Check.objects.filter(id=check_id).update(
            valid_until=fact.valid_until, withdrawn_on=TODAY if fact.is_withdrawn else None
        )
    assert list_asked_of(person_id=coach, viewer=viewer, on=TODAY) == {police(): standing_on(TODAY, facts)}


def test_a_check_that_was_withdrawn_counts_no_longer(association, viewer):
    coach, child = register(a_person("Cia", birth_date=GROWN), a_person("Barn", birth_date=CHILD))
    a_group("Girls", [coach], [child])
    check_id = note(coach)
    assert [withdraw_checks(check_ids=[check_id], actor=ACTOR, at=AT) for _again in range(2)] == [1, 0]
    assert needed(viewer) == [("Cia Sköld", Standing.MISSING)]
    assert list_checks_of(person_id=coach)[0].withdrawn_on == TODAY


@pytest.mark.parametrize(
    ("note_of", "field"),
    [
        ({"seen_on": TODAY + timedelta(1)}, "seen_on"),
        ({"seen_on": TODAY, "valid_until": TODAY - timedelta(1)}, "valid_until"),
        ({"seen_on": TODAY, "seen_by_name": "two\nlines"}, "seen_by_name"),
    ],
)
def test_what_cannot_be_noted_says_at_which_field(association, note_of, field):
    (coach,) = register(a_person())
    with pytest.raises(CheckRefused) as refused:
        note_checks(notes=[NewCheck(person_id=coach, kind_id=police(), **note_of)], actor=ACTOR, at=AT)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "utdrag ur  belastningsregistret"}, "name"),
        ({"name": "X", "validity_months": 0}, "validity_months"),
        ({"name": "X", "from_age": 100}, "from_age"),
        ({"name": "X", "nature": "RUMOUR"}, "nature"),
        ({"name": "X", "needed_for_parts": ["KING"]}, "needed_for_parts"),
    ],
)
def test_a_kind_that_cannot_be_saved_says_at_which_field(association, edit, field):
    with pytest.raises(CheckKindRefused) as refused:
        save_check_kinds(kinds=[CheckKindEdit(**edit)], actor=ACTOR, at=AT)
    assert refused.value.field == field


def test_whoever_was_overtaken_at_a_kind_is_told(association):
    edit = CheckKindEdit(id=police(), version=1, name="Utdrag", nature="POLICE")
    save_check_kinds(kinds=[edit], actor=ACTOR, at=AT)
    with pytest.raises(CheckKindOvertaken):
        save_check_kinds(kinds=[edit], actor=ACTOR, at=AT)


def test_what_belongs_to_the_neighbour_is_not_there(association, neighbour):
    with association_scope(neighbour):
        (stranger,) = register(a_person())
        theirs = note(stranger)
        their_kind = police()
    (own,) = register(a_person())
    for person_id, kind_id in ((stranger, police()), (own, their_kind)):
        with pytest.raises(NotFound):
            note_checks(
                notes=[NewCheck(person_id=person_id, kind_id=kind_id, seen_on=TODAY)], actor=ACTOR, at=AT
            )
    with pytest.raises(NotFound):
        withdraw_checks(check_ids=[theirs], actor=ACTOR, at=AT)


def test_protected_leaders_and_those_of_other_branches_are_not_seen_by_whoever_may_not(association, viewer):
    (north,) = branches("North")
    hidden, own, other, child = register(
        a_person("Hilda", protection="STRICT"),
        a_person("Oda", birth_date=GROWN, unit_id=north),
        a_person("Una", birth_date=GROWN),
        a_person("Barn", birth_date=CHILD, unit_id=north),
    )
    a_group("Girls", [hidden, own, other], [child], unit_id=north)
    a_group("Boys", [own], [child])
    plain = Viewer(
        association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE, Right.CHECKS_SEE})
    )
    local = Viewer(association_id=association, account_id=None, rights=frozenset(Right), unit_ids=(north,))
    found = {
        name: [
            (row.display_name, row.group_names)
            for row in list_needed(wanted=NeedFilter(), viewer=who, on=TODAY).rows
        ]
        for name, who in (("all", viewer), ("plain", plain), ("local", local))
    }
    assert found == {
        "all": [
            ("Hilda Sköld", ("Girls",)),
            ("Oda Sköld", ("Boys", "Girls")),
            ("Una Sköld", ("Girls",)),
        ],
        "plain": [("Oda Sköld", ("Boys", "Girls")), ("Una Sköld", ("Girls",))],
        "local": [("Oda Sköld", ("Girls",))],
    }


def test_what_serves_nobody_any_more_is_forgotten_at_night(association):
    coach, child, gone = register(
        a_person("Cia", birth_date=GROWN), a_person("Barn", birth_date=CHILD), a_person("Gone")
    )
    a_group("Girls", [coach], [child])
    kept = {
        note(coach, date(2024, 1, 1), date(2030, 1, 1)),
        note(coach, date(2024, 1, 1), TODAY - timedelta(365)),
        note(gone, TODAY - timedelta(365)),
    }
    note(coach, date(2020, 1, 1), TODAY - timedelta(366))
    note(gone, TODAY - timedelta(366), date(2030, 1, 1))
    withdrawn = note(coach, date(2024, 1, 1), date(2030, 1, 1))
    Check.objects.filter(id=withdrawn).update(withdrawn_on=TODAY - timedelta(366))
    assert forget_old_checks(actor=ACTOR, at=AT) == 3
    assert set(Check.objects.values_list("id", flat=True)) == kept


def test_who_is_removed_from_the_register_leaves_no_check(association):
    anna, bo = register(a_person("Anna"), a_person("Bo"))
    note(anna)
    note(bo)
    people_removed.send(sender=Person, person_ids=[anna])
    assert list(Check.objects.values_list("person_id", flat=True)) == [bo]


def test_noted_by_an_officer_at_an_instant(association):
    (coach,) = register(a_person())
    note(coach)
    (row,) = Check.objects.all()
    assert (row.noted_at, row.noted_by, isinstance(row.noted_at, datetime)) == (AT, ACTOR.id, True)


def test_people_are_found_by_how_they_stand_and_a_column_tells_the_worst(association, viewer):
    anna, bo, child = register(
        a_person("Anna", birth_date=GROWN),
        a_person("Bo", birth_date=GROWN),
        a_person("Barn", birth_date=CHILD),
    )
    a_group("Girls", [anna, bo], [child])
    note(anna)
    (by_standing,) = OFFER.filters
    asked = Asked(values=("missing", "expired"), on=TODAY, viewer=viewer)
    condition = by_standing.condition(asked)
    with connection.cursor() as cursor:
        cursor.execute(condition.people, {"association": association, "on": TODAY, **condition.values})
        assert [row[0] for row in cursor.fetchall()] == [bo]
    (column,) = OFFER.columns
    assert column.values([anna, bo, child], viewer, TODAY) == {anna: "valid", bo: "missing"}
