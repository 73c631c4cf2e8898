"""The log of the association as pages: found by act, person, officer and day, opened by few, told as each may know."""

import ast
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.audit.models import Entry, Subject
from matrikel.audit.queries import EntryRow, Wanted, list_log
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import new_id
from matrikel.office.log.wording import sentence
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, club_day, sign_in
from tests.factories.people import a_person, admit, at_home, register

LOG = "/klubben/log/"
PEOPLE = "/klubben/people/"


@pytest.fixture
def anna(association):
    """Register a member, and let a second one be there."""
    anna, _bo = register(a_person("Anna", "Ek"), a_person("Bo", "Ek"))
    admit(anna, date(2020, 1, 1))
    return anna


def rows(browser, **wanted):
    return browser.get(LOG, wanted).context["listing"].rows


def texts(browser, **wanted):
    return [row.label for row in rows(browser, **wanted)]


def test_the_log_tells_what_happened_in_sentences_the_newest_first(secretary, anna):
    secretary.get(f"{PEOPLE}{anna}/")
    assert texts(secretary)[:3] == ["Viewed the page", "Admitted as a member", "Entered in the register"]
    assert [row.cells[1].text for row in rows(secretary)[:3]] == ["1 person", "1 person", "2 people"]


def test_it_is_found_by_act_officer_person_and_day(association, secretary, anna):
    secretary.get(f"{PEOPLE}{anna}/")
    (look,) = Entry.objects.filter(action="people.person_viewed")
    today = club_day(look.at).isoformat()
    assert texts(secretary, act="looks") == ["Viewed the page"]
    assert texts(secretary, officer=str(look.actor_id)) == ["Viewed the page"]
    assert texts(secretary, person=str(anna)) == [
        "Viewed the page",
        "Admitted as a member",
        "Entered in the register",
    ]
    assert texts(secretary, act="memberships", person=str(anna)) == ["Admitted as a member"]
    assert texts(secretary, day=today) == ["Viewed the page"]
    assert texts(secretary, day="1999-01-01") == []
    assert len(texts(secretary, act="nonsense", day="nonsense", officer="nonsense")) == len(texts(secretary))


def test_a_filter_names_nobody_of_another_association(association, neighbour, secretary, anna):
    sign_in(Client(), neighbour, role="chair", email="kanarie@example.no")
    stranger = Account.objects.get(email="kanarie@example.no")
    page = secretary.get(LOG, {"officer": str(stranger.id)})
    assert ([chip.label for chip in page.context["listing"].chips], "kanarie" in page.content.decode()) == (
        ["By: —"],
        False,
    )


def test_only_whoever_oversees_sees_the_log_and_nobody_another_associations(association, intruder, anna):
    (entry, *_others) = Entry.objects.order_by("-at")
    answers = {
        role: sign_in(Client(), association, role=role).get(LOG).status_code
        for role in ("chair", "auditor", "data_protection_contact", "treasurer", "membership_secretary")
    }
    assert answers == {
        "chair": 200,
        "auditor": 200,
        "data_protection_contact": 200,
        "treasurer": 403,
        "membership_secretary": 403,
    }
    assert intruder.get(f"/grannen/log/{entry.id}/").status_code == 404
    assert intruder.get("/grannen/log/", {"person": str(anna)}).status_code == 404


def test_what_was_before_is_opened_by_those_who_may_and_the_opening_is_seen(association, secretary, anna):
    from matrikel.people.actions.change_people import PersonChange, change_people

    person = Person.objects.get(id=anna)
    change_people(
        changes=[PersonChange(person_id=anna, version=person.version, values={"given_name": "Anja"})],
        actor=ACTOR,
        at=AT,
    )
    entry = Entry.objects.get(action="people.changed")
    page = secretary.get(f"{LOG}{entry.id}/")
    assert ("Anna" in page.content.decode(), page.context["people"]) == (
        False,
        [("Anja Ek", f"{PEOPLE}{anna}/")],
    )
    opened = secretary.post(page.context["open_url"])
    assert opened.context["opened"] == [
        {"name": "Anja Ek", "rows": [{"field": "Given name", "before": "Anna", "after": "Anja"}]}
    ]
    look = Entry.objects.get(action="audit.entry_opened")
    assert list(Subject.objects.filter(entry=look).values_list("subject", flat=True)) == [
        person.audit_subject
    ]
    assert "opened in the log what was before" in secretary.get(f"{PEOPLE}{anna}/").content.decode()
    auditor = sign_in(Client(), association, role="auditor")
    assert (
        auditor.get(f"{LOG}{entry.id}/").context["open_url"],
        auditor.post(page.context["open_url"]).status_code,
    ) == (
        "",
        403,
    )


