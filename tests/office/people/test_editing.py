"""Edit a person: only what differs is changed, and whoever comes second sees the difference and chooses."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.register_people import register_people
from matrikel.people.actions.reveal_protected import reveal_protected
from matrikel.people.queries import get_person
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonChange, PersonCore
from tests.conftest import sign_in

ANNA = NewPerson(
    core=PersonCore(given_name="Anna", family_name="Sköld", birth_date=date(1946, 3, 23), member_number="11"),
    contact_points=[
        NewContactPoint(
            kind="EMAIL", value="anna@example.se", normalised="anna@example.se", is_preferred=True
        ),
        NewContactPoint(kind="EMAIL", value="work@example.se", normalised="work@example.se"),
        NewContactPoint(kind="EMAIL", value="third@example.se", normalised="third@example.se"),
        NewContactPoint(kind="PHONE", value="0701740605", normalised="+46701740605"),
        NewContactPoint(kind="POSTAL", street="Gatan 1", postcode="19081", place="Gävle", country="SE"),
    ],
)


@pytest.fixture
def anna(association, actor, at):
    (person_id,) = register_people(people=[ANNA], actor=actor, at=at)
    return person_id


def url(person_id):
    return f"/klubben/people/{person_id}/edit/"


def form_as_shown(response):
    """Every value that the page's form would send if nothing were touched."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    return {**sent, "draft": response.context["draft"]}


def test_only_what_was_typed_is_changed(secretary, anna, viewer):
    before = get_person(person_id=anna, viewer=viewer)
    data = form_as_shown(secretary.get(url(anna)))
    response = secretary.post(url(anna), {**data, "family_name": "Berg", "email": "new@example.se"})
    after = get_person(person_id=anna, viewer=viewer)
    assert response["Location"] == f"/klubben/people/{anna}/"
    assert after.core == replace(before.core, family_name="Berg")
    assert sorted(point.value or point.street for point in after.contact_points) == [
        "0701740605",
        "Gatan 1",
        "new@example.se",
        "third@example.se",
        "work@example.se",
    ]
    assert {point.id for point in after.contact_points} == {point.id for point in before.contact_points}


def test_saving_an_untouched_form_changes_nothing(secretary, anna, viewer):
    data = form_as_shown(secretary.get(url(anna)))
    assert secretary.post(url(anna), data).status_code == 302
    assert get_person(person_id=anna, viewer=viewer).version == 1


def test_an_emptied_field_takes_the_contact_point_away(secretary, anna, viewer):
    data = form_as_shown(secretary.get(url(anna)))
    secretary.post(url(anna), {**data, "phone": ""})
    kinds = [point.kind for point in get_person(person_id=anna, viewer=viewer).contact_points]
    assert sorted(kinds) == ["EMAIL", "EMAIL", "EMAIL", "POSTAL"]


