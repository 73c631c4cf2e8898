"""Companies have a form of their own, rows need no script, a form sent twice is one person, and doubts are asked."""

from dataclasses import fields, replace
from datetime import date

import pytest
from django.test import Client

from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from matrikel.people.queries.notes import list_texts_to_review
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonChange, PersonCore
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question
from tests.conftest import sign_in
from tests.factories.people import a_person, at_home, register, type_of
from tests.office.people.test_editing import ANNA, form_as_shown, url

NEW = "/klubben/people/new/"
COMPANY = "/klubben/people/new/company/"


def everybody(viewer):
    return [
        row.display_name
        for row in list_people(question=Question(), on=date(2026, 11, 21), viewer=viewer).rows
    ]


def only_person(viewer):
    (row,) = list_people(question=Question(), on=date(2026, 11, 21), viewer=viewer).rows
    return get_person(person_id=row.id, viewer=viewer)


@pytest.fixture
def anna(association, actor, at):
    (person_id,) = register_people(people=[ANNA], actor=actor, at=at)
    return person_id


def test_a_company_is_entered_by_its_name_and_number(secretary, association, viewer):
    page = secretary.get(COMPANY).content.decode()
    assert "Organisation number" in page
    assert "Born" not in page
    wrong = secretary.post(COMPANY, {"family_name": "Fotohandel AB", "organisation_number": "556016-0681"})
    assert set(wrong.context["form"].errors) == {"organisation_number"}
    person = secretary.post(COMPANY, {"family_name": "Fotohandel AB", "organisation_number": "811228-9874"})
    assert "number of a person" in person.content.decode()
    sent = {"family_name": "Fotohandel AB", "organisation_number": "556016-0680", "email": "a@fotohandel.se"}
    assert secretary.post(COMPANY, sent).status_code == 302
    core = only_person(viewer).core
    assert (core.kind, core.family_name, core.organisation_number) == ("LEGAL", "Fotohandel AB", "5560160680")


def test_the_page_and_the_form_of_a_company_know_no_body(secretary, viewer, association):
    (company,) = register(NewPerson(core=PersonCore(kind="LEGAL", family_name="Fotohandel AB")))
    page = secretary.get(f"/klubben/people/{company}/").content.decode()
    assert "Company or association" in page
    form = secretary.get(url(company)).context["form"]
    assert {"given_name", "birth_date", "gender", "identity_number", "protection"} & set(form.fields) == set()
    data = form_as_shown(secretary.get(url(company)))
    assert secretary.post(url(company), {**data, "family_name": "Fotohandel HB"}).status_code == 302
    assert only_person(viewer).core.family_name == "Fotohandel HB"


def test_a_form_sent_twice_enters_one_person_even_without_an_email(secretary, association, viewer):
    form = secretary.get(NEW)
    sent = {"given_name": "Ida", "promise": form.context["promise"], "type": "", "starts_on": ""}
    first, second = secretary.post(NEW, sent), secretary.post(NEW, sent)
    assert (first["Location"], everybody(viewer)) == (second["Location"], ["Ida"])


def test_a_form_that_was_gone_back_to_and_written_anew_enters_somebody_else(secretary, association, viewer):
    promise = secretary.get(NEW).context["promise"]
    for name in ("Ida", "Bo"):
        sent = {"given_name": name, "promise": promise, "type": "", "starts_on": ""}
        assert secretary.post(NEW, sent).status_code == 302
    assert everybody(viewer) == ["Bo", "Ida"]


def test_a_row_more_is_added_without_a_script_and_nothing_typed_is_lost(secretary, association):
    sent = {"given_name": "Ida", "email": "not yet", "add": "email", "type": str(type_of())}
    response = secretary.post(NEW, sent)
    form = response.context["form"]
    assert response.status_code == 200
    assert [row.slot for row in form.rows()["email"]] == ["email", "email_2"]
    assert (form["email"].value(), form["given_name"].value(), form.errors) == ("not yet", "Ida", {})
    again = secretary.post(NEW, {**sent, "email_2": "", "add": "address"}).context["form"]
    assert [len(again.rows()[kind]) for kind in ("email", "phone", "address")] == [2, 1, 2]


def test_any_number_of_contact_details_and_numbers_elsewhere_are_kept(secretary, association, viewer):
    sent = {
        "given_name": "Ida",
        "type": "",
        "starts_on": "",
        "email": "ida@example.se",
        "email_2": "work@example.se",
        "email_3": "third@example.se",
        "email_2_label": "Work",
        "email_2_from": "2026-01-01",
        "email_2_until": "2026-12-31",
        "preferred_email": "email_2",
        "street": "Gatan 1",
        "place": "Arvika",
        "street_2": "Stugan 2",
        "postcode_2": "671 31",
        "country_2": "SE",
        "address_2_label": "Summer",
        "system": "Licence",
        "number": "77",
    }
    assert secretary.post(NEW, sent).status_code == 302
    person = only_person(viewer)
    emails = {point.value: point for point in person.contact_points if point.kind == "EMAIL"}
    assert sorted(emails) == ["ida@example.se", "third@example.se", "work@example.se"]
    work = emails["work@example.se"]
    assert (work.is_preferred, work.label, work.valid_from, work.valid_to) == (
        True,
        "Work",
        date(2026, 1, 1),
        date(2027, 1, 1),
    )
    assert sorted(point.street for point in person.contact_points if point.kind == "POSTAL") == [
        "Gatan 1",
        "Stugan 2",
    ]
    assert person.external_numbers == [("Licence", "77")]


