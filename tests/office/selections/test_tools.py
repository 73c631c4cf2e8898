"""What stands around the people list: the filter sheet, columns, saved selections, taking people out."""

from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.audit.models import Entry, Subject
from matrikel.office.selections.chosen import MOST_TICKED
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint
from matrikel.selections.models import Segment, SegmentPerson
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, admit, at_home, branches, register, type_of

LIST = "/klubben/people/"
SHEET = {"HX-Request": "true", "HX-Target": "sheet-body"}


@pytest.fixture
def people(association):
    """Register three members and a contact; the last member is protected."""
    mail = NewContactPoint(kind="EMAIL", value="=1+1@example.se", normalised="=1+1@example.se")
    ids = register(
        a_person("Anna", "Ek"),
        a_person("Bo", "Ek"),
        a_person("Cia", "Ek", protection="STRICT"),
        a_person("Dan", "Ek"),
    )
    ids[0:1] = [*register(_with(a_person("Aja", "Ek"), mail, at_home("67131")))]
    for person_id in ids[:3]:
        admit(person_id, date(2020, 1, 1))
    return ids


def _with(person, *points):
    return type(person)(core=person.core, contact_points=list(points), wants_number=True)


def names_on(response):
    return [row.label for row in response.context["listing"].rows]


# --- Filters and columns ----------------------------------------------------------------------------------


def test_the_filter_sheet_is_a_page_and_a_part_of_one(secretary, people):
    branches("Norra")
    page, sheet = (secretary.get(f"{LIST}filters/?status=member", headers=way) for way in ({}, SHEET))
    for answer in (page, sheet):
        assert 'name="status" value="member" checked' in answer.content.decode()
    assert ("<html" in page.content.decode(), "<html" in sheet.content.decode()) == (True, False)
    labels = [group.label for group in page.context["groups"]]
    assert labels[:2] == ["Membership", "Branches and groups"]


def test_what_the_sheet_sends_becomes_chips(secretary, people):
    sent = {
        "status": ["member", "former"],
        "age.from": "",
        "age.to": "",
        "joined.from": "2019-01-01",
        "joined.to": "",
    }
    answer = secretary.get(LIST, sent)
    assert answer["Location"] == f"{LIST}?status=former&status=member&joined=2019-01-01.."
    response = secretary.get(answer["Location"])
    assert [chip.label for chip in response.context["listing"].chips] == [
        "Status: Member, Former member",
        "Became a member: since 1 Jan 2019",
    ]
    assert len(names_on(response)) == 3


def test_the_list_of_another_day_says_so(secretary, people):
    response = secretary.get(LIST, {"status": "member", "on": "2019-12-31"})
    listing = response.context["listing"]
    assert (names_on(response), listing.chips[-1].label) == ([], "As of 31 Dec 2019")


def test_whoever_may_not_open_protected_details_is_not_asked_for_them(association, people):
    treasurer = sign_in(Client(), association, role="treasurer")
    page = treasurer.get(f"{LIST}filters/").content.decode()
    assert ('name="status"' in page, 'name="protection"' in page) == (True, False)


def test_each_officer_chooses_columns_and_goes_back_to_the_usual_ones(association, secretary, people):
    def headings(browser):
        return [column.label for column in browser.get(LIST).context["listing"].columns]

    usual = headings(secretary)
    back = f"{LIST}?status=member"
    chosen = secretary.post(f"{LIST}columns/", {"column": ["email", "place", "nonsense"], "back": back})
    assert chosen["Location"] == back
    assert headings(secretary) == ["Name", "E-mail", "Place"]
    assert headings(sign_in(Client(), association, role="chair")) == usual
    row = next(row for row in secretary.get(LIST).context["listing"].rows if row.label == "Aja Ek")
    assert [cell.text for cell in row.cells] == ["Aja Ek", "=1+1@example.se", "Arvika"]
    secretary.post(f"{LIST}columns/", {"reset": "1"})
    assert headings(secretary) == usual


def test_one_is_never_led_to_another_site(secretary):
    for back in ("https://evil.example/", "//evil.example/", "/klubben/../../x", "/grannen/people/"):
        answer = secretary.post(f"{LIST}columns/", {"reset": "1", "back": back})
        assert urlsplit(answer["Location"]).netloc == ""
        assert answer["Location"].startswith("/klubben/")


# --- Saved selections -------------------------------------------------------------------------------------