def test_what_is_wrong_is_told_and_the_input_kept(secretary, anna, viewer):
    data = form_as_shown(secretary.get(url(anna)))
    response = secretary.post(url(anna), {**data, "given_name": "", "family_name": "", "postcode": "12"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"given_name", "postcode"}
    assert 'value="12"' in response.content.decode()
    assert get_person(person_id=anna, viewer=viewer).version == 1


def test_the_second_officer_sees_the_difference_and_keeps_what_both_wrote(secretary, anna, viewer, actor, at):
    data = form_as_shown(secretary.get(url(anna)))
    seen = get_person(person_id=anna, viewer=viewer)
    other = replace(seen.core, family_name="Dahl", preferred_name="Annie")
    change_people(changes=[PersonChange(person_id=anna, version=1, core=other)], actor=actor, at=at)
    response = secretary.post(url(anna), {**data, "family_name": "Berg", "place": "Umeå"})
    page = response.content.decode()
    assert response.status_code == 409
    assert response.context["overtaken"]["rows"] == [
        {"name": "family_name", "label": "Family name", "before": "Sköld", "theirs": "Dahl", "mine": "Berg"}
    ]
    assert response.context["overtaken"]["taken"] == ["Preferred name"]
    assert 'value="Annie"' in page
    again = form_as_shown(response)
    assert secretary.post(url(anna), again).status_code == 302
    after = get_person(person_id=anna, viewer=viewer)
    assert (after.core.family_name, after.core.preferred_name) == ("Berg", "Annie")
    assert "Umeå" in [point.place for point in after.contact_points]


def test_a_draft_of_somebody_else_is_not_taken(secretary, anna, viewer, actor, at):
    (bo,) = register_people(people=[NewPerson(core=PersonCore(given_name="Bo"))], actor=actor, at=at)
    data = form_as_shown(secretary.get(url(bo)))
    secretary.post(url(anna), {**data, "given_name": "Changed"})
    assert get_person(person_id=anna, viewer=viewer).core.given_name == "Anna"


def test_a_protected_person_is_edited_only_after_a_reason(secretary, anna, viewer, actor, at):
    core = get_person(person_id=anna, viewer=viewer).core
    protect = PersonChange(person_id=anna, version=1, core=replace(core, protection="PROTECTED"))
    change_people(changes=[protect], actor=actor, at=at)
    closed = secretary.get(url(anna)).content.decode()
    assert "Gatan 1" not in closed
    assert secretary.post(url(anna), {"reason": ""}).status_code == 422
    opened = secretary.post(url(anna), {"reason": "CORRECTION"})
    assert "Gatan 1" in opened.content.decode()
    data = form_as_shown(opened)
    assert secretary.post(url(anna), {**data, "street": "Gatan 2"}).status_code == 302
    hidden = reveal_protected(person_id=anna, reason="LETTER", actor=actor, at=at)
    assert (hidden.birth_date, len(hidden.contact_points)) == (date(1946, 3, 23), 5)
    assert "Gatan 2" in [point.street for point in hidden.contact_points]


def test_a_protection_that_a_form_leaves_out_stays(secretary, anna, viewer, actor, at):
    protect = PersonChange(person_id=anna, version=1, values={"protection": "STRICT"})
    change_people(changes=[protect], actor=actor, at=at)
    data = form_as_shown(secretary.post(url(anna), {"reason": "CORRECTION"}))
    del data["protection"]
    assert secretary.post(url(anna), {**data, "preferred_name": "Annie"}).status_code == 302
    core = get_person(person_id=anna, viewer=viewer).core
    assert (core.protection, core.preferred_name) == ("STRICT", "Annie")


def test_who_sees_no_protection_neither_learns_of_it_nor_destroys_what_is_sealed(
    association, anna, viewer, actor, at
):
    core = get_person(person_id=anna, viewer=viewer).core
    protect = PersonChange(person_id=anna, version=1, core=replace(core, protection="PROTECTED"))
    change_people(changes=[protect], actor=actor, at=at)
    from matrikel.access.models import Role

    Role.objects.filter(code="treasurer").update(rights=["people.see", "people.edit"])
    helper = sign_in(Client(), association, role="treasurer")
    page = helper.get(url(anna))
    assert "rotect" not in page.content.decode()
    data = form_as_shown(page)
    assert "protection" not in data
    sent = {**data, "preferred_name": "Annie", "phone": "070-174 06 06"}
    assert helper.post(url(anna), sent).status_code == 302
    hidden = reveal_protected(person_id=anna, reason="LETTER", actor=actor, at=at)
    assert hidden.birth_date == date(1946, 3, 23)
    assert len(hidden.contact_points) == 6
    assert get_person(person_id=anna, viewer=viewer).core.protection == "PROTECTED"


def test_the_number_of_queries_does_not_grow_with_contact_points(secretary, anna, actor, at):
    (bare,) = register_people(people=[NewPerson(core=PersonCore(given_name="Bo"))], actor=actor, at=at)
    counts = []
    for person_id in (bare, anna):
        with CaptureQueriesContext(connection) as caught:
            secretary.get(url(person_id))
        counts.append(len(caught))
    assert counts[0] == counts[1]
