"""Move the family: who moves, seen beforehand, done, taken back; and who may not know where."""

import re
from datetime import date

import pytest
from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Role
from matrikel.access.queries import find_account
from matrikel.people.models import ContactPoint, Person
from matrikel.relations.models import Household, HouseholdMember
from tests.conftest import ACTOR, AT, TODAY, sign_in
from tests.factories.families import OLD_HOME, a_family, household_of
from tests.factories.people import branches

NEW = {"street": "Kaiveien 3", "postcode": "671 31", "place": "Arvika", "country": "SE"}


@pytest.fixture
def family(association):
    """Return mother, father, child and their household."""
    people = a_family()
    return (*people, household_of(people))


def asked(people, household_id, **fates):
    names = ("mother", "father", "child")
    return {
        **NEW,
        "moved_on": "2026-11-20",
        "version": str(Household.objects.get(id=household_id).version),
        **{f"fate-{person}": fates.get(name, "moves") for person, name in zip(people, names, strict=False)},
    }


def page_of(answer):
    return answer.content.decode()


def test_nothing_changes_before_the_preview_was_confirmed(secretary, family):
    *people, household_id = family
    path = f"/klubben/households/{household_id}/move/"
    preview = secretary.post(path, {**asked(people, household_id), "step": "preview"})
    assert preview.status_code == 200
    assert page_of(preview).count("the own address becomes the new one") == 3
    assert "Kaiveien 3" in page_of(preview)
    assert Household.objects.get().street == "Björkgatan 12"
    # Back to the form: what was typed is still there.
    back = secretary.post(path, {**asked(people, household_id), "step": "edit"})
    assert 'value="Kaiveien 3"' in page_of(back)

    done = secretary.post(path, {**asked(people, household_id), "step": "confirm"}, follow=True)
    assert [home["lines"] for home in done.context["homes"]] == [("Kaiveien 3", "671 31 Arvika")]
    assert done.context["followed"] == "Maria Sköld, Erik Sköld, and Live Sköld"
    assert list(ContactPoint.objects.values_list("street", flat=True)) == ["Kaiveien 3"] * 3


def test_who_has_written_the_new_address_already_is_told_so(secretary, family):
    *people, household_id = family
    ContactPoint.objects.filter(person_id=people[1]).update(
        street="Kaiveien 3", postcode="67131", place="Arvika"
    )
    path = f"/klubben/households/{household_id}/move/"
    preview = page_of(secretary.post(path, {**asked(people, household_id), "step": "preview"}))
    assert preview.count("has the new address already") == 1
    assert "has another address of their own" not in preview


def test_a_move_is_taken_back_from_its_own_page(secretary, family):
    *people, household_id = family
    path = f"/klubben/households/{household_id}/move/"
    done = secretary.post(path, {**asked(people, household_id), "step": "confirm"}, follow=True)
    undone = secretary.post(done.context["undo_url"], follow=True)
    assert undone.redirect_chain[-1][0] == f"/klubben/households/{household_id}/"
    assert Household.objects.get().street == "Björkgatan 12"
    again = secretary.post(done.context["undo_url"])
    assert again.status_code == 409
    assert "taken back already" in page_of(again)