def test_whoever_may_not_know_of_a_protection_does_not_learn_it_from_the_log(association, secretary):
    (cia,) = register(a_person("Cia", "Ek", protection="STRICT"))
    secretary.post(f"{PEOPLE}{cia}/opened/", {"what": "whereabouts", "reason": "LETTER"})
    told = texts(secretary, act="looks")
    auditor = sign_in(Client(), association, role="auditor")
    assert (told, texts(auditor, act="looks")) == (
        ["Opened the protected details · A letter or parcel has to reach the person"],
        ["Viewed the page"],
    )


def test_a_name_that_is_only_opened_for_a_reason_is_not_told_by_the_log(association, secretary):
    (cia,) = register(a_person("Cia", "Ek", protection="STRICT"))
    chips = secretary.get(LOG, {"person": str(cia)}).context["listing"].chips
    assert ["Cia" in chip.label for chip in chips] == [False]


def test_where_somebody_lived_before_the_protection_is_not_opened_in_the_log(association, secretary):
    from matrikel.people.actions.change_people import PersonChange, change_people

    (cia,) = register(replace(a_person("Cia", "Ek"), contact_points=[at_home("67131")]))
    moves = [{"contact_points": [at_home("75321")]}, {"values": {"protection": "STRICT"}}]
    for version, change in enumerate(moves, start=1):
        change_people(changes=[PersonChange(person_id=cia, version=version, **change)], actor=ACTOR, at=AT)
    opened = [
        secretary.post(f"{LOG}{entry.id}/opened/") for entry in Entry.objects.filter(action="people.changed")
    ]
    assert [(answer.status_code, "67131" in answer.text, "75321" in answer.text) for answer in opened] == [
        (200, False, False)
    ] * 2


def test_a_page_goes_on_where_the_last_one_ended(association, secretary):
    somebody = Actor(kind=ActorKind.ACCOUNT, id=new_id())
    for place in range(60):
        record(acts=[Act(action="groups.saved")], actor=somebody, at=AT + timedelta(minutes=place // 2))
    seen, url = [], LOG + "?act=together"
    while url:
        listing = secretary.get(url).context["listing"]
        seen += [row.id for row in listing.rows]
        url = listing.next_url
    wanted = Entry.objects.filter(action="groups.saved").order_by("-at", "-id").values_list("id", flat=True)
    assert seen == [str(each) for each in wanted]
    assert len(list_log(wanted=Wanted(actor_id=somebody.id)).rows) == 25


def test_the_log_asks_as_many_questions_of_three_entries_as_of_three_thousand(association, secretary):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert secretary.get(LOG, {"act": "together", "officer": str(somebody.id)}).status_code == 200
        return len(asked)

    somebody = Actor(kind=ActorKind.ACCOUNT, id=new_id())
    record(acts=[Act(action="groups.saved")] * 3, actor=somebody, at=AT)
    questions()
    few = questions()
    record(acts=[Act(action="groups.saved")] * 3_000, actor=somebody, at=AT)
    assert questions() == few


def recorded_acts() -> set[str]:
    """Return the codes of all acts that the source records, as it writes them down."""
    acts: set[str] = set()
    for path in (Path(settings.SOURCE) / "matrikel").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id == "Act":
                (code,) = (each.value for each in call.keywords if each.arg == "action")
                found = texts_of(code) or texts_by_name(tree, calls, ast.unparse(code))
                assert found, f"{path}: which acts does `{ast.unparse(code)}` stand for?"
                acts |= found
    return acts


def texts_of(node: ast.expr) -> set[str]:
    """Return the texts of which an expression is one."""
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) | texts_of(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def texts_by_name(tree: ast.Module, calls: list[ast.Call], name: str) -> set[str]:
    """Return the texts that a name is given, where it is assigned or as a function's first argument."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and name in [ast.unparse(each) for each in node.targets]:
            found |= texts_of(node.value)
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == name:
            for call in calls:
                if ast.unparse(call.func) == node.name:
                    found |= texts_of(call.args[0])
    return found


def test_every_act_that_the_code_records_has_a_sentence_of_its_own():
    def said(act: str) -> str:
        return sentence(
            EntryRow(
                id=new_id(),
                at=AT,
                action=act,
                actor_kind="account",
                actor_id=None,
                actor_name="",
                role="",
                header={},
            )
        )

    acts = recorded_acts()
    acts_said: dict[str, list[str]] = {}
    for act in sorted(acts):
        acts_said.setdefault(said(act), []).append(act)
    assert {words: several for words, several in acts_said.items() if len(several) > 1} == {}
    assert len(acts) > 150
    assert {said("imports.no_such_act"), said("people.no_such_act")} & set(acts_said) == set()
