"""The pages about branches: the tree, adding, renaming, moving, and what is refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.organisations.actions.affiliate_association import affiliate_association
from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.organisations.queries import list_units
from tests.conftest import ACTOR, AT, association_scope, sign_in
from tests.factories.people import a_person, admit, register


@pytest.fixture
def tree(association):
    """Return North with Tromsø under it."""
    (north,) = save_units(units=[UnitEdit(name="North")], actor=ACTOR, at=AT)
    (tromso,) = save_units(units=[UnitEdit(name="Tromsø", parent_id=north)], actor=ACTOR, at=AT)
    return north, tromso


def test_the_tree_is_shown_with_its_depth(secretary, tree):
    _north, tromso = tree
    rows = secretary.get("/klubben/units/").context["listing"].rows
    assert [(row.cells[0].text, row.cells[1].text) for row in rows] == [
        ("North", ""),
        ("\u2003Tromsø", "North"),
    ]
    assert rows[1].cells[2].url == f"/klubben/people/?unit={tromso}"


def test_a_branch_is_added_under_another(secretary, tree):
    north, _tromso = tree
    response = secretary.post("/klubben/units/new/", {"name": "Bodø", "parent": str(north)})
    assert response.headers["Location"] == "/klubben/units/"
    assert [(unit.name, unit.depth) for unit in list_units()] == [("North", 0), ("Bodø", 1), ("Tromsø", 1)]


def test_a_branch_is_renamed_and_moved_to_the_top(secretary, tree):
    _north, tromso = tree
    secretary.post(f"/klubben/units/{tromso}/", {"name": "Tromsø by", "parent": ""})
    assert [(unit.name, unit.depth) for unit in list_units()] == [("North", 0), ("Tromsø by", 0)]


def test_a_branch_under_itself_is_refused_with_a_sentence_and_the_input_is_kept(secretary, tree):
    north, tromso = tree
    response = secretary.post(f"/klubben/units/{north}/", {"name": "Far north", "parent": str(tromso)})
    assert response.status_code == 422
    assert response.context["form"].errors == {"parent": ["A branch cannot lie inside itself."]}
    assert 'value="Far north"' in response.content.decode()
    assert [(unit.name, unit.depth) for unit in list_units()] == [("North", 0), ("Tromsø", 1)]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "This field is required."), ("North", "There is a branch of that name already.")],
)
def test_a_name_that_is_missing_or_taken_is_said_at_the_field(secretary, tree, name, sentence):
    response = secretary.post("/klubben/units/new/", {"name": name, "parent": ""})
    assert (response.status_code, response.context["form"].errors["name"]) == (422, [sentence])


def test_a_branch_of_the_neighbour_is_no_parent_here_and_has_no_page(secretary, neighbour):
    with association_scope(neighbour):
        (foreign,) = save_units(units=[UnitEdit(name="Vest")], actor=ACTOR, at=AT)
    assert secretary.get(f"/klubben/units/{foreign}/").status_code == 404
    assert secretary.post("/klubben/units/new/", {"name": "X", "parent": str(foreign)}).status_code == 422
    assert list_units() == []


def test_the_neighbours_secretary_finds_nothing_here(intruder, tree):
    found = [intruder.get(f"/klubben/units/{end}").status_code for end in ("", "new/", f"{tree[0]}/")]
    assert found == [404, 404, 404]


def test_who_may_not_edit_sees_the_tree_without_buttons(association, client, tree):
    treasurer = sign_in(client, association, role="treasurer")
    assert treasurer.get("/klubben/units/").context["listing"].rows[0].cells[0].url == ""
    assert treasurer.get("/klubben/units/new/").status_code == 403


def test_more_branches_cost_no_more_questions(association, secretary, tree):
    with CaptureQueriesContext(connection) as few:
        secretary.get("/klubben/units/")
    save_units(units=[UnitEdit(name=f"Group {number}") for number in range(20)], actor=ACTOR, at=AT)
    with CaptureQueriesContext(connection) as many:
        secretary.get("/klubben/units/")
    assert len(many) == len(few) <= 10


def test_a_long_tree_comes_in_pages(association, secretary):
    save_units(units=[UnitEdit(name=f"Group {number:03}") for number in range(120)], actor=ACTOR, at=AT)
    first = secretary.get("/klubben/units/").context["listing"]
    second = secretary.get(first.next_url).context["listing"]
    assert (len(first.rows), first.range_line, len(second.rows)) == (100, "1–100 of 120", 20)
    assert (first.previous_url, second.next_url) == ("", "")


def test_members_count_for_every_branch_above_them(association, secretary, tree):
    north, tromso = tree
    for number, unit_id in enumerate((north, tromso, tromso)):
        (person_id,) = register(a_person(f"Ada{number}", "Alm", unit_id=unit_id))
        admit(person_id, date(2020, 1, 1))
    rows = secretary.get("/klubben/units/").context["listing"].rows
    assert [(row.label, row.cells[2].text) for row in rows] == [("North", "3"), ("Tromsø", "2")]


def test_a_branch_is_merged_after_one_has_seen_what_moves(association, secretary, tree):
    north, tromso = tree
    (person_id,) = register(a_person("Ada", "Alm", unit_id=tromso))
    admit(person_id, date(2020, 1, 1))
    page = f"/klubben/units/{tromso}/merge/"
    assert secretary.get(page).context["members"] == 1
    assert secretary.post(page, {"into": ""}).status_code == 422
    assert secretary.post(page, {"into": str(north)}).headers["Location"] == "/klubben/units/"
    rows = secretary.get("/klubben/units/").context["listing"].rows
    assert [(row.label, row.cells[2].text) for row in rows] == [("North", "1")]
    closed = secretary.get("/klubben/units/?closed=1").context["listing"].rows
    assert [row.label for row in closed] == ["North", "Tromsø"]


def test_a_branch_is_closed_and_opened_again(association, secretary, tree):
    north, _tromso = tree
    secretary.post(f"/klubben/units/{north}/close/")
    assert secretary.get("/klubben/units/").context["listing"].rows == ()
    secretary.post(f"/klubben/units/{north}/open/")
    assert [row.label for row in secretary.get("/klubben/units/").context["listing"].rows] == ["North"]


def test_whoever_was_overtaken_keeps_what_she_wrote_and_may_save_once_more(association, secretary, tree):
    north, _tromso = tree
    page = f"/klubben/units/{north}/"
    secretary.post(page, {"name": "First", "parent": "", "version": "1"})
    response = secretary.post(page, {"name": "Second", "parent": "", "version": "1"})
    assert (response.status_code, response.context["form"]["name"].value()) == (422, "Second")
    secretary.post(
        page, {"name": "Second", "parent": "", "version": response.context["form"]["version"].value()}
    )
    assert list_units()[0].name == "Second"


def test_a_federation_lists_its_member_associations(association, neighbour, secretary):
    with association_scope(neighbour):
        affiliate_association(
            upper_association_id=association, starts_on=date(2020, 1, 1), actor=ACTOR, at=AT
        )
    listing = secretary.get("/klubben/associations/").context["listing"]
    # Nobody of the federation holds a role in the club, so its name leads nowhere.
    assert [(row.cells[0].text, row.cells[0].url) for row in listing.rows] == [("Grannen", "")]
