"""Households are made, joined and left on pages; guardians, payers and contacts are written down."""

import pytest
from django.db import transaction
from django.test import Client

from matrikel.access.models import Role
from matrikel.kernel.scope import association_scope
from matrikel.memberships.queries import list_memberships
from matrikel.people.models import ContactPoint, Person
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.models import Contact, Guardian, Household, HouseholdMember, LeftApart, Payer
from matrikel.relations.rules.records import NewGuardian
from tests.conftest import ACTOR, AT, make_association, sign_in
from tests.factories.families import FATHERS_HOME, a_family, household_of, living_at
from tests.factories.people import a_person, admit, register, type_of


def page_of(answer):
    return answer.content.decode()


def test_a_household_is_made_of_people_found_by_name_without_names_in_the_address(secretary, association):
    mother, father, child = a_family()
    path = "/klubben/households/new/"
    begun = secretary.get(path, {"person": str(mother)})
    # Whoever gave the same address is offered at once, and the address is there.
    assert [row["name"] for row in begun.context["choosing"]["rows"]] == [
        "Maria Sköld",
        "Erik Sköld",
        "Live Sköld",
    ]
    assert 'value="Björkgatan 12"' in page_of(begun)
    found = secretary.post(path, {"step": "find", "find": "erik", "person": [str(mother)]})
    assert [(row["name"], row["is_chosen"]) for row in found.context["choosing"]["rows"]] == [
        ("Maria Sköld", True),
        ("Erik Sköld", False),
    ]
    part = secretary.post(path, {"step": "find", "find": "zzz"}, headers={"HX-Request": "true"})
    assert ("<html" in page_of(part), "Nobody was found" in page_of(part)) == (False, True)
    nobody = secretary.post(path, {"step": "save"})
    assert (nobody.status_code, "Choose who lives there" in page_of(nobody)) == (422, True)
    done = secretary.post(
        path,
        {
            "step": "save",
            "person": [str(mother), str(father), str(child)],
            "street": "Björkgatan 12",
            "postcode": "753 23",
            "place": "Uppsala",
            "country": "SE",
        },
        follow=True,
    )
    assert done.context["name"] == "Sköld family"
    assert Household.objects.get().postcode == "75323"


HOME = {"street": "Björkgatan 12", "postcode": "753 23", "place": "Uppsala", "country": "SE"}


@pytest.mark.parametrize("home", [HOME, {"country": "SE"}])
def test_a_household_is_made_once_however_often_the_button_is_pressed(in_threads, home):
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        mother, father, _child = a_family()
    sent = {"step": "save", "person": [str(mother), str(father)], **home}
    browsers = [sign_in(Client(), association_id, email=f"{at}@example.se") for at in range(2)]

    def press(browser):
        def once(meet):
            meet()
            return browser.post("/klubben/households/new/", sent).headers["Location"]

        return once

    shown = in_threads(*(press(browser) for browser in browsers))
    with association_scope(association_id), transaction.atomic():
        made = [f"/klubben/households/{each}/" for each in Household.objects.values_list("id", flat=True)]
        people = HouseholdMember.objects.count()
    assert (shown, people) == (made * 2, 2)


def test_names_are_put_right_and_the_second_of_two_officers_is_told(secretary, association):
    household_id = household_of(a_family())
    path = f"/klubben/households/{household_id}/edit/"
    values = {"name": "Villa Villekulla", "street": "Ågatan 1", "postcode": "75310", "place": "Uppsala"}
    done = secretary.post(path, {**values, "version": "1"}, follow=True)
    assert done.context["name"] == "Villa Villekulla"
    late = secretary.post(path, {**values, "version": "1", "name": "X"})
    assert (late.status_code, Household.objects.get().name) == (409, "Villa Villekulla")


