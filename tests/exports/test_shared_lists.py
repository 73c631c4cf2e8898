"""Lists shared with people without a role: a link, a code by mail, and with the officer's access they end."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matrikel.access.actions.end_terms import end_terms
from matrikel.access.models import Term
from matrikel.access.signals import access_ended
from matrikel.audit.models import Entry, Subject
from matrikel.authentication.models import RateCounter
from matrikel.authentication.rules.proofs import proven
from matrikel.exports.models import SharedList
from matrikel.exports.queries import find_invitation
from matrikel.mail.models import Letter, Notice
from matrikel.mail.storage import open_letters, open_notices
from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from matrikel.organisations.models import Association
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint
from matrikel.privacy.actions.note_consents import note_consents
from matrikel.privacy.rules import NewConsent
from matrikel.ui.formatting import date
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.people import a_person, register

SHARE = "/klubben/people/share/"
SHARED = "/klubben/exports/shared/"


@pytest.fixture
def people(association):
    phone = NewContactPoint(kind="PHONE", value="0701234567", normalised="+46701234567")
    anna = a_person("Anna", "Ek")
    ids = register(type(anna)(core=anna.core, contact_points=[phone], wants_number=True))
    return [*ids, *register(a_person("Bo", "Ek"), a_person("Cia", "Ek", protection="STRICT"))]


def share(browser, **sent):
    given = {
        "all": "1",
        "question": "",
        "name": "Walk on Sunday",
        "reader_name": "Disa",
        "reader_email": "disa@example.se",
        "days": "7",
        "purpose": "activities",
        "columns": ["phone"],
    }
    return browser.post(SHARE, {**given, **sent})


def link():
    (written,) = open_letters(list(Letter.objects.filter(kind="exports.list_shared"))).values()
    (button,) = [block for block in written.content.blocks if hasattr(block, "url")]
    return "/" + button.url.split("/", 3)[3]


def code():
    written = open_notices(list(Notice.objects.filter(kind="exports.list_code").order_by("-queued_at")[:1]))
    (found,) = [
        block.text
        for each in written.values()
        for block in each.content.blocks
        if re.fullmatch(r"\d{4} \d{4}", getattr(block, "text", ""))
    ]
    return found


def open_it(browser=None):
    reader = browser or Client()
    path = link()
    reader.post(path, {})
    reader.post(path, {"code": code()})
    return reader.get(path)


def test_a_list_is_read_with_a_link_and_a_code_and_those_on_it_can_see_that(secretary, people):
    assert share(secretary)["Location"].startswith(SHARED)
    reader, path = Client(), link()
    before = reader.get(path)
    assert ("d•••@example.se" in before.content.decode(), "Anna" in before.content.decode()) == (True, False)
    assert Notice.objects.count() == 0
    page = open_it(reader)
    # Whoever is protected is never on a shared list.
    assert [person["name"] for person in page.context["people"]] == ["Anna Ek", "Bo Ek"]
    called = '<a class="nowrap" href="tel:+46701234567">070-123 45 67</a>'
    assert (called in page.content.decode(), page["Cache-Control"]) == (True, "no-store")
    entry = Entry.objects.get(action="exports.list_opened")
    told = set(Subject.objects.filter(entry=entry).values_list("subject", flat=True))
    assert told == set(Person.objects.filter(id__in=people[:2]).values_list("audit_subject", flat=True))
    history = secretary.get(f"/klubben/people/{people[0]}/history/").content.decode()
    assert "read a shared list · an activity, a course or a team" in history
    assert SharedList.objects.get().openings == 1


def test_who_was_ticked_is_named_before_and_how_many_are_on_it_afterwards(secretary, people):
    asked = secretary.post(SHARE, {"selected": " ".join(str(each) for each in people)})
    assert (asked.context["people"], asked.context["names"]) == ("3 people", "Anna Ek, Bo Ek, ••••• •••••")
    register(*(a_person("Bo", f"Öst{number:02}") for number in range(10)))
    everybody = secretary.post(SHARE, {"all": "1", "question": ""})
    assert everybody.context["names"].endswith("Bo Öst06 and 3 more")
    path = share(secretary, all="", selected=" ".join(str(each) for each in people))["Location"]
    # The protected one was ticked and is not told to anybody outside.
    assert [fact.value for fact in secretary.get(path).context["facts"] if fact.term == "On the list"] == [
        "2 people"
    ]
    secretary.post(f"{path}end/")
    assert [fact.term for fact in secretary.get(path).context["facts"] if fact.term == "On the list"] == []


def test_only_hashes_of_the_link_and_the_code_are_kept(secretary, people):
    share(secretary)
    secret = link().strip("/").split("/")[-1]
    Client().post(link(), {})
    row = SharedList.objects.values().get()
    kept = b"".join(bytes(value) for value in row.values() if isinstance(value, bytes | memoryview))
    assert (secret.startswith("ml_"), len(secret)) == (True, 46)
    assert [
        each in kept for each in (secret.encode(), b"disa@example.se", code().replace(" ", "").encode())
    ] == [
        False,
        False,
        False,
    ]


def test_a_code_works_once_for_ten_minutes_and_for_five_tries(secretary, people):
    share(secretary)
    path = link()
    Client().post(path, {})
    right = code()
    for _try in range(5):
        assert Client().post(path, {"code": "0000"}).status_code == 422
    assert Client().post(path, {"code": right}).status_code == 422
    SharedList.objects.update(code_sent_at=AT)
    Client().post(path, {})
    fresh = code()
    assert Client().post(path, {"code": fresh}).status_code == 302
    assert Client().post(path, {"code": fresh}).status_code == 422
    SharedList.objects.update(code_sent_at=AT)
    Client().post(path, {})
    SharedList.objects.update(code_until=timezone.now() - timedelta(seconds=1))
    assert Client().post(path, {"code": code()}).status_code == 422


def test_codes_are_not_sent_faster_than_one_reads_them(secretary, people):
    share(secretary)
    for _time in range(3):
        Client().post(link(), {})
    assert Notice.objects.filter(kind="exports.list_code").count() == 1


def test_a_link_that_is_unknown_run_out_or_another_associations_is_not_there(secretary, neighbour, people):
    share(secretary)
    path = link()
    forged = path[:-2] + ("A" if path[-2] != "A" else "B") + "/"
    assert [Client().get(each).status_code for each in (path, forged, "/klubben/lists/ml_x/")] == [
        200,
        404,
        404,
    ]
    assert Client().get(path.replace("klubben", "grannen")).status_code == 404
    SharedList.objects.update(expires_at=AT)
    assert Client().get(path).status_code == 404


def test_it_ends_when_somebody_ends_it_even_in_an_open_browser(secretary, people):
    path = share(secretary)["Location"]
    reader = Client()
    assert open_it(reader).status_code == 200
    secretary.post(f"{path}end/")
    assert reader.get(link()).status_code == 404


def test_it_ends_with_its_officers_access_and_goes_on_when_another_takes_it_over(
    association, secretary, people
):
    path = share(secretary)["Location"]
    reader = Client()
    assert open_it(reader).status_code == 200
    shared = SharedList.objects.get()
    access_ended.send(
        sender=None, account_ids=[shared.account], association_id=association, actor=ACTOR, at=AT
    )
    assert (reader.get(link()).status_code, SharedList.objects.get().ended_why) == (404, "ACCESS_ENDED")
    other = sign_in(Client(), association, role="staff")
    other.post(f"{path}take-over/")
    assert reader.get(link()).status_code == 200


def test_it_is_closed_while_its_officer_holds_no_role(association, secretary, people):
    share(secretary)
    sign_in(Client(), association, role="chair")
    account = SharedList.objects.get().account
    end_terms(
        term_ids=list(Term.objects.filter(account_id=account).values_list("id", flat=True)),
        ends_on=datetime(2026, 1, 1, tzinfo=UTC).date(),
        actor=ACTOR,
        at=AT,
    )
    assert Client().get(link()).status_code == 404


def test_what_cannot_be_shared_is_said_beside_its_cause(association, secretary, people):
    wrong = {
        "name": " ",
        "reader_email": "disa",
        "days": "31",
        "purpose": "",
    }
    for field, value in wrong.items():
        assert list(share(secretary, **{field: value}).context["form"].errors) == [field]
    treasurer = sign_in(Client(), association, role="treasurer")
    assert (share(treasurer).status_code, SharedList.objects.count()) == (403, 0)
    assert (Letter.objects.count(), share(secretary, all="", selected=[]).status_code) == (0, 302)


def test_sharing_and_fetching_ask_whoever_was_away_for_a_proof(secretary, people):
    session = secretary.session
    old = proven(None, factor=True, at=timezone.now() - timedelta(minutes=11))
    session.keep_proof(replace(old, seen_at=timezone.now()))
    session.save()
    fetched = secretary.post("/klubben/exports/00000000-0000-4000-8000-000000000000/file/")
    assert [answer["Location"] for answer in (share(secretary), fetched)] == ["/klubben/sign-in/again/"] * 2
    assert SharedList.objects.count() == 0


def test_many_shared_lists_are_shown_by_as_many_questions_as_one(secretary, people):
    share(secretary)
    secretary.get(SHARED)
    with CaptureQueriesContext(connection) as one:
        secretary.get(SHARED)
    for number in range(5):
        share(secretary, name=f"Walk {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(secretary.get(SHARED).context["listing"].rows) == 6
    assert len(many) == len(one)


@pytest.mark.parametrize(
    ("chosen", "registered", "written"),
    [("", "", "sv"), ("", "fi", "fi"), ("nb", "fi", "nb"), ("", "de", "sv")],
)
def test_the_letter_is_in_the_language_chosen_else_the_readers_else_the_associations(
    secretary, people, chosen, registered, written
):
    if registered:
        email = NewContactPoint(kind="EMAIL", value="disa@example.se", normalised="disa@example.se")
        disa = a_person("Disa", "Ek", language=registered)
        register(type(disa)(core=disa.core, contact_points=[email], wants_number=True))
    answer = share(secretary, language=chosen)
    letter = Letter.objects.get(kind="exports.list_shared")
    assert letter.language == written
    facts = {fact.term: fact.value for fact in secretary.get(answer["Location"]).context["facts"]}
    assert facts["Language"] == {"sv": "Svenska", "fi": "Suomi", "nb": "Norsk bokmål"}[written]
    assert list(share(secretary, language="xx").context["form"].errors) == ["language"]


def test_the_last_day_is_the_associations_on_every_page_and_in_the_letter(secretary, people):
    """Half past eleven in the evening in Greenwich is the next day in Stockholm."""
    path = share(secretary)["Location"]
    late = timezone.now().astimezone(UTC).replace(hour=23, minute=30) + timedelta(days=3)
    SharedList.objects.update(expires_at=late)
    last = date(get_association().day_of(late))
    facts = {fact.term: fact.value for fact in secretary.get(path).context["facts"]}
    assert facts["Until"] == last
    assert last in secretary.get("/klubben/exports/shared/").text
    assert find_invitation(secret=link().rstrip("/").rpartition("/")[2], at=timezone.now()).last_day == (
        get_association().day_of(late)
    )


def test_in_the_demonstration_the_letter_with_the_link_lies_in_the_letter_box(secretary, people):
    path = share(secretary)["Location"]
    assert "letter-box" not in Client().get(f"{link()}?sent=1").content.decode()
    mark_demonstration()
    assert 'href="/sign-in/letter-box/"' in secretary.get(path).content.decode()
    box = Client(SERVER_NAME="localhost").get("/sign-in/letter-box/").content.decode()
    assert (link() in box, "disa@example.se" in box) == (True, True)
    assert 'href="/sign-in/letter-box/"' in Client().get(f"{link()}?sent=1").content.decode()


def test_what_is_held_for_something_else_is_shared_with_nobody_outside(secretary, people):
    refused = share(secretary, columns=["phone", "checks"], reason="For the walk")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["columns"])
    assert (SharedList.objects.count(), Letter.objects.count()) == (0, 0)
    assert share(secretary, columns=["phone", "checks"], reason="For the walk", purpose="safeguarding")


def test_what_its_purpose_covers_no_longer_is_left_out_when_a_list_is_read(secretary, people):
    share(secretary)
    SharedList.objects.update(columns=["phone", "checks"])
    (first, _second) = open_it().context["people"]
    assert len(first["facts"]) == 1


def test_a_list_on_which_nobody_may_be_shown_outside_is_not_shared(secretary, people):
    only = share(secretary, all="", selected=str(people[2]))
    assert (only.status_code, SharedList.objects.count()) == (422, 0)


def test_who_has_not_agreed_to_be_named_is_on_no_shared_list_of_an_association_of_faith(secretary, people):
    Association.objects.filter(slug="klubben").update(profile="CONVICTION")
    assert (share(secretary).status_code, SharedList.objects.count()) == (422, 0)
    consent = NewConsent(
        person_id=people[1],
        purpose="activities",
        is_given=True,
        condition="9.2.a",
        happened_on=AT.date(),
        how="PAPER",
    )
    note_consents(consents=[consent], actor=ACTOR, at=AT)
    assert share(secretary).status_code == 302
    assert [each["name"] for each in open_it().context["people"]] == ["Bo Ek"]


def test_codes_are_counted_by_list_and_by_network(secretary, people):
    share(secretary)
    path = link()
    answers = [Client().post(path, {"code": "0000"}) for _time in range(16)]
    assert [each.status_code for each in answers] == [422] * 15 + [429]
    assert "Too many tries" in answers[-1].text
    share(secretary, name="Another walk")
    written = open_letters(list(Letter.objects.filter(kind="exports.list_shared")))
    paths = {
        "/" + block.url.split("/", 3)[3]
        for each in written.values()
        for block in each.content.blocks
        if hasattr(block, "url")
    }
    (other,) = paths - {path}
    assert Client().post(other, {"code": "0000"}).status_code == 422
    RateCounter.objects.filter(tries__gt=1).update(tries=150)
    assert Client().post(other, {"code": "0000"}).status_code == 429


def test_every_number_of_a_person_can_be_called(secretary, association):
    numbers = ("+46701234567", "+4687654321")
    points = [NewContactPoint(kind="PHONE", value=each, normalised=each) for each in numbers]
    register(replace(a_person("Anna", "Ek"), contact_points=points))
    share(secretary)
    page = open_it().content.decode()
    assert re.findall(r'href="tel:([^"]+)">([^<]+)<', page) == [
        ("+46701234567", "070-123 45 67"),
        ("+4687654321", "08-765 43 21"),
    ]


def test_the_purpose_of_a_shared_list_ticks_what_it_needs(secretary, people):
    sent = {"all": "1", "question": "", "purpose": "activities", "step": "columns", "name": "Walk"}
    told = secretary.post(SHARE, sent, headers={"hx-request": "true"}).content.decode()
    assert (told.count("<html"), told.count("checked")) == (0, 3)
    whole = secretary.post(SHARE, sent)
    assert (whole.context["form"]["name"].value(), whole.status_code) == ("Walk", 200)
