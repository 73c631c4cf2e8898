"""The assistant: questions that propose what is usual, each of which can be left, taken up again and changed."""

import pytest
from django.test import Client

from matrikel.access.models import TermInvitation
from matrikel.memberships.queries import list_membership_types
from matrikel.office.set_up.steps import CHOSEN, STEPS
from matrikel.organisations.queries import get_association
from matrikel.organisations.rules import PROFILE_OF_KIND
from matrikel.organisations.rules.modules import MODULES_OF_KIND, Module
from matrikel.organisations.rules.set_up import SetUpStep
from tests.conftest import association_scope, make_association, sign_in
from tests.factories.people import a_person, register

PAGE = "/klubben/set-up/"


@pytest.fixture
def fresh(db):
    """Return an association that nobody has set up yet, with its scope open."""
    association_id = make_association(is_set_up=False)
    with association_scope(association_id):
        yield association_id


@pytest.fixture
def officer(fresh):
    """Return a browser of its first officer."""
    return sign_in(Client(), fresh)


def version():
    return str(get_association().version)


def test_every_step_is_asked_and_leads_to_the_next(fresh, officer):
    assert [step.step for step in STEPS] == list(SetUpStep)
    assert officer.get(PAGE).context["next_url"] == f"{PAGE}name/"
    for step in STEPS:
        page = officer.get(f"{PAGE}{step.code}/")
        assert (page.status_code, page.context["step"].code) == (200, step.code)


def test_an_answer_is_kept_and_what_was_left_is_asked_again(fresh, officer):
    response = officer.post(
        f"{PAGE}name/", {"name": "Sjöbo IF", "calls_itself": "klubben", "version": version()}
    )
    assert response.headers["Location"] == f"{PAGE}kind/"
    now = get_association()
    assert (now.name, now.set_up_steps) == ("Sjöbo IF", ["name"])
    assert officer.get(PAGE).context["next_url"] == f"{PAGE}kind/"
    (row,) = officer.get("/klubben/").context["set_up"]
    assert (row.line, row.action_label) == ("1 of 4 questions answered", "Go on")


def test_where_members_come_from_is_answered_as_soon_as_somebody_is_in_the_register(fresh, officer):
    officer.post(f"{PAGE}name/", {"name": "Sjöbo IF", "calls_itself": "klubben", "version": version()})
    register(a_person("Anna", "Ek"))
    assert officer.get(PAGE).context["done"] == 2
    assert "2 of 4 questions answered" in officer.get("/klubben/").text


def test_four_questions_lead_to_the_list_and_everything_else_is_chosen_and_shown(fresh, officer):
    assert officer.get(PAGE).context["next_url"] == f"{PAGE}name/"
    led = [
        officer.post(f"{PAGE}{code}/", {**typed, "version": version()}).headers["Location"]
        for code, typed in (
            ("name", {"name": "Sjöbo fotoklubb"}),
            ("kind", {"kind": "PATIENT"}),
            ("country", {"country": "FI"}),
            ("members", {}),
        )
    ]
    assert led == [f"{PAGE}kind/", f"{PAGE}country/", f"{PAGE}members/", PAGE]
    page = officer.get(PAGE)
    assert (page.context["next_url"], page.context["done"], page.context["total"]) == ("", 4, 4)
    assert [(row.title, row.line) for row in page.context["chosen"]][:2] == [
        ("Languages", "Suomi, Svenska"),
        ("Membership types", ", ".join(row.name for row in list_membership_types())),
    ]
    assert {row.url for row in page.context["chosen"]} == {f"{PAGE}{step.code}/" for step in CHOSEN}
    # How closely the list is guarded follows from what the association is.
    assert get_association().profile == PROFILE_OF_KIND["PATIENT"]


@pytest.mark.parametrize("kind", sorted(MODULES_OF_KIND))
def test_a_kind_proposes_its_types_and_modules(fresh, officer, kind):
    officer.post(f"{PAGE}kind/", {"kind": kind, "version": version()})
    now = get_association()
    assert set(now.modules) == {module.value for module in MODULES_OF_KIND[kind]}
    assert list_membership_types()[0].kind == "ADULT"


