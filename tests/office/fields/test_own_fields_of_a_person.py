"""Own fields on a person's page: shown with where they come from, changed, sealed, and opened for a reason."""

import pytest
from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.queries import find_account
from matrikel.fields.models import FieldValue
from matrikel.fields.queries import list_values
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, TODAY, sign_in
from tests.factories.fields import save_field, write
from tests.factories.people import a_person, admit, branches, register, type_of


@pytest.fixture
def anna(association):
    """Return somebody in the register."""
    return register(a_person())[0]


def card_of(page):
    cards = [card.context for card in page.context["cards"] if card.template == "office/fields/card.html"]
    return cards[0] if cards else None


def facts_of(page):
    return [(fact.term, fact.value) for fact in card_of(page)["facts"]]


def form_of(browser, person_id):
    form = browser.get(f"/klubben/people/{person_id}/own-fields/").context["form"]
    return {"own_seen": form.seen, **{box.html_name: box.value() or "" for box in form}}


def kept(person_id, viewer):
    return {
        field_id: value.texts
        for field_id, value in list_values(person_ids=[person_id], viewer=viewer).get(person_id, {}).items()
    }


def test_a_value_stands_on_the_page_with_who_wrote_it(secretary, anna):
    write(anna, save_field(kind="CHOICE", options="sizes"), "m")
    page = secretary.get(f"/klubben/people/{anna}/")
    (fact,) = card_of(page)["facts"]
    assert (fact.term, fact.value, fact.note) == (
        "Tröjstorlek",
        "Medium",
        "written by an officer 21 Nov 2026",
    )


def test_where_there_are_no_own_fields_there_is_no_card(secretary, anna):
    assert card_of(secretary.get(f"/klubben/people/{anna}/")) is None


def test_values_are_changed_and_taken_away(secretary, anna, viewer):
    size, plays = save_field(kind="CHOICES", options="sizes"), save_field("Spelar")
    data = form_of(secretary, anna)
    data |= {f"own_{size.id.hex}": ["s", "l"], f"own_{plays.id.hex}": "fiol"}
    response = secretary.post(f"/klubben/people/{anna}/own-fields/", data)
    assert (response["Location"], kept(anna, viewer)) == (
        f"/klubben/people/{anna}/",
        {size.id: ("s", "l"), plays.id: ("fiol",)},
    )
    data = {**form_of(secretary, anna), f"own_{plays.id.hex}": ""}
    secretary.post(f"/klubben/people/{anna}/own-fields/", data)
    assert kept(anna, viewer) == {size.id: ("s", "l")}


@pytest.mark.parametrize(
    ("parts", "typed", "sentence"),
    [
        ({"kind": "NUMBER", "largest": 54}, "55", "The most is 54."),
        ({"kind": "DATE"}, "2026-02-30", "Write a date that exists, such as 2026-11-25."),
        ({"shape": "AA-9999"}, "12", "Write it like KB-3692."),
        (
            {"kind": "LINK"},
            "javascript:alert(1)",
            "Write the address of a web page, such as https://example.org.",
        ),
        ({"officers": "REQUIRED"}, "", "Your association wants this filled in."),
    ],
)
def test_what_is_no_value_is_said_at_its_box_and_kept_there(secretary, anna, parts, typed, sentence):
    field = save_field(**parts)
    if parts.get("officers"):
        write(anna, field, "x")
    data = {**form_of(secretary, anna), f"own_{field.id.hex}": typed}
    response = secretary.post(f"/klubben/people/{anna}/own-fields/", data)
    assert (response.status_code, response.context["form"].errors[f"own_{field.id.hex}"]) == (422, [sentence])
    assert not typed or f'value="{typed}"' in response.content.decode()


def test_an_identity_number_in_a_free_text_is_not_kept(secretary, anna):
    field = save_field("Anteckning", kind="LONG_TEXT")
    data = {**form_of(secretary, anna), f"own_{field.id.hex}": "Hennes nummer är 19460323-9957."}
    response = secretary.post(f"/klubben/people/{anna}/own-fields/", data)
    assert (response.status_code, FieldValue.objects.count()) == (422, 0)


def test_who_was_overtaken_is_told_what_stands_there_now(secretary, anna, viewer):
    field = save_field()
    data = {**form_of(secretary, anna), f"own_{field.id.hex}": "S"}
    write(anna, field, "XL")
    response = secretary.post(f"/klubben/people/{anna}/own-fields/", data)
    assert (response.status_code, kept(anna, viewer)) == (409, {field.id: ("XL",)})
    assert response.context["form"].errors[f"own_{field.id.hex}"] == [
        "Somebody else changed this meanwhile. It now says: XL."
    ]