def test_somebody_of_the_register_joins_and_leaves(secretary, association):
    mother, father, child = a_family()
    household_id = household_of([mother, child])
    path = f"/klubben/households/{household_id}/members/"
    offered = secretary.get(f"{path}new/")
    assert [row["name"] for row in offered.context["choosing"]["rows"]] == ["Erik Sköld"]
    secretary.post(f"{path}new/", {"step": "save", "person": str(father), "starts_on": "2026-03-01"})
    assert HouseholdMember.objects.count() == 3
    twice = secretary.post(f"{path}new/", {"step": "save", "person": str(father)})
    assert (twice.status_code, "already" in page_of(twice)) == (422, True)
    wrong = secretary.post(f"{path}{father}/", {"what": "left", "last_day": "2026-02-01"})
    assert wrong.status_code == 422
    secretary.post(f"{path}{father}/", {"what": "left", "last_day": "2026-03-31"})
    page = page_of(secretary.get(f"/klubben/households/{household_id}/"))
    assert "Lived here before" in page
    secretary.post(f"{path}{child}/", {"what": "mistake"})
    assert sorted(HouseholdMember.objects.values_list("person_id", flat=True)) == sorted([mother, father])
    assert secretary.get(f"{path}{child}/").status_code == 404


def test_the_post_goes_to_the_other_home(secretary, association):
    mother, father, child = a_family()
    household_of([mother, child])
    his = household_of([father, child], address=FATHERS_HOME)
    path = f"/klubben/households/{his}/members/{child}/"
    assert "Send the post here" in page_of(secretary.get(path))
    secretary.post(path, {"what": "post"})
    assert "Send the post here" not in page_of(secretary.get(path))


def test_a_child_is_entered_with_address_name_guardian_and_payer(secretary, association):
    mother, father, _child = a_family()
    household_id = household_of([mother, father])
    path = f"/klubben/households/{household_id}/members/new-person/"
    assert 'value="Sköld"' in page_of(secretary.get(path))
    values = {
        "given_name": "Nils",
        "family_name": "Sköld",
        "birth_date": "2017-04-01",
        "guardians": [str(mother), str(father)],
        "payer": str(father),
        "type": str(type_of("YOUTH")),
        "starts_on": "2026-11-01",
    }
    secretary.post(path, values)
    nils = Person.objects.get(given_name="Nils")
    assert ContactPoint.objects.get(person=nils, kind="POSTAL").street == "Björkgatan 12"
    assert sorted(Guardian.objects.filter(person=nils).values_list("guardian_id", flat=True)) == sorted(
        [mother, father]
    )
    assert Payer.objects.get(person=nils).payer_id == father
    assert [row.type_id for row in list_memberships(person_ids=[nils.id])[nils.id]] == [type_of("YOUTH")]
    # Pressed twice, or entered by somebody else already: asked rather than doubled.
    again = secretary.post(path, values)
    assert (again.status_code, "Is it one of these?" in page_of(again)) == (422, True)
    assert Person.objects.filter(given_name="Nils").count() == 1
    page = page_of(secretary.get(f"/klubben/people/{nils.id}/"))
    assert "Letters go to Erik Sköld and Maria Sköld." in page


def test_a_child_becomes_what_its_age_asks_for_unless_somebody_chooses_otherwise(secretary, association):
    mother, father, _child = a_family()
    path = f"/klubben/households/{household_of([mother, father])}/members/new-person/"
    offered = secretary.get(path).context["membership"]["type"]
    assert (offered.value(), offered.field.choices[0]) == (
        "BY_AGE",
        ("BY_AGE", "The one that fits the age"),
    )
    values = {"given_name": "Nils", "family_name": "Sköld", "type": "BY_AGE", "starts_on": "2026-11-01"}
    asked = secretary.post(path, values)
    assert (asked.status_code, "Write when the person was born, or choose the type." in page_of(asked)) == (
        422,
        True,
    )
    named = secretary.post(
        path, {**values, "birth_date": "2017-04-01", "step": "type"}, headers={"HX-Request": "true"}
    )
    assert ("By age: Ungdomsmedlem<" in page_of(named), "<html" in page_of(named)) == (
        True,
        False,
    )
    secretary.post(path, {**values, "birth_date": "2017-04-01"})
    secretary.post(path, {**values, "given_name": "Ida", "birth_date": "2019-04-01", "type": ""})
    nils, ida = Person.objects.get(given_name="Nils"), Person.objects.get(given_name="Ida")
    held = list_memberships(person_ids=[nils.id, ida.id])
    assert ([row.type_id for row in held[nils.id]], held.get(ida.id)) == ([type_of("YOUTH")], None)


