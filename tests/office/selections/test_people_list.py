"""The people list: searched, filtered, paged, and blind beyond its own association."""

from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matrikel.kernel.scope import association_scope
from matrikel.memberships.actions.add_membership_types import add_membership_types
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.models import MembershipType
from matrikel.organisations.models import Unit
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from matrikel.selections.queries import words
from matrikel.selections.rules import Sort, SortBy
from matrikel.selections.storage import open_search, seal_search
from matrikel.ui.listing import RESULTS_ID
from tests.conftest import sign_in
from tests.factories.people import branches

LIST = "/klubben/people/"
SEARCH = {"HX-Request": "true", "HX-Target": RESULTS_ID}


def register(actor, at, *names, protection="NONE"):
    people = [
        NewPerson(
            core=PersonCore(given_name=given, family_name=family, protection=protection),
            contact_points=[
                NewContactPoint(kind="POSTAL", street="Gatan 1", postcode=postcode, place="Umeå")
            ],
            wants_number=True,
        )
        for given, family, postcode in names
    ]
    return register_people(people=people, actor=actor, at=at)


def crowd(actor, at, number):
    return register(actor, at, *((f"Person{index:03}", "Ek", "90325") for index in range(number)))


def names_on(response):
    return [row.label for row in response.context["listing"].rows]


def test_the_list_shows_everybody_in_alphabetical_order(secretary, actor, at):
    register(actor, at, ("Åsa", "Öberg", "90325"), ("Ann", "Ek", "11320"))
    response = secretary.get(LIST)
    assert response.status_code == 200
    assert names_on(response) == ["Ann Ek", "Åsa Öberg"]
    assert "2 people" in response.content.decode()


def test_searching_as_one_types_answers_with_the_rows_only_and_the_address_that_shows_them(
    secretary, actor, at
):
    register(actor, at, ("Åsa", "Öberg", "90325"), ("Ann", "Ek", "11320"))
    response = secretary.post(LIST, {"q": "öber"}, headers=SEARCH)
    page = response.content.decode()
    assert "Åsa Öberg" in page
    assert "Ann Ek" not in page
    assert "<html" not in page
    address = response["HX-Replace-Url"]
    assert address.startswith(f"{LIST}?s=")
    assert "%C3" not in address
    assert names_on(secretary.get(address)) == ["Åsa Öberg"]


def test_words_come_by_post_and_never_stand_in_an_address(secretary, actor, at):
    register(actor, at, ("Åsa", "Öberg", "90325"), ("Ann", "Ek", "11320"))
    response = secretary.post(f"{LIST}?postcode=90", {"q": "åsa"})
    assert response.status_code == 302
    address = response["Location"]
    assert set(QueryDict(urlsplit(address).query)) == {"postcode", "s"}
    page = secretary.get(address)
    assert (names_on(page), page.context["listing"].search_value) == (["Åsa Öberg"], "åsa")
    assert "%C3%A5sa" not in page.content.decode().split("listing-search")[0]
    # Whoever still has an old address sees the whole list.
    assert len(names_on(secretary.get(f"{LIST}?q=åsa"))) == 2


def test_sealed_words_open_for_nobody_else_and_not_tomorrow(association, secretary, actor, at, settings):
    register(actor, at, ("Åsa", "Öberg", "90325"), ("Ann", "Ek", "11320"))
    address = secretary.post(LIST, {"q": "åsa"})["Location"]
    chair = sign_in(Client(), association, role="chair")
    assert chair.get(address).context["listing"].search_value == ""
    account_id, now = uuid4(), timezone.now()
    with association_scope(association):
        sealed = seal_search("åsa", account_id=account_id, at=now)
        opened = [
            open_search(sealed, account_id=account_id, at=now + timedelta(hours=hours)) for hours in (1, 13)
        ]
    assert opened == ["åsa", ""]


def test_filters_stand_in_the_address_and_can_be_taken_away_one_by_one(secretary, actor, at):
    anna, _bo = register(actor, at, ("Anna", "Ek", "90325"), ("Bo", "Ek", "11320"))
    (adult,) = add_membership_types(names=["Adult"], actor=actor, at=at)
    admit_members(
        admissions=[Admission(person_id=anna, type_id=adult, starts_on=date(2020, 1, 1))], actor=actor, at=at
    )
    query = f"?status=member&type={adult}&postcode=90-91"
    response = secretary.get(LIST + query)
    assert names_on(response) == ["Anna Ek"]
    assert [chip.label for chip in response.context["listing"].chips] == [
        "Status: Member",
        "Type: Adult",
        "Postcode: 90–91",
    ]
    without_type = response.context["listing"].chips[1].remove_url
    assert "type=" not in without_type
    assert names_on(secretary.get(without_type)) == ["Anna Ek"]


