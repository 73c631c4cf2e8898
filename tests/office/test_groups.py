"""The pages about groups: the list, a group, adding several at once, leaving, closing, the next season, the sheet."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.queries import find_account
from matrikel.audit.models import Entry, Subject
from matrikel.exports.actions.print_sheet import print_sheet
from matrikel.exports.models import Export
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.groups.models import Group, Participation
from matrikel.office.groups.ages import draw_ages
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint, NewPerson
from tests.conftest import ACTOR, AT, TODAY, sign_in
from tests.factories.people import a_person, register

BEGIN = date(2026, 1, 1)


def a_group(name: str = "Girls 2012", **more: object) -> UUID:
    """Save a team and return its id."""
    edit = GroupEdit(name=name, kind="TEAM", **more)
    (group_id,) = save_groups(groups=[edit], actor=ACTOR, at=AT)
    return group_id


def let_in(group_id: UUID, *people: UUID, part: str = "PLAYER") -> list[str]:
    """Let people into a group and return the ids of their participations, in order of name."""
    additions = [
        Addition(group_id=group_id, person_id=person_id, part=part, starts_on=BEGIN) for person_id in people
    ]
    add_to_group(additions=additions, actor=ACTOR, at=AT)
    rows = Participation.objects.filter(group_id=group_id, person_id__in=people).order_by("person__sort_key")
    return [str(row.id) for row in rows]


def texts(response: object, column: int = 0) -> list[str]:
    """Return what stands in one column of a list."""
    return [row.cells[column].text for row in response.context["listing"].rows]


def test_an_association_without_groups_is_told_how_to_begin(secretary):
    page = secretary.get("/klubben/groups/").content.decode()
    assert "There are no groups yet" in page
    assert 'href="/klubben/groups/new/"' in page


def test_a_new_group_goes_on_to_its_people(secretary):
    response = secretary.post("/klubben/groups/new/", {"name": "Choir", "kind": "GROUP", "season": "2026"})
    group = Group.objects.get()
    assert (group.name, group.kind, group.season) == ("Choir", "GROUP", "2026")
    assert response.headers["Location"] == f"/klubben/groups/{group.id}/add/"


def test_the_list_counts_and_finds_and_leaves_out_what_is_over(secretary):
    team = a_group("Älgar")
    a_group("Gamla", ends_on=date(2026, 1, 2))
    coach, anna = register(a_person("Cia"), a_person("Anna"))
    let_in(team, coach, part="LEADER")
    let_in(team, anna)
    page = secretary.get("/klubben/groups/")
    assert (texts(page), texts(page, 3), texts(page, 4)) == (["Älgar"], ["1"], ["1"])
    assert texts(secretary.get("/klubben/groups/", {"state": "over"})) == ["Gamla"]
    assert texts(secretary.get("/klubben/groups/", {"state": "all", "q": "alg"})) == ["Älgar"]
    assert texts(secretary.get("/klubben/groups/", {"kind": "COURSE"})) == []


def test_a_group_that_nobody_leads_says_so(secretary):
    let_in(a_group(), *register(a_person()))
    (row,) = secretary.get("/klubben/groups/").context["listing"].rows
    assert [pill.text for pill in row.cells[3].pills] == ["nobody"]


def test_a_group_that_nobody_leads_waits_in_today_with_a_button_to_it(secretary):
    led, alone, empty = a_group("Led"), a_group("Alone"), a_group("Empty")
    coach, anna, bo = register(a_person("Cia"), a_person("Anna"), a_person("Bo"))
    let_in(led, coach, part="LEADER")
    let_in(led, anna)
    let_in(alone, bo)
    (row,) = [row for row in secretary.get("/klubben/").context["rows"] if row.icon == "users-group"]
    assert (row.title, row.url) == ("1 group has nobody who leads it", "/klubben/groups/?state=alone")
    assert (texts(secretary.get(row.url)), empty in (led, alone)) == (["Alone"], False)


def test_more_groups_and_more_people_cost_no_more_questions(secretary):
    group = a_group()
    let_in(group, *register(a_person()))
    paths = ["/klubben/groups/", f"/klubben/groups/{group}/", f"/klubben/groups/{group}/sheet/"]

    def count() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                secretary.get(path)
            found.append(len(asked))
        return found

    few = count()
    let_in(group, *register(*(a_person(f"P{number}") for number in range(9))))
    for number in range(9):
        let_in(a_group(f"G{number}"), *register(a_person(f"Q{number}")))
    assert count()[:2] == few[:2]


def test_a_groups_page_shows_leaders_first_and_how_to_reach_them(secretary):
    group = a_group()
    mail = NewContactPoint(kind="EMAIL", value="cia@example.se", normalised="cia@example.se")
    coach, anna = register(
        NewPerson(core=a_person("Cia").core, contact_points=[mail]),
        a_person("Anna", birth_date=date(2014, 1, 1)),
    )
    let_in(group, coach, part="LEADER")
    let_in(group, anna)
    page = secretary.get(f"/klubben/groups/{group}/")
    assert texts(page) == ["Cia Sköld", "Anna Sköld"]
    assert [(each["name"], each["email"]) for each in page.context["leaders"]] == [
        ("Cia Sköld", "cia@example.se")
    ]


def test_several_are_found_by_what_was_typed_and_only_ticks_come_in(secretary):
    group = a_group()
    anna, _other, bo = register(a_person("Anna", "Ek"), a_person("Anna", "Alm"), a_person("Bo", "Ek"))
    path = f"/klubben/groups/{group}/add/"
    typed = {"people": "Bo\nAnna\nZlatan", "part": "PLAYER", "starts_on": "2026-02-01"}
    page = secretary.post(path, {**typed, "find": "1"})
    assert page.status_code == 200
    ticks = [
        (each["name"], each["is_ticked"]) for line in page.context["lines"] for each in line["candidates"]
    ]
    assert ticks == [("Bo Ek", True), ("Anna Alm", False), ("Anna Ek", False)]
    assert "Nobody found for “Zlatan”." in page.content.decode()
    done = secretary.post(path, {**typed, "person": [str(anna), str(bo)]})
    assert done.headers["Location"] == f"/klubben/groups/{group}/"
    assert {row.person_id for row in Participation.objects.all()} == {anna, bo}


def test_while_one_types_only_what_was_found_is_answered(secretary):
    group = a_group()
    register(a_person("Bo", "Ek"))
    part = secretary.post(
        f"/klubben/groups/{group}/add/", {"people": "bo ek", "find": "1"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert ("Bo Ek" in part, "<html" in part) == (True, False)


def test_adding_without_a_tick_is_said_and_what_was_typed_is_kept(secretary):
    group = a_group()
    page = secretary.post(
        f"/klubben/groups/{group}/add/", {"people": "Nobody", "part": "LEADER", "starts_on": "2026-02-01"}
    )
    assert page.status_code == 422
    assert page.context["form"].errors == {"people": ["Write who comes in, and tick the ones you mean."]}
    assert ">\nNobody</textarea>" in page.content.decode()


def test_a_person_is_added_from_the_persons_own_page_and_shows_the_group_there(secretary):
    group = a_group(season="2026")
    (anna,) = register(a_person())
    answer = {"group": str(group), "part": "LEADER", "starts_on": "2026-02-01"}
    secretary.post(f"/klubben/groups/person/{anna}/", answer)
    page = secretary.get(f"/klubben/people/{anna}/")
    (card,) = [card for card in page.context["cards"] if card.template == "office/groups/card.html"]
    assert [(row.title, row.line) for row in card.context["rows"]] == [
        ("Girls 2012 2026", "Leader · since 1 Feb 2026")
    ]


def test_those_who_are_ticked_leave_after_their_last_day(secretary):
    group = a_group()
    first, _second = let_in(group, *register(a_person("Anna"), a_person("Bo")))
    path = f"/klubben/groups/{group}/leave/"
    asked = secretary.post(path, {"selected": first})
    assert (asked.status_code, "Anna Sköld" in asked.content.decode()) == (200, True)
    secretary.post(path, {"selected": first, "last_day": "2026-06-30"})
    assert sorted(
        Participation.objects.values_list("ends_on", flat=True), key=lambda day: day or date.max
    ) == [date(2026, 7, 1), None]
    assert texts(secretary.get(f"/klubben/groups/{group}/", {"former": "1"})) == ["Anna Sköld"]


def test_nobody_ticked_leads_back_with_a_word(secretary):
    group = a_group()
    for name in ("leave", "part"):
        response = secretary.post(f"/klubben/groups/{group}/{name}/", follow=True)
        assert "Tick the people in the list first." in response.content.decode()


def test_another_part_is_asked_for_and_given(secretary):
    group = a_group()
    (row,) = let_in(group, *register(a_person()))
    path = f"/klubben/groups/{group}/part/"
    assert secretary.post(path, {"selected": row}).status_code == 200
    secretary.post(path, {"selected": row, "part": "LEADER", "on": "2026-03-01"})
    assert list(Participation.objects.order_by("starts_on").values_list("part", "starts_on")) == [
        ("PLAYER", BEGIN),
        ("LEADER", date(2026, 3, 1)),
    ]


def test_a_group_is_closed_and_says_that_it_is_over(secretary):
    group = a_group()
    let_in(group, *register(a_person()))
    secretary.post(f"/klubben/groups/{group}/close/", {"last_day": "2026-06-30"})
    assert Group.objects.get().ends_on == date(2026, 7, 1)
    assert "This group is over." in secretary.get(f"/klubben/groups/{group}/").content.decode()


@pytest.mark.parametrize("page", ["close", "next-season", "edit"])
def test_the_last_day_that_there_is_is_refused(secretary, page):
    (group,) = save_groups(groups=[GroupEdit(name="Simskola", kind="TEAM")], actor=ACTOR, at=AT)
    typed = {"name": "Simskola", "kind": "TEAM", "starts_on": "2026-08-01", "last_day": "9999-12-31"}
    refused = secretary.post(f"/klubben/groups/{group}/{page}/", typed)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["last_day"])


def test_the_next_season_is_shown_before_it_begins(secretary):
    group = a_group(season="2026/27", starts_on=BEGIN)
    first, _second = let_in(group, *register(a_person("Anna"), a_person("Bo")))
    path = f"/klubben/groups/{group}/next-season/"
    asked = secretary.get(path)
    assert asked.context["form"].initial["season"] == "2027/28"
    assert [each["is_chosen"] for each in asked.context["people"]] == [True, True]
    answer = {
        "name": "Girls 2012",
        "season": "2027/28",
        "starts_on": "2027-01-01",
        "closes_old": "on",
        "selected": first,
    }
    secretary.post(path, answer)
    following = Group.objects.get(season="2027/28")
    assert following.participations.count() == 1
    assert Group.objects.get(season="2026/27").ends_on == date(2027, 1, 1)


def test_a_season_that_is_there_already_is_refused_and_ticks_are_kept(secretary):
    group = a_group(season="2026")
    a_group(season="2027")
    first, _second = let_in(group, *register(a_person("Anna"), a_person("Bo")))
    page = secretary.post(
        f"/klubben/groups/{group}/next-season/",
        {"name": "Girls 2012", "season": "2027", "starts_on": "2027-01-01", "selected": first},
    )
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["name"]
    assert [each["is_chosen"] for each in page.context["people"]] == [True, False]


def test_whoever_was_overtaken_keeps_what_was_typed_and_may_save_once_more(secretary):
    group = a_group()
    save_groups(groups=[GroupEdit(id=group, name="Theirs", kind="TEAM")], actor=ACTOR, at=AT)
    path = f"/klubben/groups/{group}/edit/"
    page = secretary.post(path, {"name": "Mine", "kind": "TEAM", "version": "1"})
    assert (page.status_code, 'value="Mine"' in page.content.decode()) == (422, True)
    again = page.context["form"]["version"].value()
    secretary.post(path, {"name": "Mine", "kind": "TEAM", "version": again})
    assert Group.objects.get().name == "Mine"


def a_team_to_print() -> tuple[UUID, list[UUID]]:
    """Make a team of Anna, who has an address, and Bo; return it with both."""
    group = a_group()
    mail = NewContactPoint(kind="EMAIL", value="anna@example.se", normalised="anna@example.se")
    people = register(NewPerson(core=a_person().core, contact_points=[mail]), a_person("Bo"))
    let_in(group, *people)
    return group, people


def test_a_sheet_is_asked_what_it_is_for_before_it_tells_how_to_reach_anybody(secretary):
    group, _people = a_team_to_print()
    page = secretary.get(f"/klubben/groups/{group}/sheet/")
    assert ("anna@example.se" in page.content.decode(), page.context["form"]["purpose"].value()) == (
        False,
        "activities",
    )
    assert (Export.objects.count(), Entry.objects.filter(header__function="group_sheet").count()) == (0, 0)
    for purpose in ("", "birthday"):
        refused = secretary.post(f"/klubben/groups/{group}/sheet/", {"purpose": purpose})
        assert (refused.status_code, refused.context["form"].errors["purpose"]) == (
            422,
            ["Choose a purpose."],
        )


def test_a_sheet_is_one_print_on_record_with_its_purpose_about_everybody_on_it(secretary):
    group, people = a_team_to_print()
    page = secretary.post(f"/klubben/groups/{group}/sheet/", {"purpose": "activities"}).content.decode()
    assert page.count("anna@example.se") == 2
    (entry,) = Entry.objects.filter(header__function="group_sheet")
    told = set(Subject.objects.filter(entry=entry).values_list("subject", flat=True))
    assert told == set(Person.objects.filter(id__in=people).values_list("audit_subject", flat=True))
    assert (entry.action, entry.header["purpose"], entry.header["persons"], entry.header["form"]) == (
        "people.exported",
        "activities",
        2,
        "sheet",
    )
    (row,) = secretary.get("/klubben/exports/").context["listing"].rows
    assert (row.cells[1].text, row.cells[3].pills[0].text, row.cells[4].text) == (
        "Team sheet",
        "printed",
        "2",
    )
    shown = secretary.get(row.cells[0].url).content.decode()
    assert "there is no file" in shown
    assert texts(secretary.get("/klubben/exports/", {"form": "SHEET", "person": people[0]})) == [
        row.label.capitalize()
    ]
    history = secretary.get(f"/klubben/people/{people[0]}/history/").content.decode()
    assert "took out a team sheet · an activity, a course or a team" in history


def test_the_member_sees_that_a_sheet_was_printed_and_for_what(secretary, association):
    group, people = a_team_to_print()
    secretary.post(f"/klubben/groups/{group}/sheet/", {"purpose": "activities"})
    term = NewTerm(email="anna@example.se", role="member", starts_on=TODAY, person_id=people[0])
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    anna = type(secretary)()
    anna.force_login(find_account(account_id=account_id))
    page = anna.get("/klubben/me/").content.decode()
    assert "Your details were printed in a list" in page
    assert "an activity, a course or a team" in page


def test_the_same_sheet_within_a_minute_is_one_print_and_other_people_on_it_are_another(viewer):
    group, people = a_team_to_print()
    given = {
        "group_id": group,
        "hidden": 0,
        "purpose": "activities",
        "language": "en",
        "viewer": viewer,
        "on": TODAY,
        "actor": ACTOR,
    }
    subjects = list(Person.objects.filter(id__in=people).values_list("audit_subject", flat=True))
    first = print_sheet(subjects=subjects, at=AT, **given)
    again = print_sheet(subjects=subjects[::-1], at=AT + timedelta(seconds=50), **given)
    fewer = print_sheet(subjects=subjects[:1], at=AT + timedelta(seconds=55), **given)
    later = print_sheet(subjects=subjects, at=AT + timedelta(seconds=61), **given)
    assert again == first
    assert len({first, fewer, later}) == Export.objects.count() == 3


def test_whoever_is_protected_is_on_no_sheet_and_in_no_print(secretary):
    group, people = a_team_to_print()
    (hidden,) = register(a_person("Hilda", "Hemlig", protection="STRICT"))
    let_in(group, hidden)
    path = f"/klubben/groups/{group}/sheet/"
    assert "1 protected person is never on a sheet." in secretary.get(path).content.decode()
    page = secretary.post(path, {"purpose": "activities"})
    assert [each["name"] for each in page.context["others"]] == ["Anna Sköld", "Bo Sköld"]
    assert page.context["line"].endswith(" · 2 people")
    (export,) = Export.objects.all()
    told = set(Subject.objects.filter(entry_id=export.entry_id).values_list("subject", flat=True))
    assert told == set(Person.objects.filter(id__in=people).values_list("audit_subject", flat=True))
    assert (export.people, export.left_out) == (2, {"PROTECTED": 1})


def test_a_sheet_is_no_form_of_a_list_that_is_asked_for(secretary):
    person = register(a_person())[0]
    sent = {"selected": str(person), "purpose": "contact", "form": "SHEET", "columns": ["email"]}
    assert secretary.post("/klubben/people/export/", sent).status_code == 422
    assert Export.objects.count() == 0


def test_a_protected_player_is_dots_without_any_way_to_be_reached(secretary, association):
    group = a_group()
    (hidden,) = register(a_person("Hilda", protection="STRICT"))
    let_in(group, hidden)
    for path in (f"/klubben/groups/{group}/", f"/klubben/groups/{group}/sheet/"):
        assert "Hilda" not in secretary.get(path).content.decode()
    # Whoever may not know of the protection sees an empty team, and a person in no group.
    treasurer = sign_in(type(secretary)(), association, role="treasurer")
    assert texts(treasurer.get(f"/klubben/groups/{group}/")) == []
    page = treasurer.get(f"/klubben/people/{hidden}/")
    assert [card for card in page.context["cards"] if card.template == "office/groups/card.html"] == []


def test_whoever_may_only_look_is_offered_nothing_to_do(secretary, association):
    group = a_group()
    let_in(group, *register(a_person()))
    treasurer = sign_in(type(secretary)(), association, role="treasurer")
    page = treasurer.get(f"/klubben/groups/{group}/")
    assert (page.context["add_url"], page.context["edit_url"], page.context["listing"].actions) == (
        "",
        "",
        (),
    )
    assert treasurer.post(f"/klubben/groups/{group}/leave/").status_code == 403


@pytest.mark.parametrize("page", ["", "sheet/", "edit/", "add/", "close/", "next-season/"])
def test_the_neighbours_secretary_finds_no_group_here(intruder, association, page):
    assert intruder.get(f"/klubben/groups/{a_group()}/{page}").status_code == 404


def test_bars_stand_side_by_side_and_the_tallest_fills_the_picture():
    drawn = draw_ages({12: 2, 13: 4})
    assert [(bar.name, bar.people) for bar in drawn.bars] == [("12", 2), ("13", 4)]
    assert drawn.bars[1].height == 2 * drawn.bars[0].height
    assert draw_ages({12: 1}) is None
    wide = draw_ages(dict.fromkeys(range(5, 75), 1))
    assert wide is not None
    named = [bar.label for bar in wide.bars if bar.label]
    assert (len(named) <= 6, all(bar.name for bar in wide.bars), named[0]) == (
        *(True, True),
        wide.bars[0].name,
    )