def test_a_child_without_a_guardian_is_marked_and_gets_one(secretary, association):
    mother, father, child = a_family()
    household_of([mother, father, child])
    person = f"/klubben/people/{child}/"
    assert "no parent or guardian is known" in page_of(secretary.get(person))
    path = f"{person}family/new/"
    asked = secretary.get(path)
    # The grown-ups of the home are offered without a search.
    assert [row["name"] for row in asked.context["choosing"]["rows"]] == ["Erik Sköld", "Maria Sköld"]
    nobody = secretary.post(path, {"what": "guardian", "step": "save"})
    assert (nobody.status_code, Guardian.objects.count()) == (422, 0)
    secretary.post(path, {"what": "guardian", "kind": "PARENT", "person": str(mother), "step": "save"})
    page = page_of(secretary.get(person))
    assert ("no parent or guardian is known" in page, "Letters go to Maria Sköld." in page) == (False, True)
    relation = Guardian.objects.get()
    end = f"{person}family/{relation.id}/end/"
    assert "Parent: Maria Sköld" in page_of(secretary.get(end))
    secretary.post(end, {"what": "end", "last_day": "2026-11-20"})
    assert secretary.get(end).status_code == 404


def test_an_emergency_contact_is_a_name_and_a_number(secretary, association):
    _mother, _father, child = a_family()
    path = f"/klubben/people/{child}/family/new/"
    values = {
        "what": "emergency",
        "step": "save",
        "name": "Greta",
        "phone": "070-174 06 05",
        "label": "mormor",
    }
    wrong = secretary.post(path, {**values, "phone": "12"})
    assert (wrong.status_code, 'value="Greta"' in page_of(wrong)) == (422, True)
    secretary.post(path, values)
    page = page_of(secretary.get(f"/klubben/people/{child}/"))
    assert ("In an emergency" in page, "mormor · 070-174 06 05" in page) == (True, True)
    contact = Contact.objects.get()
    secretary.post(f"/klubben/people/{child}/family/{contact.id}/end/", {"what": "remove"})
    assert Contact.objects.count() == 0


def test_a_company_has_representatives_and_no_household(secretary, association):
    mother, *_others = a_family()
    (company,) = register(a_person("", "Fotohuset AB", kind="LEGAL"))
    path = f"/klubben/people/{company}/"
    page = page_of(secretary.get(path))
    assert ("Who acts for it" in page, "New household" in page) == (True, False)
    secretary.post(
        f"{path}family/new/",
        {"what": "represents", "person": str(mother), "function": "chair", "step": "save"},
    )
    assert "Represented by" in page_of(secretary.get(path))


def test_those_who_share_address_and_name_become_households_at_once(secretary, association):
    first = a_family()
    second = a_family(home=FATHERS_HOME, family="Ek")
    lone = register(living_at(a_person("Tove", "Ek"), FATHERS_HOME))
    path = "/klubben/households/suggestions/"
    for person_id in (*first, *second, *lone):
        admit(person_id, AT.date())
    assert "2 families may be households" in page_of(secretary.get("/klubben/"))
    rows = secretary.get(path).context["rows"]
    assert [row["name"] for row in rows] == ["Ek family", "Sköld family"]
    none = secretary.post(path, {"what": "accept"})
    assert none.status_code == 422
    secretary.post(path, {"what": "accept", "selected": [rows[0]["value"]]})
    assert Household.objects.count() == 1
    secretary.post(path, {"what": "apart", "selected": [rows[1]["value"]]})
    assert (LeftApart.objects.count(), secretary.get(path).context["rows"]) == (3, [])
    assert "may be households" not in page_of(secretary.get("/klubben/"))