def test_paging_goes_forth_and_back_and_keeps_the_filters(secretary, actor, at):
    crowd(actor, at, 30)
    first = secretary.get(LIST, {"postcode": "90"}).context["listing"]
    second = secretary.get(first.next_url).context["listing"]
    back = secretary.get(second.previous_url).context["listing"]
    assert [len(first.rows), len(second.rows), len(back.rows)] == [25, 5, 25]
    assert [first.range_line, second.range_line, back.range_line] == [
        "1–25 of 30",
        "26–30 of 30",
        "1–25 of 30",
    ]
    assert "postcode=90" in second.previous_url
    assert second.next_url == ""


def test_a_protected_person_is_dots_to_whoever_may_open_the_details(secretary, actor, at):
    register(actor, at, ("Åsa", "Öberg", "90325"), protection="PROTECTED")
    page = secretary.get(LIST).content.decode()
    assert "Öberg" not in page
    assert "protected" in page


@pytest.mark.parametrize(
    "query", ["?after=nonsense", "?status=nobody", "?postcode=%00", "?q=%00%27", "?row=-4", "?type=x&unit=y"]
)
def test_an_address_that_makes_no_sense_asks_for_nothing(secretary, actor, at, query):
    register(actor, at, ("Ann", "Ek", "11320"))
    response = secretary.get(LIST + query)
    assert response.status_code == 200


def test_an_empty_register_says_what_to_do_first(secretary):
    page = secretary.get(LIST).content.decode()
    assert "Nobody is here yet" in page


def test_a_type_of_another_association_is_not_found(secretary, association):
    assert secretary.get(f"{LIST}?type={association}").status_code == 404


def test_the_neighbours_secretary_finds_no_list_here(intruder, actor, at):
    register(actor, at, ("Ann", "Ek", "11320"))
    assert intruder.get(LIST).status_code == 404
    assert intruder.get(LIST, {"q": "ann"}, headers=SEARCH).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(secretary, actor, at):
    counts = []
    for _round in range(2):
        crowd(actor, at, 1 if not counts else 2)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            secretary.get(LIST)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_an_empty_list_offers_only_what_the_reader_may_do(association, secretary):
    treasurer = sign_in(Client(), association, role="treasurer")
    urls = [browser.get(LIST).context["listing"].empty_url for browser in (secretary, treasurer)]
    assert urls == ["/klubben/import/", ""]


# --- Sorting ------------------------------------------------------------------------------------------------


def test_a_heading_sorts_and_turns_round_and_the_address_carries_it(secretary, actor, at):
    register(actor, at, *((name, "Ek", "90325") for name in ("Anna", "Bo", "Cia")))
    first = secretary.get(LIST).context["listing"]
    by_name, by_number = first.columns[0], first.columns[1]
    assert (by_name.sorted, by_number.sorted, by_number.sort_url) == ("ascending", "", f"{LIST}?sort=number")
    assert [column.sort_url for column in first.columns[2:]] == ["", "", "", f"{LIST}?sort=-joined"]
    turned = secretary.get(f"{LIST}?sort=number&status=contact").context["listing"]
    assert turned.columns[1].sort_url == f"{LIST}?status=contact&sort=-number"
    page = secretary.get(f"{LIST}?sort=-number")
    assert 'aria-sort="descending"' in page.content.decode()
    assert [row.label for row in page.context["listing"].rows] == ["Cia Ek", "Bo Ek", "Anna Ek"]
    assert [each.url for each in first.sort_options if each.current] == [""]


def test_an_order_that_is_none_is_the_usual_one(secretary, actor, at):
    register(actor, at, ("Anna", "Ek", "90325"))
    assert secretary.get(f"{LIST}?sort=salary").context["listing"].columns[0].sorted == "ascending"


def test_words_are_found_in_the_order_that_is_asked_for_or_by_name_and_that_is_said(
    secretary, actor, at, monkeypatch
):
    register(actor, at, ("Anna", "Ek", "90325"), ("Annika", "Ek", "90325"), ("Bo", "Ek", "90325"))
    page = secretary.post(f"{LIST}?sort=-number", {"q": "ann"}, headers=SEARCH)
    assert names_on(page) == ["Annika Ek", "Anna Ek"]
    assert page.context["listing"].columns[1].sorted == "descending"
    monkeypatch.setattr(words, "MOST_SORTED", 1)
    page = secretary.post(f"{LIST}?sort=-number", {"q": "ann"}, headers=SEARCH)
    assert names_on(page) == ["Anna Ek", "Annika Ek"]
    listing = page.context["listing"]
    assert (listing.columns[0].sorted, listing.columns[1].sorted) == ("ascending", "")
    assert "too many to sort, so they stand by name" in page.content.decode()


