"""The pages about checks: who needs one, noting many at once, one person's, the kinds, and who may see any of it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.audit.models import Entry, Subject
from matrikel.checks.actions.note_checks import NewCheck, note_checks
from matrikel.checks.models import Check, CheckKind
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, register
from tests.office.test_today import here

GROWN = date(1980, 5, 1)


def leaders(*names: str) -> list[UUID]:
    """Register people who lead a group with a child in it."""
    *grown, child = register(
        *(a_person(name, birth_date=GROWN) for name in names), a_person("Barn", birth_date=date(2016, 1, 1))
    )
    (group,) = save_groups(groups=[GroupEdit(name=f"Girls {names[0]}", kind="TEAM")], actor=ACTOR, at=AT)
    additions = [
        Addition(group_id=group, person_id=person, part=part, starts_on=date(2026, 1, 1))
        for part, those in (("LEADER", grown), ("PLAYER", [child]))
        for person in those
    ]
    add_to_group(additions=additions, actor=ACTOR, at=AT)
    return grown


def police() -> UUID:
    """Return the kind of check that the country's law knows."""
    return CheckKind.objects.get(nature="POLICE").id


def note(person_id: UUID, valid_until: date) -> None:
    """Note that somebody showed the extract."""
    new = NewCheck(person_id=person_id, kind_id=police(), seen_on=date(2026, 1, 1), valid_until=valid_until)
    note_checks(notes=[new], actor=ACTOR, at=AT)


def names(response: object) -> list[str]:
    """Return who stands in the list."""
    return [row.cells[0].text for row in response.context["listing"].rows]


def test_where_nobody_leads_children_nobody_needs_a_check(secretary):
    page = secretary.get("/klubben/checks/").content.decode()
    assert "Nobody needs a check" in page
    assert 'href="/klubben/checks/kinds/"' in page


def test_the_list_begins_with_those_who_need_somebody_to_act(secretary):
    anna, bo, cia = leaders("Anna", "Bo", "Cia")
    note(anna, here() + timedelta(400))
    note(bo, here() + timedelta(10))
    page = secretary.get("/klubben/checks/")
    assert names(page) == ["Bo Sköld", "Cia Sköld"]
    assert page.context["listing"].count_line == (
        "1 check is missing · 1 check runs out within 60 days · 1 check is in order"
    )
    assert names(secretary.get("/klubben/checks/", {"state": "all"})) == [
        "Anna Sköld",
        "Bo Sköld",
        "Cia Sköld",
    ]
    assert names(secretary.get("/klubben/checks/", {"state": "missing"})) == ["Cia Sköld"]
    assert names(secretary.post("/klubben/checks/", {"q": "bo"}, follow=True)) == ["Bo Sköld"]
    assert cia not in (anna, bo)


def test_a_look_at_the_list_is_written_down_for_everybody_on_it(secretary):
    people = leaders("Anna", "Bo")
    secretary.get("/klubben/checks/")
    (look,) = Entry.objects.filter(header__function="checks_list")
    assert Subject.objects.filter(entry=look).count() == len(people)


def test_many_are_noted_at_once(secretary):
    people = leaders("Anna", "Bo")
    chosen = [f"{person}.{police()}" for person in people]
    asked = secretary.post("/klubben/checks/note/", {"selected": chosen})
    assert (asked.status_code, len(asked.context["chosen"])) == (200, 2)
    answer = {"selected": chosen, "seen_on": "2026-01-15", "seen_by_name": "Kaj", "valid_until": ""}
    assert secretary.post("/klubben/checks/note/", answer).headers["Location"] == "/klubben/checks/"
    assert (
        list(Check.objects.values_list("seen_on", "seen_by_name", "valid_until"))
        == [(date(2026, 1, 15), "Kaj", date(2028, 1, 15))] * 2
    )


def test_a_day_to_come_is_refused_at_its_field_and_nothing_is_noted(secretary):
    (anna,) = leaders("Anna")
    day = (here() + timedelta(1)).isoformat()
    answer = {"selected": f"{anna}.{police()}", "seen_on": day, "seen_by_name": "Kaj"}
    page = secretary.post("/klubben/checks/note/", answer)
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"seen_on": ["That day is still to come."]},
    )
    assert Check.objects.count() == 0


def test_nobody_ticked_leads_back_with_a_word(secretary):
    response = secretary.post("/klubben/checks/note/", {"selected": "nonsense"}, follow=True)
    assert "Tick the people in the list first." in response.content.decode()