def test_the_neighbours_people_are_made_into_nothing(secretary, intruder, association, neighbour):
    from matrikel.kernel.scope import association_scope

    mother, *_others = a_family()
    household_id = household_of([mother])
    theirs = {"step": "save", "person": str(mother)}
    assert intruder.post("/grannen/households/new/", theirs).status_code == 422
    assert (
        intruder.post(
            "/grannen/households/suggestions/", {"what": "accept", "selected": f"{household_id},{mother}"}
        ).status_code
        == 404
    )
    with association_scope(neighbour):
        assert Household.objects.count() == 0


def test_the_list_asks_as_many_questions_for_many_as_for_one(secretary, association, queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    household_of(a_family(family="A"))
    secretary.get("/klubben/households/")
    with CaptureQueriesContext(connection) as asked:
        secretary.get("/klubben/households/")
    for number in range(8):
        household_of(a_family(family=f"B{number}"))
    with queries(len(asked)):
        page = secretary.get("/klubben/households/")
    assert len(page.context["listing"].rows) == 9
    found = secretary.post("/klubben/households/", {"q": "b3"}, follow=True)
    assert [row.label for row in found.context["listing"].rows] == ["B3 family"]


def test_the_person_page_asks_as_many_questions_in_a_large_family(secretary, association):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(person_id):
        with CaptureQueriesContext(connection) as asked:
            secretary.get(f"/klubben/people/{person_id}/")
        return len(asked)

    small, large = (
        a_family(family="A"),
        [*a_family(family="B"), *register(*[a_person(f"C{n}", "B") for n in range(6)])],
    )
    for people in (small, large):
        household_of(people)
        set_guardians(
            guardians=[
                NewGuardian(person_id=child, guardian_id=parent)
                for child in people[2:]
                for parent in people[:2]
            ],
            actor=ACTOR,
            at=AT,
        )
    cost(small[0])
    assert cost(large[0]) == cost(small[0])


@pytest.mark.parametrize("role", ["treasurer", "auditor"])
def test_who_may_not_change_people_writes_nothing_down(association, role):
    mother, _father, child = a_family()
    browser = sign_in(Client(), association, role=role)
    assert browser.get(f"/klubben/people/{child}/family/new/").status_code == 403
    assert browser.post("/klubben/households/new/", {"person": str(mother)}).status_code == 403


def test_of_a_protected_person_nothing_is_written_down_by_whoever_may_not_know_of_it(association):
    hidden, child = register(a_person("Anna", protection="STRICT"), a_person("Live", birth_year=2015))
    Role.objects.filter(code="treasurer").update(rights=["people.see", "people.edit"])
    browser = sign_in(Client(), association, role="treasurer")
    path = f"/klubben/people/{hidden}/family/new/"
    sent = {"what": "payer", "step": "save", "person": str(child)}
    answers = [browser.get(path).status_code, browser.post(path, sent).status_code]
    assert (answers, Payer.objects.count()) == ([404, 404], 0)


def test_people_chosen_on_a_list_become_a_household(secretary, association):
    people = a_family()
    assert "New household…" in page_of(secretary.get("/klubben/people/"))
    begun = secretary.post(
        "/klubben/households/new/", {"selected": [str(found) for found in people]}, follow=True
    )
    rows = begun.context["choosing"]["rows"]
    assert [(row["name"], row["is_chosen"]) for row in rows] == [
        ("Erik Sköld", True),
        ("Live Sköld", True),
        ("Maria Sköld", True),
    ]
    register(*[a_person(f"A{number}", "B") for number in range(12)])
    many = secretary.post("/klubben/households/new/", {"all": "1", "question": ""}, follow=True)
    assert "more than one household" in page_of(many)


def test_a_label_that_says_too_much_is_asked_about(secretary, association):
    _mother, _father, child = a_family()
    path = f"/klubben/people/{child}/family/new/"
    values = {"what": "contact", "step": "save", "name": "Greta", "label": "sjuksköterska, diabetes"}
    asked = secretary.post(path, values)
    assert (asked.status_code, Contact.objects.count()) == (422, 0)
    (token,) = {asked.context["form"].fields["label"].keep_token}
    secretary.post(path, {**values, "kept": token})
    assert Contact.objects.get().label == "sjuksköterska, diabetes"