def test_what_the_list_shows_is_saved_and_opened_again(secretary, people):
    form = secretary.get(f"{LIST}selections/new/?status=member", headers=SHEET)
    assert "3 people today" in form.content.decode()
    sent = {"all": "1", "question": "status=member", "name": "Medlemmar", "kind": "live"}
    opened = secretary.post(f"{LIST}selections/new/", sent)["Location"]
    assert parse_qs(urlsplit(opened).query)["status"] == ["member"]
    listing = secretary.get(opened).context["listing"]
    assert (listing.tools.current, len(listing.rows)) == ("Medlemmar", 3)
    narrowed = secretary.get(f"{opened}&type={type_of()}").context["listing"]
    assert (listing.tools.update_url, narrowed.tools.update_url != "") == ("", True)
    secretary.post(narrowed.tools.update_url, {"version": narrowed.tools.update_version})
    assert set(Segment.objects.get().question["asked"]) == {"status", "type"}


def test_ticked_people_are_kept_as_they_are(secretary, people):
    ticked = {"selected": [str(people[0]), str(people[3])]}
    form = secretary.post(f"{LIST}selections/new/", ticked)
    assert ("kind" in form.context["form"].fields, form.status_code) == (False, 200)
    opened = secretary.post(f"{LIST}selections/new/", {**ticked, "name": "Två"})["Location"]
    assert names_on(secretary.get(opened)) == ["Aja Ek", "Dan Ek"]
    assert SegmentPerson.objects.count() == 2
    (row,) = secretary.get(f"{LIST}selections/").context["listing"].rows
    counted = secretary.get(row.cells[3].url, follow=True).content.decode()
    assert "Två: 2 people today." in counted


def test_a_name_that_is_taken_or_missing_is_said_beside_the_field(secretary, people):
    sent = {"all": "1", "question": "", "name": "Alla", "kind": "live"}
    secretary.post(f"{LIST}selections/new/", sent)
    again = secretary.post(f"{LIST}selections/new/", sent)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["name"])
    assert secretary.post(f"{LIST}selections/new/", {**sent, "name": " "}).status_code == 422


def test_selections_are_renamed_and_removed(secretary, people):
    secretary.post(f"{LIST}selections/new/", {"all": "1", "question": "", "name": "Alla", "kind": "live"})
    segment = Segment.objects.get()
    path = f"{LIST}selections/{segment.id}/"
    secretary.post(path, {"name": "Allesammans", "version": segment.version, "is_shared": "on"})
    late = secretary.post(path, {"name": "För sent", "version": segment.version})
    assert (late.status_code, Segment.objects.get().name) == (422, "Allesammans")
    secretary.post(f"{path}remove/")
    assert Segment.objects.count() == 0


# --- Taking people out ------------------------------------------------------------------------------------


def test_only_whoever_may_export_is_offered_it(association, secretary, people):
    chair = sign_in(Client(), association, role="chair")
    offered = [browser.get(LIST).context["listing"].tools.take_out_url for browser in (secretary, chair)]
    assert offered == [f"{LIST}export/", ""]


def test_nobody_ticked_leads_back_and_nonsense_is_not_found(secretary, people):
    assert secretary.post(f"{LIST}export/", {})["Location"] == LIST
    assert secretary.post(f"{LIST}export/", {"selected": ["nonsense"]}).status_code == 404
    unknown = {"all": "1", "question": f"type={people[0]}"}
    assert secretary.post(f"{LIST}export/", unknown).status_code == 404


def test_the_address_of_the_export_alone_asks_about_all_whom_a_list_of_that_address_shows(secretary, people):
    page = secretary.get(f"{LIST}export/?status=member")
    assert (page.status_code, page.context["people"]) == (200, "3 people")
    fields = dict(page.context["chosen"].as_fields())
    assert fields == {"all": "1", "question": "status=member"}
    assert secretary.get(f"{LIST}export/").context["people"] == "5 people"


# --- Who looks at what few may see --------------------------------------------------------------------------


def test_whoever_is_found_by_what_few_may_ask_for_was_looked_at(secretary, people):
    def looks():
        return [
            set(Subject.objects.filter(entry=look).values_list("subject", flat=True))
            for look in Entry.objects.filter(header__function="sensitive_list").order_by("at", "id")
        ]

    secretary.get(f"{LIST}?status=member")
    assert looks() == []
    hidden = Person.objects.get(protection="STRICT")
    secretary.get(f"{LIST}?protection=STRICT")
    assert looks() == [{hidden.audit_subject}]
    secretary.post(f"{LIST}columns/", {"column": ["checks"]})
    secretary.get(LIST)
    assert looks()[1:] == [set(Person.objects.values_list("audit_subject", flat=True))]
    page = secretary.get(f"{LIST}{hidden.id}/")
    assert "looked at sensitive details in a list" in page.content.decode()