def test_parents_part_and_the_child_lives_in_both_homes(secretary, family):
    mother, father, child, household_id = family
    path = f"/klubben/households/{household_id}/move/"
    values = asked((mother, father, child), household_id, mother="stays", child="both")
    preview = secretary.post(path, {**values, "step": "preview"})
    assert [row["line"] for row in preview.context["rows"]] == [
        "the own address becomes the new one",
        "nothing changes",
        "the post goes on coming here",
    ]
    done = secretary.post(path, {**values, "step": "confirm"}, follow=True)
    assert [[each["name"] for each in home["people"]] for home in done.context["homes"]] == [
        ["Maria Sköld", "Live Sköld"],
        ["Erik Sköld", "Live Sköld"],
    ]
    person = page_of(secretary.get(f"/klubben/people/{child}/"))
    assert (person.count('class="tile"'), person.count("post goes here")) == (2, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"moved_on": "2126-01-01"}, "still to come"),
        ({"moved_on": ""}, "required"),
        ({"street": ""}, "Write the new address."),
        ({"postcode": "1"}, "look like"),
        ({"street": "Björkgatan 12", "postcode": "75323", "place": "Uppsala"}, "lives already"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(secretary, family, wrong, said):
    *people, household_id = family
    values = {**asked(people, household_id), **wrong, "step": "preview"}
    answer = secretary.post(f"/klubben/households/{household_id}/move/", values)
    assert answer.status_code == 422
    assert said in page_of(answer)
    if "place" not in wrong:
        assert 'value="Arvika"' in page_of(answer)


def test_nobody_moving_is_no_move(secretary, family):
    *people, household_id = family
    values = asked(people, household_id, mother="stays", father="stays", child="stays")
    answer = secretary.post(f"/klubben/households/{household_id}/move/", {**values, "step": "preview"})
    assert (answer.status_code, "at least one person" in page_of(answer)) == (422, True)


def test_the_second_of_two_officers_is_told_and_keeps_what_was_typed(secretary, family):
    *people, household_id = family
    path = f"/klubben/households/{household_id}/move/"
    seen = asked(people, household_id)
    secretary.post(path, {**seen, "step": "confirm"})
    late = secretary.post(path, {**seen, "street": "Ågatan 7", "step": "confirm"})
    assert (late.status_code, "Somebody else changed" in page_of(late)) == (409, True)
    assert 'value="Ågatan 7"' in page_of(late)
    assert Household.objects.get().street == "Kaiveien 3"


def test_an_unknown_household_or_move_is_not_there(secretary, intruder, family):
    *_people, household_id = family
    for browser, slug in ((intruder, "klubben"), (intruder, "grannen")):
        for part in ("", "move/", "edit/", "members/new/", "members/new-person/"):
            assert browser.get(f"/{slug}/households/{household_id}/{part}").status_code == 404


def test_who_may_only_look_sees_the_household_and_no_buttons(association, family):
    *_people, household_id = family
    reader = sign_in(Client(), association, role="read_only")
    page = page_of(reader.get(f"/klubben/households/{household_id}/"))
    assert ("Björkgatan 12" in page, "Move the family" in page) == (True, False)
    assert reader.get(f"/klubben/households/{household_id}/move/").status_code == 403


# --- Protection -----------------------------------------------------------------------------------


@pytest.fixture
def hidden(association):
    """Return a family of which the child is protected, and its household."""
    people = a_family(protection="STRICT")
    return (*people, household_of(people, address=OLD_HOME))


def test_the_address_opens_for_a_reason_and_the_look_is_written_down(secretary, hidden):
    *_others, child, household_id = hidden
    path = f"/klubben/households/{household_id}/"
    closed = page_of(secretary.get(path))
    assert ("Björkgatan" in closed, "Live Sköld" in closed, "Somebody protected lives here" in closed) == (
        False,
        False,
        True,
    )
    without = secretary.post(f"{path}opened/", {"reason": ""})
    assert (without.status_code, "Björkgatan" in page_of(without)) == (422, False)
    opened = page_of(secretary.post(f"{path}opened/", {"reason": "LETTER"}))
    assert "Björkgatan 12" in opened
    history = page_of(secretary.get(f"/klubben/people/{child}/history/"))
    assert "opened the protected details" in history


def test_whoever_may_not_reveal_meets_neither_child_nor_address(association, hidden):
    mother, _father, child, household_id = hidden
    reader = sign_in(Client(), association, role="read_only")
    page = page_of(reader.get(f"/klubben/households/{household_id}/"))
    assert [word in page for word in ("Björkgatan", "Live Sköld", "protected", "•••")] == [False] * 4
    assert reader.post(f"/klubben/households/{household_id}/opened/", {"reason": "LETTER"}).status_code == 403
    listed = page_of(reader.get("/klubben/households/"))
    assert [word in listed for word in ("Björkgatan", "Live Sköld", "protected")] == [False] * 3
    assert str(household_id) not in page_of(reader.get(f"/klubben/people/{child}/"))
    assert "Live Sköld" not in page_of(reader.get(f"/klubben/people/{mother}/"))


def test_nobody_finds_a_sealed_address_by_guessing(association, hidden):
    mother, father, _child, household_id = hidden
    Role.objects.filter(code="treasurer").update(rights=["people.see", "people.edit"])
    browser = sign_in(Client(), association, role="treasurer")
    answers = []
    for street in ("Björkgatan 12", "Björkgatan 14"):
        guess = {"street": street, "postcode": "753 23", "place": "Uppsala", "step": "confirm"}
        values = {**asked((mother, father), household_id), **guess}
        answer = browser.post(f"/klubben/households/{household_id}/move/", values)
        answers.append((answer.status_code, "lives already" in page_of(answer)))
    assert answers == [(302, False), (302, False)]


def test_a_hidden_child_moves_along_when_everybody_whom_one_sees_moves(association, hidden):
    mother, father, _child, household_id = hidden
    staff = sign_in(Client(), association, role="treasurer")
    assert staff.get(f"/klubben/households/{household_id}/move/").status_code == 403
    secretary = sign_in(Client(), association)
    page = page_of(secretary.get(f"/klubben/households/{household_id}/move/"))
    assert re.findall(r"Live Sköld|Björkgatan", page) == []
    values = {**asked((mother, father, hidden[2]), household_id), "step": "confirm"}
    done = secretary.post(f"/klubben/households/{household_id}/move/", values, follow=True)
    assert done.status_code == 200
    assert ("Kaiveien" in page_of(done), "Live Sköld" in page_of(done)) == (False, False)
    assert HouseholdMember.objects.filter(household_id=household_id, ends_on=None).count() == 3
    assert TODAY.year == 2026


def test_a_branchs_officer_moves_nobody_of_another_branch(association, family):
    mother, father, child, household_id = family
    north, south = branches("Norr", "Söder")
    Person.objects.filter(id__in=[mother, child]).update(unit=north)
    Person.objects.filter(id=father).update(unit=south)
    (account_id,) = grant_terms(
        terms=[NewTerm(email="norr@example.se", role="secretary", starts_on=date(2020, 1, 1), unit_id=north)],
        actor=ACTOR,
        at=AT,
    )
    browser = Client()
    browser.force_login(find_account(account_id=account_id))
    values = asked((mother, father, child), household_id)
    done = browser.post(
        f"/klubben/households/{household_id}/move/", {**values, "step": "confirm"}, follow=True
    )
    assert done.status_code == 200
    assert "Erik" not in page_of(done)
    streets = dict(ContactPoint.objects.values_list("person_id", "street"))
    assert streets == {mother: "Kaiveien 3", child: "Kaiveien 3", father: "Björkgatan 12"}
    undone = browser.post(done.context["undo_url"], follow=True)
    assert undone.status_code == 200
    assert set(ContactPoint.objects.values_list("street", flat=True)) == {"Björkgatan 12"}


def test_a_branchs_officer_puts_no_address_right_for_somebody_of_another_branch(association, family):
    mother, father, child, household_id = family
    north, south = branches("Norr", "Söder")
    Person.objects.filter(id__in=[mother, child]).update(unit=north)
    Person.objects.filter(id=father).update(unit=south)
    (account_id,) = grant_terms(
        terms=[NewTerm(email="norr@example.se", role="secretary", starts_on=date(2020, 1, 1), unit_id=north)],
        actor=ACTOR,
        at=AT,
    )
    browser = Client()
    browser.force_login(find_account(account_id=account_id))
    path = f"/klubben/households/{household_id}/edit/"
    sent = {**NEW, "name": "Sköld", "version": str(Household.objects.get().version)}
    refused = browser.post(path, sent)
    assert (refused.status_code, 'value="Kaiveien 3"' in page_of(refused)) == (422, True)
    assert Household.objects.get().street == "Björkgatan 12"
    # The name can be put right, and the address as soon as everybody is of the branch.
    home = {"street": "Björkgatan 12", "postcode": "753 23", "place": "Uppsala"}
    assert browser.post(path, {**sent, **home}).status_code == 302
    Person.objects.filter(id=father).update(unit=north)
    assert browser.post(path, {**sent, "version": str(Household.objects.get().version)}).status_code == 302
    assert (Household.objects.get().name, Household.objects.get().street) == ("Sköld", "Kaiveien 3")
