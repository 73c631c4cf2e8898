"""Groups and who takes part in them: saved, let in, changed, let out, closed, begun again."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection

from matrikel.audit.models import Entry
from matrikel.groups.actions.add_to_group import Addition, ParticipationRefused, add_to_group
from matrikel.groups.actions.change_part import PartChange, change_part
from matrikel.groups.actions.close_group import close_group
from matrikel.groups.actions.copy_group_to_next_season import NextSeason, copy_group_to_next_season
from matrikel.groups.actions.leave_group import Leaving, leave_group
from matrikel.groups.actions.save_groups import GroupEdit, GroupOvertaken, GroupRefused, save_groups
from matrikel.groups.filters import OFFER
from matrikel.groups.models import Participation
from matrikel.groups.queries.groups import GroupFilter, get_group, list_groups
from matrikel.groups.queries.participants import count_ages, list_participants, list_participations_of
from matrikel.groups.queries.typed import find_people_typed
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.people.filters.offers import Asked, Condition
from matrikel.people.models import Person
from matrikel.people.signals import people_removed
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.people import a_person, branches, register

BEGIN = date(2026, 8, 1)


def a_group(name: str = "Girls 2012", **more: object) -> UUID:
    """Save a team and return its id."""
    edit = GroupEdit(name=name, kind=more.pop("kind", "TEAM"), **more)
    (group_id,) = save_groups(groups=[edit], actor=ACTOR, at=AT)
    return group_id


def let_in(group_id: UUID, *people: UUID, part: str = "PLAYER", starts_on: date = BEGIN) -> int:
    """Let people into a group."""
    additions = [
        Addition(group_id=group_id, person_id=person_id, part=part, starts_on=starts_on)
        for person_id in people
    ]
    return add_to_group(additions=additions, actor=ACTOR, at=AT)


def parts_of(group_id: UUID) -> list[tuple[str, date, date | None]]:
    """Return what stands in the table of a group's participations."""
    rows = Participation.objects.filter(group_id=group_id).order_by("starts_on", "id")
    return [(row.part, row.starts_on, row.ends_on) for row in rows]


def test_whoever_takes_part_already_is_left_alone(association):
    group = a_group()
    anna, bo = register(a_person("Anna"), a_person("Bo"))
    assert [let_in(group, anna), let_in(group, anna, bo), let_in(group, anna, anna)] == [1, 1, 0]
    assert parts_of(group) == [("PLAYER", BEGIN, None)] * 2


def test_another_part_begins_on_its_day_and_the_first_stays_a_fact(association, viewer):
    group = a_group()
    (anna,) = register(a_person())
    let_in(group, anna)
    (row,) = list_participants(group_id=group, viewer=viewer, on=TODAY).rows
    change = PartChange(participation_id=row.id, part="LEADER", on=TODAY)
    assert change_part(changes=[change], actor=ACTOR, at=AT) == 1
    assert parts_of(group) == [("PLAYER", BEGIN, TODAY), ("LEADER", TODAY, None)]
    assert Entry.objects.filter(action="groups.part_changed").get().header["columns"] == ["part"]


def test_another_part_from_the_first_day_on_changes_all_of_it(association, viewer):
    group = a_group()
    (anna,) = register(a_person())
    let_in(group, anna)
    (row,) = list_participants(group_id=group, viewer=viewer, on=TODAY).rows
    change_part(changes=[PartChange(participation_id=row.id, part="LEADER", on=BEGIN)], actor=ACTOR, at=AT)
    assert parts_of(group) == [("LEADER", BEGIN, None)]


def test_whoever_would_leave_before_coming_never_came(association, viewer):
    group = a_group()
    anna, bo = register(a_person("Anna"), a_person("Bo"))
    let_in(group, anna, bo)
    first, second = list_participants(group_id=group, viewer=viewer, on=TODAY).rows
    leavings = [
        Leaving(participation_id=first.id, ends_on=TODAY),
        Leaving(participation_id=second.id, ends_on=BEGIN),
    ]
    assert leave_group(leavings=leavings, actor=ACTOR, at=AT) == 2
    assert parts_of(group) == [("PLAYER", BEGIN, TODAY)]
    with pytest.raises(ParticipationRefused, match="left the group before"):
        leave_group(
            leavings=[Leaving(participation_id=first.id, ends_on=date(2027, 1, 1))], actor=ACTOR, at=AT
        )


def test_a_group_that_is_over_takes_nobody_in(association):
    group = a_group(starts_on=BEGIN, ends_on=TODAY)
    (anna,) = register(a_person())
    with pytest.raises(ParticipationRefused, match="over by then"):
        let_in(group, anna, starts_on=TODAY)
    let_in(group, anna)
    assert parts_of(group) == [("PLAYER", BEGIN, TODAY)]


def test_closing_ends_every_part_on_its_day_and_undoes_what_was_to_come(association):
    group = a_group()
    anna, bo = register(a_person("Anna"), a_person("Bo"))
    let_in(group, anna)
    let_in(group, bo, starts_on=date(2027, 1, 1))
    assert close_group(group_id=group, ends_on=TODAY, actor=ACTOR, at=AT) == 1
    assert parts_of(group) == [("PLAYER", BEGIN, TODAY)]


