"""Tags and notes in the office: who may, what is asked first, what waits, and what a neighbour never meets."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.organisations.actions.change_settings import change_settings
from matrikel.organisations.queries import get_association
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.actions.write_notes import NewNote, write_notes
from matrikel.people.jobs import forget_all_notes
from matrikel.people.queries.notes import list_notes
from matrikel.people.queries.tags import list_tags, list_tags_of
from matrikel.people.rules.records import PersonChange
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, register

TAGS = "/klubben/tags/"


@pytest.fixture
def anna(association):
    (person_id,) = register(a_person())
    return person_id


def a_tag(name="Has a key"):
    (tag_id,) = save_tags(tags=[TagEdit(name=name)], actor=ACTOR, at=AT)
    return tag_id


def names():
    return [tag.name for tag in list_tags()]


def test_tags_are_added_renamed_merged_and_removed(secretary, anna):
    assert "No tags yet" in secretary.get(TAGS).content.decode()
    for name in ("Volunteer", "Volunters"):
        assert secretary.post(TAGS, {"name": name}).status_code == 302
    one, other = (tag.id for tag in list_tags())
    tag_people(person_ids=[anna], tag_ids=[other], actor=ACTOR, at=AT)
    page = f"{TAGS}{one}/"
    assert secretary.post(page, {"what": "rename", "name": "Volunters"}).status_code == 422
    assert secretary.post(page, {"what": "rename", "name": "Helper"}).status_code == 302
    assert secretary.post(f"{TAGS}{other}/", {"what": "merge", "into": ""}).status_code == 422
    assert secretary.post(f"{TAGS}{other}/", {"what": "merge", "into": str(one)}).status_code == 302
    assert names() == ["Helper"]
    assert "1 person" in secretary.get(TAGS).content.decode()
    assert secretary.post(page, {"what": "remove"}).status_code == 302
    assert names() == []


def test_a_tag_that_tells_too_much_is_asked_about(secretary, association):
    response = secretary.post(TAGS, {"name": "Diabetes"})
    assert response.status_code == 422
    token = response.context["form"].fields["name"].keep_token
    assert secretary.post(TAGS, {"name": "Diabetes", "kept": token}).status_code == 302
    assert "Diabetes" in secretary.get("/klubben/texts/").content.decode()


def test_a_person_gets_and_loses_a_tag_on_its_page(secretary, anna):
    tag = a_tag()
    page = f"/klubben/people/{anna}/"
    assert "Has a key" in secretary.get(page).content.decode()
    secretary.post(f"{page}tags/", {"add": str(tag)})
    assert [each.name for each in list_tags_of(person_ids=[anna])[anna]] == ["Has a key"]
    secretary.post(f"{page}tags/", {"remove": str(tag)})
    assert list_tags_of(person_ids=[anna]) == {}


def test_people_are_listed_by_their_tags(secretary, association, anna):
    register(a_person("Bo", "Berg"))
    tag = a_tag()
    tag_people(person_ids=[anna], tag_ids=[tag], actor=ACTOR, at=AT)
    page = secretary.get(f"/klubben/people/?tag={tag}").content.decode()
    assert ("Anna" in page, "Bo Berg" in page) == (True, False)


def test_the_list_of_tags_costs_the_same_for_many(secretary, association):
    counts = []
    for number in (2, 20):
        for each in range(number):
            a_tag(f"Tag {number} {each}")
        with CaptureQueriesContext(connection) as caught:
            secretary.get(TAGS)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_who_may_not_change_the_list_may_read_it(association, anna):
    tag = a_tag()
    treasurer = sign_in(Client(), association, role="treasurer")
    assert treasurer.get(TAGS).status_code == 200
    assert treasurer.post(TAGS, {"name": "Other"}).status_code == 404
    assert treasurer.get(f"{TAGS}{tag}/").status_code == 403
    assert treasurer.post(f"/klubben/people/{anna}/tags/", {"add": str(tag)}).status_code == 403


def test_a_note_is_written_read_and_removed(secretary, anna, viewer):
    page = f"/klubben/people/{anna}/"
    assert secretary.post(f"{page}notes/new/", {"text": ""}).status_code == 422
    assert secretary.post(f"{page}notes/new/", {"text": "Has the key to the darkroom"}).status_code == 302
    assert "Has the key to the darkroom" in secretary.get(page).content.decode()
    (note,) = list_notes(person_id=anna, viewer=viewer)
    remove = f"{page}notes/{note.id}/remove/"
    assert "darkroom" in secretary.get(remove).content.decode()
    assert secretary.post(remove).status_code == 302
    assert secretary.get(remove).status_code == 404


def test_a_doubtful_note_is_asked_about_kept_knowingly_and_waits_in_today(secretary, anna, viewer):
    new = f"/klubben/people/{anna}/notes/new/"
    response = secretary.post(new, {"text": "Has diabetes"})
    assert response.status_code == 422
    assert "This looks like something about health" in response.content.decode()
    assert list_notes(person_id=anna, viewer=viewer) == []
    token = response.context["form"].fields["text"].keep_token
    assert secretary.post(new, {"text": "Has epilepsy", "kept": token}).status_code == 422
    assert secretary.post(new, {"text": "Has diabetes", "kept": token}).status_code == 302
    assert "1 free text to look at" in secretary.get("/klubben/").content.decode()
    texts = secretary.get("/klubben/texts/")
    assert "Has diabetes" in texts.content.decode()
    (row,) = texts.context["rows"]
    secretary.post("/klubben/texts/", {"settle": str(row["id"])})
    assert secretary.get("/klubben/texts/").context["rows"] == []


def test_notes_are_only_for_those_who_may(association, anna):
    write_notes(notes=[NewNote(person_id=anna, text="Darkroom")], actor=ACTOR, at=AT)
    treasurer = sign_in(Client(), association, role="treasurer")
    page = f"/klubben/people/{anna}/"
    shown = treasurer.get(page).content.decode()
    assert ("Darkroom" in shown, "note was written" in shown) == (False, False)
    assert treasurer.get(f"{page}notes/new/").status_code == 403
    assert treasurer.get("/klubben/texts/").status_code == 403


def test_notes_of_a_protected_person_appear_once_the_details_are_opened(secretary, anna):
    write_notes(notes=[NewNote(person_id=anna, text="Moved to Gagnef")], actor=ACTOR, at=AT)
    change_people(
        changes=[PersonChange(person_id=anna, version=1, values={"protection": "STRICT"})], actor=ACTOR, at=AT
    )
    page = f"/klubben/people/{anna}/"
    assert "Gagnef" not in secretary.get(page).content.decode()
    opened = secretary.post(f"{page}opened/", {"what": "whereabouts", "reason": "LETTER"})
    assert "Gagnef" in opened.content.decode()


def test_the_neighbours_tags_and_notes_are_not_there(intruder, anna, viewer):
    tag = a_tag()
    (note,) = write_notes(notes=[NewNote(person_id=anna, text="Darkroom")], actor=ACTOR, at=AT)
    for slug in ("klubben", "grannen"):
        for path in (f"tags/{tag}/", f"people/{anna}/notes/new/", f"people/{anna}/notes/{note}/remove/"):
            assert intruder.get(f"/{slug}/{path}").status_code == 404
        assert intruder.post(f"/{slug}/people/{anna}/tags/", {"add": str(tag)}).status_code == 404
    assert intruder.get("/klubben/tags/").status_code == 404
    assert "Has a key" not in intruder.get("/grannen/tags/").content.decode()


def test_where_notes_are_switched_off_the_old_ones_can_be_deleted(secretary, association, anna, viewer):
    write_notes(notes=[NewNote(person_id=anna, text="Darkroom")], actor=ACTOR, at=AT)
    settings = get_association()
    modules = tuple(code for code in settings.modules if code != "notes")
    change_settings(
        settings=replace(settings.settings(), modules=modules), version=settings.version, actor=ACTOR, at=AT
    )
    page = f"/klubben/people/{anna}/"
    assert "Darkroom" not in secretary.get(page).content.decode()
    assert secretary.get(f"{page}notes/new/").status_code == 404
    assert "some are still kept" in secretary.get("/klubben/").content.decode()
    labels = secretary.get(f"{page}edit/").context["form"].fields["email_label"]
    assert "Work" in [text for text, _name in labels.choices]
    assert secretary.post("/klubben/texts/", {"what": "forget"}).status_code == 302
    forget_all_notes()
    assert list_notes(person_id=anna, viewer=viewer) == []
    assert "some are still kept" not in secretary.get("/klubben/").content.decode()