def test_a_persons_checks_are_shown_noted_and_withdrawn(secretary):
    (anna,) = leaders("Anna")
    path = f"/klubben/checks/person/{anna}/"
    assert [each["pill"].text for each in secretary.get(path).context["asked"]] == ["None seen"]
    secretary.post(path, {"kind": str(police()), "seen_on": "2026-02-01", "seen_by_name": "Saga"})
    check = Check.objects.get()
    assert "seen 1 Feb 2026 by Saga" in secretary.get(path).content.decode()
    assert secretary.get(f"{path}{check.id}/").status_code == 200
    secretary.post(f"{path}{check.id}/")
    assert Check.objects.get().withdrawn_on == here()


def test_the_persons_page_tells_how_the_person_stands(secretary):
    (anna,) = leaders("Anna")
    page = secretary.get(f"/klubben/people/{anna}/")
    (card,) = [card for card in page.context["cards"] if card.template == "office/checks/card.html"]
    assert [(row["name"], row["pill"].text) for row in card.context["rows"]] == [
        ("Utdrag ur belastningsregistret", "None seen")
    ]


def test_today_tells_what_is_missing_ran_out_and_runs_out_and_leads_to_the_exact_list(secretary):
    anna, bo, _cia, _dag = leaders("Anna", "Bo", "Cia", "Dag")
    note(anna, here() - timedelta(1))
    note(bo, here() + timedelta(60))
    rows = {
        row.title: row.url for row in secretary.get("/klubben/").context["rows"] if row.icon == "shield-check"
    }
    assert rows == {
        "2 checks are missing": "/klubben/checks/?state=missing",
        "1 check has run out": "/klubben/checks/?state=expired",
        "1 check runs out within 60 days": "/klubben/checks/?state=expiring",
    }
    assert secretary.get("/klubben/checks/").context["listing"].count_line == " · ".join(rows)
    found = [names(secretary.get(url)) for url in rows.values()]
    assert found == [["Cia Sköld", "Dag Sköld"], ["Anna Sköld"], ["Bo Sköld"]]


def test_a_kind_is_added_changed_and_asked_for_no_longer(secretary):
    new = {
        "name": "Licence C",
        "nature": "QUALIFICATION",
        "validity_months": "24",
        "minor_age": "18",
        "needed_for_parts": ["LEADER"],
        "needed_for_roles": ["chair"],
        "is_asked": "on",
    }
    secretary.post("/klubben/checks/kinds/new/", new)
    kind = CheckKind.objects.get(name="Licence C")
    assert (kind.validity_months, kind.needed_for_parts, kind.needed_for_roles, kind.only_with_minors) == (
        24,
        ["LEADER"],
        ["chair"],
        False,
    )
    page = secretary.get("/klubben/checks/kinds/")
    row = next(row for row in page.context["listing"].rows if row.label == "Licence C")
    assert [cell.text for cell in row.cells[2:]] == ["Leader in any group · Chair", "2 years"]
    path = f"/klubben/checks/kinds/{kind.id}/"
    secretary.post(path, {**new, "is_asked": "", "version": "1"})
    assert CheckKind.objects.get(name="Licence C").is_asked is False
    overtaken = secretary.post(path, {**new, "name": "Mine", "version": "1"})
    assert (overtaken.status_code, 'value="Mine"' in overtaken.content.decode()) == (422, True)


@pytest.mark.parametrize("role", ["membership_secretary", "treasurer", "staff", "data_protection_contact"])
def test_other_roles_see_nothing_of_checks_anywhere(association, client, role):
    (anna,) = leaders("Anna")
    note(anna, here() + timedelta(400))
    browser = sign_in(client, association, role=role)
    for path in ("", f"person/{anna}/", "kinds/"):
        assert browser.get(f"/klubben/checks/{path}").status_code == 403
    page = browser.get(f"/klubben/people/{anna}/").content.decode()
    assert [word in page for word in ("Checks", "belastningsregistret", "Showed a paper")] == [False] * 3
    assert [row for row in browser.get("/klubben/").context["rows"] if row.icon == "shield-check"] == []


@pytest.mark.parametrize("role", ["secretary", "chair"])
def test_chair_and_secretary_see_what_happened(association, client, role):
    (anna,) = leaders("Anna")
    note(anna, here() + timedelta(400))
    browser = sign_in(client, association, role=role)
    assert "Showed a paper" in browser.get(f"/klubben/people/{anna}/").content.decode()


@pytest.mark.parametrize("page", ["", "kinds/", "kinds/new/"])
def test_the_neighbours_secretary_finds_nothing_here(intruder, page):
    assert intruder.get(f"/klubben/checks/{page}").status_code == 404


def test_more_people_cost_no_more_questions(secretary):
    leaders("Anna")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            secretary.get("/klubben/checks/")
        return len(asked)

    few = count()
    leaders("Cia", "Dag", "Eva")
    # One look at several people takes a few statements more than one at a single person, whatever their number.
    some = count()
    leaders("Fia", "Gun", "Hal", "Ida", "Jon")
    assert (count(), some - few <= 2) == (some, True)