def test_columns_that_are_chosen_sort_and_ages_run_against_birthdays(secretary, actor, at):
    old, young = register(actor, at, ("Olga", "Ek", "11320"), ("Yrsa", "Ek", "90325"))
    for person_id, born in ((old, date(1940, 1, 1)), (young, date(2010, 1, 1))):
        Person.objects.filter(id=person_id).update(birth_date=born)
    secretary.post(f"{LIST}columns/", {"column": ["age", "born", "postcode", "place", "email"]})
    columns = secretary.get(LIST).context["listing"].columns
    assert [column.sort_url.removeprefix(LIST) for column in columns] == [
        "?sort=-name",
        "?sort=-born",
        "?sort=born",
        "?sort=postcode",
        "?sort=place",
        "",
    ]
    by_age = secretary.get(f"{LIST}?sort=-born")
    assert names_on(by_age) == ["Yrsa Ek", "Olga Ek"]
    assert [column.sorted for column in by_age.context["listing"].columns[1:3]] == ["ascending", "descending"]
    assert names_on(secretary.get(f"{LIST}?sort=-postcode")) == ["Yrsa Ek", "Olga Ek"]


def test_seen_from_another_day_joining_is_no_order(secretary, actor, at):
    register(actor, at, ("Anna", "Ek", "90325"))
    listing = secretary.get(f"{LIST}?sort=-joined&on=2020-01-01").context["listing"]
    assert (listing.columns[0].sorted, listing.columns[5].sort_url) == ("ascending", "")
    assert [each.url for each in listing.sort_options if "joined" in each.url] == []


def test_whoever_left_shows_from_when_until_when(secretary, association, actor, at):
    left, stays = register(actor, at, ("Anna", "Ek", "90325"), ("Bo", "Ek", "90325"))
    adult = MembershipType.objects.get(kind="ADULT")
    admissions = [
        Admission(person_id=left, type_id=adult.id, starts_on=date(2010, 3, 1), ends_on=date(2015, 1, 1)),
        Admission(person_id=stays, type_id=adult.id, starts_on=date(2012, 1, 1)),
    ]
    admit_members(admissions=admissions, actor=actor, at=at)
    rows = secretary.get(f"{LIST}?sort=joined").context["listing"].rows
    assert [(row.label, row.cells[5].text) for row in rows] == [("Anna Ek", "2010–2014"), ("Bo Ek", "2012")]


def test_of_whoever_joined_on_a_day_that_nobody_knows_no_year_of_it_is_shown(secretary, actor, at):
    (left,) = register(actor, at, ("Anna", "Ek", "90325"))
    adult = MembershipType.objects.get(kind="ADULT")
    # As an import writes it that knows the last day alone.
    begun, over = date(2014, 12, 31), date(2015, 1, 1)
    admission = Admission(
        person_id=left, type_id=adult.id, starts_on=begun, ends_on=over, precision="UNKNOWN"
    )
    admit_members(admissions=[admission], actor=actor, at=at)
    (row,) = secretary.get(LIST).context["listing"].rows
    assert row.cells[5].text == "?–2014"


def test_every_order_can_be_chosen_where_there_are_no_headings(secretary, actor, at):
    register(actor, at, ("Anna", "Ek", "90325"))
    page = secretary.get(f"{LIST}?sort=place&status=contact")
    options = page.context["listing"].sort_options
    assert {each.url for each in options} == {
        Sort(by=by, is_descending=down).as_text() for by in SortBy for down in (False, True)
    }
    assert [str(each.label) for each in options if each.current] == ["Place, from A"]
    assert '<input type="hidden" name="status" value="contact">' in page.text


def test_types_and_branches_are_named_in_the_reader_s_language(secretary, association, actor, at):
    (person_id,) = register(actor, at, ("Anna", "Ek", "90325"))
    adult = MembershipType.objects.get(kind="ADULT")
    MembershipType.objects.filter(id=adult.id).update(names={"fi": "Varsinainen jäsen"})
    admission = Admission(person_id=person_id, type_id=adult.id, starts_on=date(2020, 1, 1))
    admit_members(admissions=[admission], actor=actor, at=at)
    (north,) = branches("Norra")
    Unit.objects.filter(id=north).update(names={"fi": "Pohjoinen"})
    Person.objects.filter(id=person_id).update(unit=north)
    path = f"{LIST}?type={adult.id}&unit={north}"
    for language, wanted in (("fi", ["Varsinainen jäsen", "Pohjoinen"]), ("en", [adult.name, "Norra"])):
        listing = secretary.get(path, headers={"Accept-Language": language}).context["listing"]
        assert [cell.text for cell in listing.rows[0].cells[2:4]] == wanted
        assert [chip.label.split(": ")[1] for chip in listing.chips] == wanted