def test_notes_are_not_proposed_where_membership_itself_is_sensitive():
    for kind in ("PATIENT", "UNION", "BELIEF"):
        assert Module.NOTES not in MODULES_OF_KIND[kind]


def test_what_was_chosen_is_not_proposed_over(fresh, officer):
    officer.post(f"{PAGE}modules/", {"modules": ["checks"], "version": version()})
    officer.post(f"{PAGE}kind/", {"kind": "SPORT", "version": version()})
    assert get_association().modules == ["checks"]


def test_a_country_brings_its_languages_and_types(fresh, officer):
    officer.post(f"{PAGE}country/", {"country": "FI", "version": version()})
    now = get_association()
    assert (now.country, now.currency, now.written_languages) == ("FI", "EUR", ("fi", "sv"))
    adult = list_membership_types()[0]
    assert (adult.name, adult.name_in("sv")) == ("Varsinainen jäsen", "Vuxen medlem")


def types_typed(page, **changes):
    form = page.context["rows"]
    typed = {"types-TOTAL_FORMS": str(len(form.forms)), "types-INITIAL_FORMS": str(form.initial_form_count())}
    for row in form.forms:
        for name in row.fields:
            value = row[name].value()
            if value not in (None, False, ""):
                typed[row.add_prefix(name)] = "on" if value is True else str(value)
    return {**typed, **changes}


def test_the_proposed_types_are_made_ones_own_in_one_go(fresh, officer):
    page = officer.get(f"{PAGE}types/")
    typed = types_typed(page, **{"types-0-name": "Senior", "types-0-from_age": "21", "types-5-name": "Vän"})
    del typed["types-1-keep"]
    response = officer.post(f"{PAGE}types/", typed)
    assert response.headers["Location"] == PAGE
    now = [(row.name, row.from_age) for row in list_membership_types()]
    assert now == [
        ("Senior", 21),
        ("Familjemedlem", None),
        ("Hedersmedlem", None),
        ("Stödmedlem", None),
        ("Vän", None),
    ]


def test_a_type_that_cannot_be_is_said_at_its_line_and_nothing_is_answered(fresh, officer):
    page = officer.get(f"{PAGE}types/")
    response = officer.post(f"{PAGE}types/", types_typed(page, **{"types-0-to_age": "3"}))
    assert response.status_code == 422
    assert response.context["rows"].forms[0].errors == {"to_age": ["The last age comes before the first."]}
    assert get_association().set_up_steps == []


def test_whoever_sets_up_in_two_windows_keeps_what_she_wrote(fresh, officer):
    stale = version()
    officer.post(f"{PAGE}name/", {"name": "Ett", "version": stale})
    response = officer.post(f"{PAGE}name/", {"name": "Två", "version": stale})
    assert (response.status_code, response.context["form"]["name"].value()) == (422, "Två")
    again = {"name": "Två", "version": response.context["form"]["version"].value()}
    assert officer.post(f"{PAGE}name/", again).status_code == 302


def test_the_board_is_invited_one_after_the_other(fresh, officer):
    given = {"email": "karl@example.se", "display_name": "Karl", "role": "treasurer", "unit": "ALL"}
    assert officer.post(f"{PAGE}board/", given).headers["Location"] == f"{PAGE}board/"
    assert officer.get(f"{PAGE}board/").context["made"]["name"] == "Karl"
    assert TermInvitation.objects.filter(role__code="treasurer").count() == 1
    assert officer.post(f"{PAGE}board/", {"go_on": "1"}).headers["Location"] == PAGE


def test_the_assistant_leaves_today_when_it_is_over(fresh, officer):
    officer.post(f"{PAGE}finish/")
    assert get_association().set_up_at is not None
    assert list(officer.get("/klubben/").context["set_up"]) == []


def test_who_may_not_change_settings_is_not_asked(fresh):
    reader = sign_in(Client(), fresh, role="read_only")
    assert {reader.get(f"{PAGE}{step.code}/").status_code for step in STEPS} == {403}
    assert list(reader.get("/klubben/").context["set_up"]) == []