def test_who_is_on_the_board_is_no_secret_that_is_written_down_and_is_asked_by_whoever_sees_the_board(
    association, secretary, people
):
    term = NewTerm(email="bo@example.se", role="chair", starts_on=date(2020, 1, 1), person_id=people[1])
    grant_terms(terms=[term], actor=ACTOR, at=AT)
    board = secretary.get(f"{LIST}?role=board")
    assert (names_on(board), [chip.label for chip in board.context["listing"].chips]) == (
        ["Bo Ek"],
        ["Has a role: On the board"],
    )
    assert Entry.objects.filter(header__function="sensitive_list").count() == 0
    assert "Has a role" in secretary.get(f"{LIST}filters/").text
    treasurer = sign_in(Client(), association, role="treasurer")
    assert "Has a role" not in treasurer.get(f"{LIST}filters/").text
    assert names_on(treasurer.get(f"{LIST}?role=board")) == names_on(treasurer.get(LIST))


# --- Ticks from many pages ---------------------------------------------------------------------------------


def test_ticks_of_several_pages_come_in_one_field_and_are_all_meant(secretary, people):
    first, *others = [str(person_id) for person_id in people]
    page = secretary.post(f"{LIST}export/", {"selected": [first, " ".join([*others, first])]})
    assert page.context["people"] == "4 people"
    carried = page.context["chosen"].as_fields()
    assert carried == [("selected", " ".join([first, *others]))]
    assert secretary.post(f"{LIST}export/", dict(carried)).context["people"] == "4 people"


def test_more_ticks_than_a_form_carries_are_refused_with_a_sentence(secretary, people):
    many = " ".join(str(UUID(int=number)) for number in range(MOST_TICKED + 1))
    refused = secretary.post(f"{LIST}export/", {"selected": [many]})
    assert (refused.status_code, "rows can be ticked one by one." in refused.content.decode()) == (409, True)


def test_the_tab_keeps_ticks_under_a_name_of_the_list_and_of_who_looks(secretary, people):
    listing = secretary.get(LIST).context["listing"]
    account = secretary.get(LIST).wsgi_request.user.pk
    assert listing.ticks_kept_as == f"{LIST} {account}"


def test_more_than_a_thousand_ticks_of_other_pages_are_all_meant(secretary, people):
    many = [str(person_id) for person_id in register(*(a_person(f"N{place}") for place in range(1_100)))]
    page = secretary.post(f"{LIST}export/", {"selected": [many[0], " ".join(many[1:])]})
    assert page.context["people"] == "1\xa0100 people"
    carried = dict(page.context["chosen"].as_fields())
    assert secretary.post(f"{LIST}export/", carried).context["people"] == "1\xa0100 people"


# --- Orders ------------------------------------------------------------------------------------------------


def test_a_saved_selection_keeps_its_order_until_it_is_saved_anew(secretary, people):
    address = f"{LIST}?status=contact&sort=-place"
    fields = dict(secretary.get(address).context["listing"].tools.everybody)
    assert fields["sort"] == "-place"
    saved = secretary.post(f"{LIST}selections/new/", {"name": "By place", "kind": "live", **fields})
    assert saved["Location"].startswith(f"{LIST}?status=contact&sort=-place&saved=")
    selection = secretary.get(saved["Location"]).context["listing"].tools
    assert (selection.current, selection.update_url) == ("By place", "")
    other = secretary.get(saved["Location"].replace("sort=-place", "sort=born")).context["listing"].tools
    assert other.update_url.endswith("&sort=born")
    answer = secretary.post(other.update_url, {"version": other.update_version})
    assert "sort=born" in answer["Location"]


def test_what_is_ticked_on_a_sorted_list_carries_its_order(secretary, people):
    listing = secretary.get(f"{LIST}?sort=-number").context["listing"]
    assert ("sort", "-number") in listing.selection_fields
    page = secretary.post(f"{LIST}export/", {"selected": [str(people[0])], "sort": "-number"})
    assert dict(page.context["chosen"].as_fields())["sort"] == "-number"