def test_the_next_season_takes_along_those_who_go_on_and_closes_the_old(association, viewer):
    group = a_group(season="2026/27")
    anna, bo, coach = register(a_person("Anna"), a_person("Bo"), a_person("Cia"))
    let_in(group, anna, bo)
    let_in(group, coach, part="LEADER")
    rows = list_participants(group_id=group, viewer=viewer, on=TODAY).rows
    plan = NextSeason(
        group_id=group,
        name="Girls 2012",
        season="2027/28",
        starts_on=date(2027, 8, 1),
        participation_ids=[row.id for row in rows if row.person_id != bo],
    )
    following = copy_group_to_next_season(plan=plan, actor=ACTOR, at=AT)
    assert sorted(parts_of(following)) == [
        ("LEADER", date(2027, 8, 1), None),
        ("PLAYER", date(2027, 8, 1), None),
    ]
    assert {ends_on for _part, _starts_on, ends_on in parts_of(group)} == {date(2027, 8, 1)}
    assert get_group(group_id=group, viewer=viewer, on=TODAY).ends_on == date(2027, 8, 1)


def test_a_name_is_taken_once_in_a_season(association):
    a_group(season="2026")
    with pytest.raises(GroupRefused, match="in that season already"):
        a_group("GIRLS  2012", season="2026")


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (GroupEdit(name=" ", kind="TEAM"), "name"),
        (GroupEdit(name="x" * 81, kind="TEAM"), "name"),
        (GroupEdit(name="Choir", kind="CHOIR"), "kind"),
        (GroupEdit(name="Choir", kind="GROUP", season="two\nlines"), "season"),
        (GroupEdit(name="Choir", kind="GROUP", starts_on=TODAY, ends_on=TODAY), "ends_on"),
    ],
)
def test_what_cannot_be_saved_says_at_which_field(association, edit, field):
    with pytest.raises(GroupRefused) as refused:
        save_groups(groups=[edit], actor=ACTOR, at=AT)
    assert refused.value.field == field


def test_whoever_was_overtaken_is_told(association):
    group = a_group()
    edit = GroupEdit(id=group, version=1, name="Girls", kind="TEAM")
    save_groups(groups=[edit], actor=ACTOR, at=AT)
    with pytest.raises(GroupOvertaken):
        save_groups(groups=[edit], actor=ACTOR, at=AT)


def test_what_belongs_to_the_neighbour_is_not_there(association, neighbour, viewer):
    with association_scope(neighbour):
        theirs = a_group()
        (stranger,) = register(a_person())
    ours = a_group()
    for group_id, person_id in ((theirs, stranger), (ours, stranger), (ours, uuid4())):
        with pytest.raises(NotFound):
            let_in(group_id, person_id)
    with pytest.raises(NotFound):
        get_group(group_id=theirs, viewer=viewer, on=TODAY)
    with pytest.raises(NotFound):
        close_group(group_id=theirs, ends_on=TODAY, actor=ACTOR, at=AT)


def test_the_list_counts_leaders_and_others_of_today_in_two_questions(association, viewer, queries):
    team = a_group("Älgar", season="2026")
    a_group("Ådror", kind="COURSE")
    a_group("Zoo", ends_on=date(2026, 1, 1))
    people = register(*(a_person(name) for name in ("Anna", "Bo", "Cia", "Dag")))
    let_in(team, *people[:2])
    let_in(team, people[2], part="LEADER")
    let_in(team, people[3], starts_on=date(2027, 1, 1))
    with queries(2):
        page = list_groups(wanted=GroupFilter(), viewer=viewer, on=TODAY)
    assert [(row.name, row.leaders, row.others) for row in page.rows] == [
        ("Zoo", 0, 0),
        ("Ådror", 0, 0),
        ("Älgar", 1, 2),
    ]
    assert (page.count, page.next_after, page.previous_before) == (3, None, None)
    assert [
        row.name for row in list_groups(wanted=GroupFilter(search="alg"), viewer=viewer, on=TODAY).rows
    ] == ["Älgar"]
    assert [
        row.name for row in list_groups(wanted=GroupFilter(state="over"), viewer=viewer, on=TODAY).rows
    ] == ["Zoo"]


def test_pages_of_groups_follow_one_another_both_ways(association, viewer):
    for number in range(7):
        a_group(f"Team {number}")
    first = list_groups(wanted=GroupFilter(), viewer=viewer, on=TODAY, rows=3)
    second = list_groups(wanted=GroupFilter(), viewer=viewer, on=TODAY, rows=3, after=first.next_after)
    back = list_groups(wanted=GroupFilter(), viewer=viewer, on=TODAY, rows=3, before=second.previous_before)
    assert [row.name for row in second.rows] == ["Team 3", "Team 4", "Team 5"]
    assert (back.rows, back.previous_before) == (first.rows, None)


