"""A change for many makes the tag or the group that it needs, and taking it back takes that away too."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from matrikel.access.models import Role
from matrikel.access.rules import STARTING_ROLES
from matrikel.bulkedits.models import BulkEdit
from matrikel.groups.models import Group, Participation
from matrikel.kernel.actors import Right
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.models import PersonTag, Tag, TextToReview
from matrikel.selections.models import Segment
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, register

NEW = "/klubben/changes/new/"
IN_GROUP = {
    "kind": "group",
    "part": "PARTICIPANT",
    "starts_on": "2026-01-10",
    "new_kind": "GROUP",
    "fill": "1",
}


@pytest.fixture
def people(association: UUID) -> list[UUID]:
    return register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))


def post(client: Client, people: list[UUID], **more: str) -> Any:
    return client.post(NEW, {"selected": [str(person_id) for person_id in people], **more})


def tag_newly(client: Client, people: list[UUID], name: str = "Solist", **more: str) -> Any:
    return post(client, people, kind="tag_add", new_name=name, fill="1", **more)


def confirm(client: Client) -> str:
    edit = BulkEdit.objects.get()
    return str(client.post(f"/klubben/changes/{edit.id}/confirm/", follow=True).content.decode())


def undo(client: Client) -> None:
    client.post(f"/klubben/changes/{BulkEdit.objects.get().id}/undo/")


def test_where_there_is_no_tag_the_form_asks_for_the_name_of_a_new_one(
    secretary: Client, people: list[UUID]
) -> None:
    form = post(secretary, people, kind="tag_add").content.decode()
    assert ("Name of the new tag" in form, 'name="tag"' in form) == (True, False)


def test_a_new_tag_is_seen_first_then_made_then_taken_away(secretary: Client, people: list[UUID]) -> None:
    preview = secretary.get(tag_newly(secretary, people)["Location"]).content.decode()
    assert ("The tag “Solist” is new." in preview, "Change 2 people" in preview) == (True, True)
    assert Tag.objects.count() == 0
    assert "The change is done." in confirm(secretary)
    assert (Tag.objects.get().name, PersonTag.objects.count()) == ("Solist", 2)
    undo(secretary)
    assert (Tag.objects.count(), PersonTag.objects.count()) == (0, 0)


def test_a_new_tag_that_somebody_else_carries_by_then_stays(secretary: Client, people: list[UUID]) -> None:
    tag_newly(secretary, people)
    confirm(secretary)
    (other,) = register(a_person("Cia", "Ek"))
    tag_people(person_ids=[other], tag_ids=[Tag.objects.get().id], actor=ACTOR, at=AT)
    undo(secretary)
    assert (Tag.objects.count(), PersonTag.objects.count()) == (1, 1)


def test_a_new_tag_that_a_saved_selection_asks_for_stays(
    association: UUID, secretary: Client, people: list[UUID]
) -> None:
    tag_newly(secretary, people)
    confirm(secretary)
    tag = Tag.objects.get()
    question = {"asked": {"tag": [str(tag.id)]}}
    Segment.objects.create(
        association_id=association, owner=tag.id, name="Solister", question=question, created_at=AT
    )
    undo(secretary)
    assert (Tag.objects.count(), PersonTag.objects.count()) == (1, 0)


def test_a_tag_that_was_there_before_stays_when_giving_it_is_taken_back(
    secretary: Client, people: list[UUID]
) -> None:
    (tag,) = save_tags(tags=[TagEdit(name="Solist")], actor=ACTOR, at=AT)
    # A new one that is called like an old one is the old one.
    tag_newly(secretary, people, "solist")
    confirm(secretary)
    undo(secretary)
    assert list(Tag.objects.values_list("id", flat=True)) == [tag]


def test_a_name_that_says_too_much_is_asked_about_and_kept_knowingly(
    secretary: Client, people: list[UUID]
) -> None:
    asked = tag_newly(secretary, people, "allergi mot nötter")
    token = asked.context["form"]["new_name"].field.keep_token
    assert (asked.status_code, BulkEdit.objects.count()) == (422, 0)
    tag_newly(secretary, people, "allergi mot nötter", kept=token)
    confirm(secretary)
    assert list(TextToReview.objects.values_list("place", "row_id")) == [("TAG", Tag.objects.get().id)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose one, or write the name of a new one."),
        ({"new_name": "Kör", "tag": "old"}, "Either choose one or write a new name, not both."),
    ],
)
def test_one_tag_and_not_two_is_asked_for(
    secretary: Client, people: list[UUID], typed: dict[str, str], sentence: str
) -> None:
    (tag,) = save_tags(tags=[TagEdit(name="Solist")], actor=ACTOR, at=AT)
    typed = {name: str(tag) if value == "old" else value for name, value in typed.items()}
    response = post(secretary, people, kind="tag_add", fill="1", **typed)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)


def test_whoever_may_not_make_tags_makes_none_here(association: UUID, people: list[UUID]) -> None:
    office = sign_in(Client(), association, role="secretary")
    kept = [right for right in STARTING_ROLES["secretary"] if right is not Right.TAGS_EDIT]
    tag_newly(office, people)
    Role.objects.filter(code="secretary").update(rights=[right.value for right in kept])
    assert tag_newly(office, people).status_code == 404
    assert office.post(f"/klubben/changes/{BulkEdit.objects.get().id}/confirm/").status_code == 403
    assert Tag.objects.count() == 0


def test_a_new_group_is_made_with_its_people_and_goes_with_them(
    secretary: Client, people: list[UUID]
) -> None:
    form = post(secretary, people, kind="group").content.decode()
    assert ("Name of the new group" in form, 'name="group"' in form) == (True, False)
    preview = secretary.get(post(secretary, people, new_name="Altar", **IN_GROUP)["Location"])
    assert "The group “Altar” is new." in preview.content.decode()
    assert Group.objects.count() == 0
    confirm(secretary)
    assert (Group.objects.get().name, Participation.objects.count()) == ("Altar", 2)
    undo(secretary)
    assert (Group.objects.count(), Participation.objects.count()) == (0, 0)


def test_a_name_that_an_older_group_has_is_refused_at_its_field_before_the_preview(
    secretary: Client, people: list[UUID]
) -> None:
    post(secretary, people, new_name="Altar", **IN_GROUP)
    confirm(secretary)
    Group.objects.update(ends_on="2026-01-11")
    again = post(secretary, people, new_name="altar", **IN_GROUP)
    assert again.context["form"].errors == {
        "new_name": ["There is a group of that name in that season already."]
    }
    assert (BulkEdit.objects.count(), Group.objects.count()) == (1, 1)


def test_a_change_that_is_stopped_before_anybody_changed_leaves_no_new_tag(
    secretary: Client, people: list[UUID]
) -> None:
    tag_newly(secretary, people)
    (tag,) = save_tags(tags=[TagEdit(name="Solist")], actor=ACTOR, at=AT)
    refused = confirm(secretary)
    assert ("There is a tag of that name already." in refused, BulkEdit.objects.get().state) == (
        True,
        "REVIEW",
    )
    secretary.post(f"/klubben/changes/{BulkEdit.objects.get().id}/cancel/")
    assert list(Tag.objects.values_list("id", flat=True)) == [tag]