def test_fields_are_asked_of_those_for_whom_they_are(secretary, association):
    adult, contact = register(a_person("Vuxen"), a_person("Kontakt"))
    (company,) = register(a_person("", "Firman AB", kind="LEGAL"))
    from datetime import date

    admit(adult, date(2020, 1, 1))
    save_field("Alla")
    save_field("Folk", for_whom="PERSONS")
    save_field("Firmor", for_whom="ORGANISATIONS")
    save_field("Vuxna", for_whom="TYPES", type_ids=[type_of("ADULT")])

    def asked(person_id):
        form = secretary.get(f"/klubben/people/{person_id}/own-fields/").context["form"]
        return [row.label("sv") for row in form.rows]

    assert [asked(each) for each in (adult, contact, company)] == [
        ["Alla", "Folk", "Vuxna"],
        ["Alla", "Folk"],
        ["Alla", "Firmor"],
    ]


def test_what_is_sealed_is_named_and_opened_for_a_reason_and_written_down(secretary, anna):
    write(anna, save_field("Inte servera", level="SPECIAL", purpose="safety"), "inga nötter")
    page = secretary.get(f"/klubben/people/{anna}/")
    assert (card_of(page)["sealed"], "inga nötter" in page.content.decode()) == ("Inte servera", False)
    opened = f"/klubben/people/{anna}/own-fields/opened/"
    assert secretary.post(opened, {"reason": ""}).status_code == 422
    answer = secretary.post(opened, {"reason": "SAFETY"})
    assert [(fact.term, fact.value) for fact in answer.context["facts"]] == [("Inte servera", "inga nötter")]
    history = secretary.get(f"/klubben/people/{anna}/history/").content.decode()
    assert "opened sealed details" in history


def test_a_sealed_value_is_replaced_kept_or_forgotten_without_being_shown(secretary, anna, viewer):
    field = save_field("Inte servera", level="SPECIAL", purpose="safety")
    write(anna, field, "inga nötter")
    opened = f"/klubben/people/{anna}/own-fields/opened/"

    def save(**typed):
        data = {**form_of(secretary, anna), **typed}
        assert secretary.post(f"/klubben/people/{anna}/own-fields/", data).status_code == 302
        answer = secretary.post(opened, {"reason": "SAFETY"})
        return answer.context["facts"][0].value if answer.status_code == 200 else None

    name = f"own_{field.id.hex}"
    assert [save(), save(**{name: "ingen fisk"}), save(**{f"{name}_forget": "on"})] == [
        "inga nötter",
        "ingen fisk",
        None,
    ]


def test_who_may_not_see_what_is_sensitive_is_not_told_that_it_is_there(association, anna):
    write(anna, save_field("Inte servera", level="SPECIAL", purpose="safety"), "inga nötter")
    treasurer = sign_in(Client(), association, role="treasurer")
    page = treasurer.get(f"/klubben/people/{anna}/")
    assert (card_of(page), "Inte servera" in page.content.decode()) == (None, False)
    assert (
        treasurer.post(f"/klubben/people/{anna}/own-fields/opened/", {"reason": "SAFETY"}).status_code == 404
    )


def test_where_a_protected_person_is_does_not_show_to_who_may_not_know(association):
    (hidden,) = register(a_person("Skyddad", protection="STRICT"))
    write(hidden, save_field("Båtplats", tells_where=True), "Brygga 4")
    write(hidden, save_field(), "XL")
    clerk = sign_in(Client(), association, role="treasurer")
    page = clerk.get(f"/klubben/people/{hidden}/")
    assert facts_of(page) == [("Tröjstorlek", "XL")]
    assert ("Brygga" in page.content.decode(), "Båtplats" in page.content.decode()) == (False, False)


def test_a_protected_persons_card_is_not_there_before_the_details_are_opened(secretary, association):
    (hidden,) = register(a_person("Skyddad", protection="STRICT"))
    write(hidden, save_field(), "XL")
    assert card_of(secretary.get(f"/klubben/people/{hidden}/")) is None


def test_another_branchs_officer_finds_nothing(association):
    north, south = branches("Norr", "Söder")
    (person,) = register(a_person(unit_id=north))
    save_field()
    term = NewTerm(email="s@example.se", role="secretary", starts_on=TODAY, unit_id=south)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    browser = Client()
    browser.force_login(find_account(account_id=account_id))
    assert browser.get(f"/klubben/people/{person}/own-fields/").status_code == 404
    assert Person.objects.filter(id=person).exists()
