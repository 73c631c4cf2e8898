"""Many people are changed in one from the list: chosen, asked, seen, confirmed, taken back."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from matrikel.access.models import Role
from matrikel.access.rules import STARTING_ROLES
from matrikel.bulkedits.models import BulkEdit
from matrikel.kernel.actors import Right, Viewer
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.models import Person
from matrikel.people.queries import get_person
from matrikel.people.rules.records import NewContactPoint, NewPerson
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, admit, branches, register

NEW = "/klubben/changes/new/"


def living_at(given: str, street: str) -> NewPerson:
    point = NewContactPoint(kind="POSTAL", street=street, postcode="67131", place="Arvika", country="SE")
    return replace(a_person(given, "Ek"), contact_points=[point])


@pytest.fixture
def people(association: UUID) -> list[UUID]:
    return register(living_at("Anna", "Storgatan 4"), living_at("Bo", "Storgatan 6"), a_person("Cia", "Ek"))


def post(client: Client, people: list[UUID], **more: str) -> Any:
    return client.post(NEW, {"selected": [str(person_id) for person_id in people], **more})


def page_of(client: Client, response: Any) -> str:
    assert response.status_code == 302, response.content.decode()[:500]
    return str(client.get(response["Location"]).content.decode())


def street(person_id: UUID, viewer: Viewer) -> str:
    return get_person(person_id=person_id, viewer=viewer).contact_points[0].street


def test_the_way_from_the_list_to_the_result_and_back(
    secretary: Client, people: list[UUID], viewer: Viewer
) -> None:
    asked = post(secretary, people).content.decode()
    assert ("3 people chosen" in asked, "What do you want to change?" in asked) == (True, True)
    form = post(secretary, people, kind="address").content.decode()
    assert "Street that was called" in form
    typed = {"street_from": "Storgatan", "street_to": "Nedre gatan"}
    page = page_of(secretary, post(secretary, people, kind="address", fill="1", **typed))
    assert [text in page for text in ("Storgatan 4", "Nedre gatan 4", "Change 2 people", "No address")] == [
        True
    ] * 4
    assert street(people[0], viewer) == "Storgatan 4"
    edit = BulkEdit.objects.get()
    done = page_of(secretary, secretary.post(f"/klubben/changes/{edit.id}/confirm/"))
    assert ("The change is done." in done, street(people[1], viewer)) == (True, "Nedre gatan 6")
    again = page_of(secretary, secretary.post(f"/klubben/changes/{edit.id}/confirm/"))
    assert "The change is done." in again
    back = page_of(secretary, secretary.post(f"/klubben/changes/{edit.id}/undo/"))
    assert ("Everybody is as before." in back, street(people[1], viewer)) == (True, "Storgatan 6")
    # Nothing is said to be changed that is as before.
    figures = secretary.get(f"/klubben/changes/{edit.id}/").context["figures"]
    assert (figures[0].label, figures[0].value) == ("Changed back", "2")
    history = secretary.get("/klubben/changes/").content.decode()
    assert ("Taken back" in history, "Address" in history) == (True, True)


def test_everybody_whom_a_filter_finds_can_be_chosen_but_for_some(
    secretary: Client, people: list[UUID], viewer: Viewer
) -> None:
    data = {"all": "1", "question": "status=contact", "unselected": [str(people[2])]}
    assert "2 people chosen" in secretary.post(NEW, data).content.decode()
    data |= {"kind": "language", "language": "fi", "fill": "1"}
    page_of(secretary, secretary.post(NEW, data))
    assert BulkEdit.objects.get().people == 2


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("address", {}, "Write what is new about the address."),
        ("address", {"street_from": "A"}, "Write both names of the street"),
        ("address", {"postcode": "12"}, "Postcodes of this country look like"),
        ("language", {}, "This field is required."),
        ("municipality", {"municipality": ""}, "This field is required."),
        ("membership_end", {"last_day": "never"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nobody_is_lost(
    secretary: Client, people: list[UUID], kind: str, typed: dict[str, str], sentence: str
) -> None:
    response = post(secretary, people, kind=kind, fill="1", **typed)
    page = response.content.decode()
    assert (response.status_code, sentence in page, str(people[0]) in page) == (422, True, True)
    assert BulkEdit.objects.count() == 0


def test_without_anybody_chosen_it_goes_back_to_the_list(secretary: Client, people: list[UUID]) -> None:
    assert secretary.get(NEW)["Location"] == "/klubben/people/"
    assert secretary.post(NEW)["Location"] == "/klubben/people/"


def test_a_kind_that_is_not_offered_does_not_exist(secretary: Client, people: list[UUID]) -> None:
    assert post(secretary, people, kind="branch").status_code == 404
    assert post(secretary, people, kind="colour").status_code == 404


def test_a_tag_a_branch_and_a_language_read_as_names(secretary: Client, people: list[UUID]) -> None:
    (north,) = branches("Norra")
    (tag,) = save_tags(tags=[TagEdit(name="Båtplats")], actor=ACTOR, at=AT)
    branch = page_of(secretary, post(secretary, people, kind="branch", branch=str(north), fill="1"))
    tagged = page_of(secretary, post(secretary, people, kind="tag_add", tag=str(tag), fill="1"))
    language = page_of(secretary, post(secretary, people, kind="language", language="fi", fill="1"))
    assert ("Norra" in branch, "Båtplats" in tagged, "Suomi" in language) == (True, True, True)


def test_whoever_may_only_look_changes_nobody(association: UUID, people: list[UUID]) -> None:
    reader = sign_in(Client(), association, role="read_only")
    assert post(reader, people, kind="language", language="fi", fill="1").status_code == 403


def test_a_stranger_finds_no_bulk_edit(secretary: Client, intruder: Client, people: list[UUID]) -> None:
    page_of(secretary, post(secretary, people, kind="language", language="fi", fill="1"))
    edit = BulkEdit.objects.get()
    for path in ("", "progress/"):
        assert intruder.get(f"/klubben/changes/{edit.id}/{path}").status_code == 404
        assert intruder.get(f"/grannen/changes/{edit.id}/{path}").status_code == 404
    assert intruder.post(f"/grannen/changes/{edit.id}/confirm/").status_code == 404


def test_the_list_of_changes_has_a_heading_and_a_place_in_the_menu(secretary: Client) -> None:
    page = secretary.get("/klubben/changes/").content.decode()
    assert ("<h1>Changes for many</h1>" in page, page.count('href="/klubben/changes/"')) == (True, 1)
    assert "Nothing has been changed for many yet" in page


def test_the_form_says_how_many_have_left_or_died_and_asks_whether_they_are_meant(
    secretary: Client, people: list[UUID]
) -> None:
    admit(people[1], date(2020, 1, 1), ends_on=date(2021, 1, 1))
    Person.objects.filter(id=people[2]).update(is_deceased=True)
    form = post(secretary, people, kind="language").context
    assert [(each.sentence, each.is_on) for each in form["apart"]] == [
        ("1 of them is a former member", False),
        ("1 of them has died", False),
    ]
    page = page_of(secretary, post(secretary, people, kind="language", language="fi", fill="1"))
    assert ("Is a former member" in page, "Has died" in page) == (True, True)
    meant = post(secretary, people, kind="language", language="fi", fill="1", including="FORMER")
    page = page_of(secretary, meant)
    assert ("Is a former member" in page, "Has died" in page) == (False, True)
    # Whoever ticked former members only, means them.
    assert [each.is_on for each in post(secretary, [people[1]], kind="language").context["apart"]] == [True]


def test_who_may_see_the_protected_is_told_of_them_and_changes_them_knowingly(
    secretary: Client, people: list[UUID]
) -> None:
    (hidden,) = register(a_person("Disa", "Ek", protection="STRICT"))
    told = post(secretary, [*people, hidden], kind="language").context["apart"]
    assert [each.sentence for each in told] == ["1 of them is protected"]
    assert post(secretary, [*people, hidden], kind="address").context["apart"] == []
    filled = {"kind": "language", "language": "fi", "fill": "1"}
    page_of(secretary, post(secretary, [*people, hidden], **filled))
    page_of(secretary, post(secretary, [*people, hidden], **filled, including="PROTECTED"))
    assert sorted(BulkEdit.objects.values_list("people", flat=True)) == [3, 4]


def test_whoever_may_not_see_the_protected_is_told_nothing_of_them(
    association: UUID, people: list[UUID]
) -> None:
    (hidden,) = register(a_person("Disa", "Ek", protection="STRICT"))
    office = sign_in(Client(), association, role="secretary")
    kept = [right for right in STARTING_ROLES["secretary"] if right is not Right.PROTECTED_SEE]
    Role.objects.filter(code="secretary").update(rights=[right.value for right in kept])
    assert post(office, [*people, hidden], kind="language").context["apart"] == []