def test_a_number_elsewhere_needs_to_be_somebodys(secretary, association):
    response = secretary.post(NEW, {"given_name": "Ida", "type": "", "system": "", "number": "77"})
    assert set(response.context["form"].errors) == {"system"}


@pytest.mark.parametrize(
    ("field", "value", "asked"),
    [
        ("email", "ida@gmial.com", "ida@gmail.com"),
        ("email_label", "diabetes", "health"),
        ("decision", "Domd för stöld", "crime"),
        ("place", "Arviko", "Arvika"),
    ],
)
def test_a_doubt_is_asked_at_its_field_and_what_is_meant_is_kept(
    secretary, association, viewer, field, value, asked
):
    register(*(replace(a_person(f"P{number}"), contact_points=[at_home("67131")]) for number in range(3)))
    sent = {
        "given_name": "Ida",
        "type": str(type_of()),
        "starts_on": "2026-11-01",
        "email": "ida@example.se",
        "postcode": "671 31",
        "place": "Arvika",
        field: value,
    }
    response = secretary.post(NEW, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert asked in page
    forms = (response.context["form"], response.context["membership"])
    (token,) = [
        each.keep_token for form in forms for each in form.fields.values() if hasattr(each, "keep_token")
    ]
    assert token in page
    assert secretary.post(NEW, {**sent, "kept": "email:0000"}).status_code == 422
    assert secretary.post(NEW, {**sent, "kept": token}).status_code == 302
    places = [text.place for text in list_texts_to_review(viewer=viewer)]
    assert places == {"email_label": ["LABEL"], "decision": ["DECISION"]}.get(field, [])


def test_an_age_that_does_not_fit_the_type_is_asked_about(secretary, association, viewer):
    sent = {
        "given_name": "Ida",
        "birth_date": "2020-01-01",
        "type": str(type_of()),
        "starts_on": "2026-11-01",
    }
    response = secretary.post(NEW, sent)
    assert set(response.context["membership"].errors) == {"type"}
    token = response.context["membership"].fields["type"].keep_token
    assert secretary.post(NEW, {**sent, "kept": token}).status_code == 302


def test_a_label_that_stands_already_is_not_asked_about_again(secretary, association, viewer):
    point = NewContactPoint(kind="PHONE", value="070-174 06 05", normalised="+46701740605", label="diabetes")
    (ida,) = register(replace(a_person("Ida"), contact_points=[point]))
    data = form_as_shown(secretary.get(url(ida)))
    assert secretary.post(url(ida), {**data, "given_name": "Idun"}).status_code == 302


def test_editing_somebody_into_somebody_else_is_noticed(secretary, anna, viewer):
    register(a_person("Bo", "Berg"))
    data = form_as_shown(secretary.get(url(anna)))
    sent = {**data, "given_name": "Bo", "family_name": "Berg"}
    response = secretary.post(url(anna), sent)
    assert response.status_code == 422
    (line,) = response.context["alike"]
    assert (line["name"], line["because"]) == ("Bo Berg", "has the same name")
    assert secretary.post(url(anna), {**sent, "not_the_same": line["id"]}).status_code == 302


def test_a_household_that_shares_an_email_is_left_in_peace_when_something_else_changes(
    secretary, viewer, anna
):
    register(NewPerson(core=PersonCore(given_name="Bo"), contact_points=ANNA.contact_points[:1]))
    data = form_as_shown(secretary.get(url(anna)))
    assert secretary.post(url(anna), {**data, "preferred_name": "Annie"}).status_code == 302


def test_while_one_edits_the_doubles_are_shown(secretary, anna):
    register(a_person("Bo", "Berg"))
    data = form_as_shown(secretary.get(url(anna)))
    page = secretary.post(f"{url(anna)}similar/", {**data, "given_name": "Bo", "family_name": "Berg"})
    assert "Bo Berg" in page.content.decode()


def test_a_label_or_a_mark_changed_keeps_who_made_sure(secretary, anna, viewer, at):
    points = get_person(person_id=anna, viewer=viewer).contact_points
    secretary.post(
        f"/klubben/people/{anna}/confirm/", {"point": [str(point.id) for point in points], "how": "CALL"}
    )
    data = form_as_shown(secretary.get(url(anna)))
    assert data["preferred_email"] == "email"
    sent = {**data, "phone_label": "Home", "preferred_email": "email_2", "street": "Gatan 2"}
    assert secretary.post(url(anna), sent).status_code == 302
    after = get_person(person_id=anna, viewer=viewer).contact_points
    sure = {point.value or point.street: point.verified_how for point in after}
    assert sure == {
        "anna@example.se": "CALL",
        "work@example.se": "CALL",
        "third@example.se": "CALL",
        "0701740605": "CALL",
        "Gatan 2": "",
    }
    assert [point.value for point in after if point.is_preferred] == ["work@example.se"]


def test_confirming_says_how_and_is_shown_with_the_detail(secretary, anna, viewer):
    (phone,) = [p for p in get_person(person_id=anna, viewer=viewer).contact_points if p.kind == "PHONE"]
    address = f"/klubben/people/{anna}/confirm/"
    secretary.post(address, {"point": str(phone.id), "how": ""})
    assert get_person(person_id=anna, viewer=viewer).version == 1
    secretary.post(address, {"point": str(phone.id), "how": "CALL"})
    page = secretary.get(f"/klubben/people/{anna}/").content.decode()
    assert "confirmed by an officer" in page
    assert "by phone" in page


def test_the_second_officer_can_take_the_others_word_field_by_field(secretary, anna, viewer, actor, at):
    data = form_as_shown(secretary.get(url(anna)))
    core = get_person(person_id=anna, viewer=viewer).core
    phone = NewContactPoint(kind="PHONE", value="070-174 06 06", normalised="+46701740606")
    points = [phone if point.kind == "PHONE" else point for point in _points(anna, viewer)]
    other = replace(core, family_name="Dahl")
    change = PersonChange(person_id=anna, version=1, core=other, contact_points=points)
    change_people(changes=[change], actor=actor, at=at)
    response = secretary.post(url(anna), {**data, "family_name": "Berg", "email_2": "mine@example.se"})
    assert response.status_code == 409
    assert [row["name"] for row in response.context["overtaken"]["rows"]] == ["family_name"]
    again = {**form_as_shown(response), "choose-family_name": "theirs"}
    assert secretary.post(url(anna), again).status_code == 302
    after = get_person(person_id=anna, viewer=viewer)
    assert after.core.family_name == "Dahl"
    values = [point.value for point in after.contact_points]
    assert ("mine@example.se" in values, "070-174 06 06" in values, "0701740605" in values) == (
        True,
        True,
        False,
    )


def _points(person_id, viewer):
    return [
        NewContactPoint(**{each.name: getattr(point, each.name) for each in fields(NewContactPoint)})
        for point in get_person(person_id=person_id, viewer=viewer).contact_points
    ]


def test_an_overtaken_change_of_a_protected_person_keeps_what_was_typed(secretary, anna, viewer, actor, at):
    protect = PersonChange(person_id=anna, version=1, values={"protection": "HIDDEN"})
    change_people(changes=[protect], actor=actor, at=at)
    data = form_as_shown(secretary.post(url(anna), {"reason": "CORRECTION"}))
    other = PersonChange(person_id=anna, version=2, values={"preferred_name": "Annie"})
    change_people(changes=[other], actor=actor, at=at)
    response = secretary.post(url(anna), {**data, "street": "Gatan 2"})
    assert response.status_code == 409
    assert 'value="Gatan 2"' in response.content.decode()
    assert response.context["overtaken"]["taken"] == ["Preferred name"]
    assert secretary.post(url(anna), form_as_shown(response)).status_code == 302
    assert get_person(person_id=anna, viewer=viewer).core.preferred_name == "Annie"


def test_a_bank_account_is_kept_masked_opened_for_a_reason_and_forgotten(
    secretary, association, anna, viewer
):
    data = form_as_shown(secretary.get(url(anna)))
    wrong = secretary.post(url(anna), {**data, "iban": "SE45 5000"})
    assert set(wrong.context["form"].errors) == {"iban"}
    assert secretary.post(url(anna), {**data, "iban": "SE45 5000 0000 0583 9825 7466"}).status_code == 302
    page = f"/klubben/people/{anna}/"
    shown = secretary.get(page).content.decode()
    assert "•••• 7466" in shown
    assert "5839" not in shown
    opened = f"{page}opened/"
    assert secretary.post(opened, {"what": "bank_account", "reason": ""}).status_code == 422
    answer = secretary.post(opened, {"what": "bank_account", "reason": "PAYMENT"})
    assert "SE45 5000 0000 0583 9825 7466" in answer.content.decode()
    reader = sign_in(Client(), association, role="read_only")
    assert "7466" not in reader.get(page).content.decode()
    assert reader.post(opened, {"what": "bank_account", "reason": "PAYMENT"}).status_code == 403
    again = form_as_shown(secretary.get(url(anna)))
    assert secretary.post(url(anna), {**again, "forgets_iban": "on"}).status_code == 302
    assert get_person(person_id=anna, viewer=viewer).bank_ending == ""