def test_pages_of_a_groups_people_begin_with_its_leaders(association, viewer):
    group = a_group()
    people = register(*(a_person(name, "Ek") for name in "ABCDE"))
    let_in(group, *people[:4])
    let_in(group, people[4], part="LEADER")
    first = list_participants(group_id=group, viewer=viewer, on=TODAY, rows=2)
    second = list_participants(group_id=group, viewer=viewer, on=TODAY, rows=2, after=first.next_after)
    back = list_participants(group_id=group, viewer=viewer, on=TODAY, rows=2, before=second.previous_before)
    assert [row.display_name for row in (*first.rows, *second.rows)] == ["E Ek", "A Ek", "B Ek", "C Ek"]
    assert back.rows == first.rows


def test_ages_are_counted_without_the_leaders(association, viewer):
    group = a_group()
    young, younger, coach, unknown = register(
        a_person("Anna", birth_date=date(2012, 11, 22)),
        a_person("Bo", birth_date=date(2012, 11, 21)),
        a_person("Cia", birth_date=date(1980, 1, 1)),
        a_person("Dag"),
    )
    let_in(group, young, younger, unknown)
    let_in(group, coach, part="LEADER")
    assert count_ages(group_id=group, viewer=viewer, on=TODAY) == {13: 1, 14: 1}


def test_a_protected_person_is_in_no_group_for_whoever_may_not_know(association, viewer):
    group = a_group()
    hidden, open_ = register(a_person("Hilda", protection="STRICT"), a_person("Oda"))
    let_in(group, hidden, open_)
    treasurer = Viewer(association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE}))
    for who, names in ((viewer, ["Hilda Sköld", "Oda Sköld"]), (treasurer, ["Oda Sköld"])):
        found = list_participants(group_id=group, viewer=who, on=TODAY).rows
        assert [row.display_name for row in found] == names
        assert get_group(group_id=group, viewer=who, on=TODAY).others == len(names)
        assert len(list_participations_of(person_id=hidden, viewer=who)) == len(names) - 1


def test_a_branchs_officer_sees_the_branchs_groups_and_of_them_its_own_people(association):
    north, south = branches("North", "South")
    group, other, common = a_group("N", unit_id=north), a_group("S", unit_id=south), a_group("All")
    anna, bo = register(a_person("Anna", unit_id=north), a_person("Bo", unit_id=south))
    let_in(group, anna, bo)
    let_in(other, anna)
    officer = Viewer(association_id=association, account_id=None, rights=frozenset(Right), unit_ids=(north,))
    assert [row.id for row in list_groups(wanted=GroupFilter(), viewer=officer, on=TODAY).rows] == [group]
    assert [row.person_id for row in list_participants(group_id=group, viewer=officer, on=TODAY).rows] == [
        anna
    ]
    assert [row.group_id for row in list_participations_of(person_id=anna, viewer=officer)] == [group]
    for hidden in (other, common):
        with pytest.raises(NotFound):
            get_group(group_id=hidden, viewer=officer, on=TODAY)


def test_several_lines_find_several_people_in_one_question(association, viewer, queries):
    group = a_group()
    anna, bo, _cia = register(
        a_person("Anna", "Ek", member_number="101"), a_person("Bo", "Ek"), a_person("Cia", "Alm")
    )
    let_in(group, anna)
    with queries(1):
        found = find_people_typed(
            lines=["101", " bo  ek", "nobody here", "", "!"], group_id=group, viewer=viewer, on=TODAY
        )
    assert [(line.text, [each.person_id for each in line.candidates]) for line in found] == [
        ("101", [anna]),
        ("bo ek", [bo]),
        ("nobody here", []),
        ("!", []),
    ]
    assert found[0].candidates[0].is_in_group


def test_who_is_removed_from_the_register_leaves_no_participation(association):
    group = a_group()
    anna, bo = register(a_person("Anna"), a_person("Bo"))
    let_in(group, anna, bo)
    people_removed.send(sender=Person, person_ids=[anna])
    assert list(Participation.objects.values_list("person_id", flat=True)) == [bo]


def test_people_are_found_by_group_and_part_and_a_column_names_their_groups(association, viewer):
    group, other = a_group("Girls"), a_group("Choir")
    anna, bo, hidden = register(a_person("Anna"), a_person("Bo"), a_person("Hilda", protection="STRICT"))
    let_in(group, anna, hidden)
    let_in(other, anna, bo, part="LEADER")
    treasurer = Viewer(association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE}))
    by_group, by_part = OFFER.filters

    def found(condition: Condition) -> set[UUID]:
        with connection.cursor() as cursor:
            cursor.execute(condition.people, {"association": association, "on": TODAY, **condition.values})
            return {row[0] for row in cursor.fetchall()}

    for who, expected in ((viewer, {anna, hidden}), (treasurer, {anna})):
        assert found(by_group.condition(Asked(values=(str(group),), on=TODAY, viewer=who))) == expected
    assert found(by_part.condition(Asked(values=("LEADER",), on=TODAY, viewer=viewer))) == {anna, bo}
    (column,) = OFFER.columns
    assert column.values([anna, bo, hidden], treasurer, TODAY) == {
        anna: ("Choir", "Girls"),
        bo: ("Choir",),
    }
