"""The pages about fields: what is kept and why, making a field with its purpose, and the words that make one stop."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.fields.queries import get_field, list_built_in, list_fields, list_texts
from matrikel.organisations.models import Association
from tests.conftest import TODAY, association_scope, sign_in
from tests.factories.fields import save_field, write
from tests.factories.people import a_person, register

NEW = "/klubben/settings/fields/new/"
ASKED = {
    "kind": "TEXT",
    "version": "1",
    "label_sv": "Nyckel",
    "help_sv": "Så att vi får tillbaka den.",
    "purpose": "membership",
    "level": "PERSONAL",
    "keep": "exit+6m",
    "for_whom": "EVERYBODY",
    "officers": "EDIT",
    "member": "SEE",
    "joining": "NONE",
}


def said(response):
    return [str(message) for message in response.wsgi_request._messages]


def test_the_catalogue_tells_of_every_field_why_how_long_and_who_sees_it(secretary):
    save_field("Båtplats", keep="written+2y", level="SENSITIVE", member="EDIT")
    page = secretary.get("/klubben/settings/fields/")
    (own,) = page.context["own"]
    assert [own[part] for part in ("name", "purpose", "level", "keep", "who", "held")] == [
        "Båtplats",
        "To do things together",
        "Sensitive",
        "for 2 years after it was written",
        "Officers who may open sensitive details; the member, who may change it",
        "0",
    ]
    built_in = {row["name"]: (row["level"], row["keep"]) for row in page.context["built_in"]}
    assert built_in["Born"] == ("Ordinary", "until the person leaves")
    assert built_in["National identity number"][0] == "Specially protected by law"


def test_where_there_is_no_own_field_the_page_says_what_to_do_first(secretary):
    page = secretary.get("/klubben/settings/fields/").content.decode()
    assert ("No field of your own yet" in page, NEW in page) == (True, True)


def test_more_fields_cost_no_more_questions(secretary):
    save_field("A", kind="CHOICE", options="sizes")
    with CaptureQueriesContext(connection) as few:
        secretary.get("/klubben/settings/fields/")
    for number in range(12):
        save_field(f"B{number}", kind="CHOICE", options="sizes")
    with CaptureQueriesContext(connection) as many:
        secretary.get("/klubben/settings/fields/")
    assert len(many) == len(few) <= 14


def test_a_field_is_made_from_a_kind(secretary, association):
    assert secretary.get(NEW).context["kinds"][0]["url"] == f"{NEW}?kind=TEXT"
    assert secretary.get(f"{NEW}?kind=TEXT").status_code == 200
    response = secretary.post(NEW, ASKED)
    assert (response.status_code, response["Location"]) == (302, "/klubben/settings/fields/#own")
    (field,) = list_fields()
    assert (field.code, field.label("sv"), field.purpose, field.keep) == (
        "nyckel",
        "Nyckel",
        "membership",
        "exit+6m",
    )


@pytest.mark.parametrize("part", ["purpose", "level", "keep", "label_sv"])
def test_without_purpose_level_retention_or_name_it_is_said_at_the_box_and_the_rest_is_kept(secretary, part):
    response = secretary.post(NEW, {**ASKED, part: ""})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [part])
    assert (list_fields(), "tillbaka den." in response.content.decode()) == ([], True)


@pytest.mark.parametrize("ready", ["shirt_size", "allergies", "photo_ok", "boat_name"])
def test_a_ready_made_field_is_saved_as_it_stands(secretary, ready):
    form = secretary.get(f"{NEW}?ready={ready}").context["form"]
    data = {box.html_name: box.value() for box in form if box.value() not in (None, False)}
    response = secretary.post(NEW, data)
    assert (response.status_code, [field.code for field in list_fields()]) == (302, [ready])


def test_a_ready_made_field_that_is_there_is_not_offered_again(secretary):
    def offered():
        clubs = secretary.get(NEW).context["clubs"]
        return {field["url"].rpartition("=")[2] for club in clubs for field in club["fields"]}

    before = offered()
    save_field("Skjorta", code="shirt_size")
    assert before - offered() == {"shirt_size"}


def test_words_that_the_law_guards_make_one_stop_once(secretary):
    asked = {**ASKED, "label_sv": "Allergier"}
    response = secretary.post(NEW, asked)
    assert (response.status_code, list_fields()) == (422, [])
    assert response.context["warnings"][0].startswith("This sounds like health.")
    sealed = secretary.post(NEW, {**asked, "level": "SPECIAL", "keep": "written+1y", "sure": ""})
    assert (sealed.status_code, list_fields()[0].is_sealed) == (302, True)
    meant_otherwise = secretary.post(NEW, {**asked, "label_sv": "Hälsoslinga", "sure": "on"})
    assert (meant_otherwise.status_code, len(list_fields())) == (302, 2)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"label_sv": "Mobil"}, "There is a built-in field for this: Phone."),
        ({"label_sv": "Båtplats"}, "This may tell where somebody is."),
        ({"label_sv": "Födelsedatum", "kind": "DATE"}, "There is a built-in field for the birth date."),
    ],
)
def test_what_is_there_already_or_says_too_much_is_pointed_out(secretary, asked, line):
    warnings = secretary.post(NEW, {**ASKED, **asked}).context["warnings"]
    assert [text for text in warnings if text.startswith(line)] != []


def test_answers_are_added_and_renamed_without_losing_their_code(secretary):
    answers = {"answer_0_code": "", "answer_0_sv": "Liten", "answer_1_code": "", "answer_1_sv": "Stor"}
    secretary.post(NEW, {**ASKED, "kind": "CHOICE", **answers})
    (field,) = list_fields()
    page = secretary.get(f"/klubben/settings/fields/{field.id}/")
    assert len(page.context["form"].answer_rows) == 5
    changed = {
        **ASKED,
        **{"answer_0_code": "liten", "answer_0_sv": "Small", "answer_1_code": "stor", "answer_1_sv": ""},
        **{"answer_2_code": "", "answer_2_sv": "Jätte"},
    }
    assert secretary.post(f"/klubben/settings/fields/{field.id}/", changed).status_code == 302
    assert [(each.code, each.labels["sv"]) for each in list_fields()[0].options] == [
        ("liten", "Small"),
        ("jatte", "Jätte"),
    ]


def test_who_was_overtaken_is_told_and_what_was_typed_is_kept(secretary):
    field = save_field("Nyckel")
    secretary.post(f"/klubben/settings/fields/{field.id}/", {**ASKED, "label_sv": "Nyckelnummer"})
    response = secretary.post(f"/klubben/settings/fields/{field.id}/", {**ASKED, "label_sv": "Min nyckel"})
    assert (response.status_code, 'value="Min nyckel"' in response.content.decode()) == (409, True)
    again = {**ASKED, "label_sv": "Min nyckel", "version": str(response.context["form"]["version"].value())}
    assert secretary.post(f"/klubben/settings/fields/{field.id}/", again).status_code == 302
    assert get_field(field_id=field.id).label("sv") == "Min nyckel"


def test_fields_are_moved_by_buttons(secretary):
    one, two = save_field("Ett"), save_field("Två")
    secretary.post("/klubben/settings/fields/order/", {"move": f"{two.id}:up"})
    secretary.post("/klubben/settings/fields/order/", {"move": f"{two.id}:up"})
    secretary.post("/klubben/settings/fields/order/", {"move": "nonsense"})
    assert [field.id for field in list_fields()] == [two.id, one.id]


def test_retiring_shows_what_will_be_erased_before_it_happens(secretary):
    field = save_field("Nyckel", keep="written+3m")
    write(register(a_person())[0], field, "12")
    page = secretary.get(f"/klubben/settings/fields/{field.id}/retire/")
    assert (page.context["count"], page.context["first"]) == (1, "21 Feb 2027")
    past = {"erase_on": (TODAY - timedelta(days=9_000)).isoformat()}
    assert secretary.post(f"/klubben/settings/fields/{field.id}/retire/", past).status_code == 422
    tonight = (
        secretary.get(f"/klubben/settings/fields/{field.id}/retire/").context["form"]["erase_on"].value()
    )
    response = secretary.post(f"/klubben/settings/fields/{field.id}/retire/", {"erase_on": str(tonight)})
    assert (response.status_code, list_fields()) == (302, [])
    assert [row["name"] for row in secretary.get("/klubben/settings/fields/").context["retired"]] == [
        "Nyckel"
    ]


def test_built_in_fields_are_used_as_the_association_likes(secretary):
    form = secretary.get("/klubben/settings/fields/built-in/").context["form"]
    data = {box.html_name: box.value() or "" for box in form}
    data |= {"gender_officers": "NONE", "gender_member": "EDIT", "birth_date_officers": "REQUIRED"}
    data["email_help_sv"] = "Till medlemsbrevet."
    assert secretary.post("/klubben/settings/fields/built-in/", data).status_code == 302
    uses = list_built_in()
    assert (uses["gender"].officers, uses["gender"].joining, uses["gender"].member) == ("NONE", "NONE", "SEE")
    assert (uses["birth_date"].officers, dict(uses["email"].helps)) == (
        "REQUIRED",
        {"sv": "Till medlemsbrevet."},
    )


def test_own_words_are_saved_and_shown_as_they_will_look(secretary):
    hostile = (
        "Hej **alla**!\n\n<script>alert(1)</script> [här](javascript:alert(1)) [där](https://example.org)"
    )
    response = secretary.post("/klubben/settings/texts/", {"portal_welcome_sv": hostile})
    assert (response.status_code, list_texts()) == (302, {("portal_welcome", "sv"): hostile})
    page = secretary.get("/klubben/settings/texts/").content.decode()
    assert "<strong>alla</strong>" in page
    assert '<a href="https://example.org" rel="noopener noreferrer">där</a>' in page
    assert ("<script>alert" in page, 'href="javascript' in page) == (False, False)


def test_a_text_that_is_too_long_is_said_at_its_box(secretary):
    response = secretary.post("/klubben/settings/texts/", {"person_form_sv": "x" * 400})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["person_form_sv"])


def test_who_may_not_change_settings_sees_none_of_it(association):
    field = save_field()
    treasurer = sign_in(Client(), association, role="treasurer")
    ends = ("fields/", "fields/new/", f"fields/{field.id}/", f"fields/{field.id}/retire/", "texts/")
    assert [treasurer.get(f"/klubben/settings/{end}").status_code for end in ends] == [403] * 5


def test_a_neighbours_field_is_not_there(secretary, neighbour):
    with association_scope(neighbour):
        foreign = save_field(labels={"nb": "Båt"})
    for end in ("", "retire/"):
        assert secretary.get(f"/klubben/settings/fields/{foreign.id}/{end}").status_code == 404


def test_where_own_fields_are_switched_off_there_is_no_card_no_editor_and_no_question(secretary, association):
    (anna,) = register(a_person())
    write(anna, save_field(), "M")
    Association.objects.filter(id=association).update(modules=["groups"])
    ends = ("settings/fields/new/", f"people/{anna}/own-fields/")
    assert [secretary.get(f"/klubben/{end}").status_code for end in ends] == [404, 404]
    page = secretary.get("/klubben/settings/fields/")
    assert (page.status_code, "Own fields are switched off." in page.content.decode()) == (200, True)
    assert "Tröjstorlek" not in secretary.get(f"/klubben/people/{anna}/").content.decode()


def test_an_association_of_two_languages_writes_fields_and_texts_in_both(secretary, association):
    Association.objects.filter(id=association).update(languages=["sv", "fi"])
    form = secretary.get(f"{NEW}?ready=shirt_size").context["form"]
    assert [(str(box.label), box.value()) for box in form.label_fields] == [
        ("Name in svenska", "Tröjstorlek"),
        ("Name in suomi", "Paidan koko"),
    ]
    asked = {**ASKED, "label_fi": "Avain", "help_fi": ""}
    assert secretary.post(NEW, asked).status_code == 302
    assert list_fields()[0].labels == {"sv": "Nyckel", "fi": "Avain"}
    secretary.post("/klubben/settings/texts/", {"portal_welcome_sv": "Hej", "portal_welcome_fi": "Moi"})
    assert list_texts() == {("portal_welcome", "sv"): "Hej", ("portal_welcome", "fi"): "Moi"}
