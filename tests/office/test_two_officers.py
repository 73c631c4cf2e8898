"""What one officer alone may not do: asked for by one, agreed to by another, and done once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matrikel.access.actions.ask_second import ask_second
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.settle_act import settle_act
from matrikel.access.models import Account, PendingAct, Role, Term
from matrikel.audit.models import Entry
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.mail.models import Letter
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import ContactPoint, Person
from matrikel.people.rules.records import PersonChange
from matrikel.people.signals import people_removed
from tests.conftest import ACTOR, AT, make_association, sign_in
from tests.factories.mail import server_at
from tests.factories.people import a_person, at_home, register

TWO = "/klubben/board/two/"
SETTLE = f"{TWO}settle/"
NOW = datetime.now(tz=UTC)


def a_hidden_person(level: str = "PROTECTED") -> UUID:
    """Register somebody whose home is sealed."""
    person = a_person("Anna", "Ek", protection=level)
    (person_id,) = register(type(person)(core=person.core, contact_points=[at_home("67131")]))
    return person_id


@pytest.fixture
def anna(association: UUID) -> UUID:
    return a_hidden_person()


@pytest.fixture
def other(association: UUID) -> Client:
    """Return the browser of somebody else who may open protected details."""
    return sign_in(Client(), association, role="data_protection_contact")


def ask(browser: Client, person_id: UUID, *, level: str = "NONE", reason: str = "WISH") -> Any:
    path = f"/klubben/people/{person_id}/protection/"
    return browser.post(path, {"level": level, "reason": reason})


def press(browser: Client, *, agree: bool = True) -> Any:
    act = PendingAct.objects.order_by("-asked_at").first()
    return browser.post(SETTLE, {"act": str(act.id if act else ""), "agree" if agree else "refuse": "1"})


def level_of(person_id: UUID) -> str:
    return Person.objects.get(id=person_id).protection


def test_a_protection_ends_only_when_a_second_officer_agrees(anna, secretary, other) -> None:
    ask(secretary, anna)
    press(secretary)
    assert (level_of(anna), ContactPoint.objects.count()) == ("PROTECTED", 0)
    page = other.get(TWO).text
    said = ["The person wishes it" in page, "secretary-" in page, "Agree" in page, "Anna" in page]
    assert said == [True, True, True, False]
    press(other)
    assert (level_of(anna), ContactPoint.objects.get().place) == ("NONE", "Arvika")
    assert "two agreed" in secretary.get(TWO).text
    asked, agreed = (
        Entry.objects.get(action=name).header for name in ("access.second_asked", "access.second_given")
    )
    assert (asked["concerns"], asked["act"]) == (agreed["concerns"], agreed["act"])


def test_the_board_is_told_by_letter_and_by_no_name(anna, secretary, other) -> None:
    ask(secretary, anna)
    letter = Letter.objects.filter(kind="access.second_needed").get()
    page = secretary.get(f"/klubben/letters/{letter.id}/").text
    assert ("secretary-" in page, "Anna" in page, str(anna) in page) == (True, False, False)


@pytest.mark.parametrize("leave", [True, False])
def test_a_letter_to_the_board_is_promised_only_where_letters_leave(
    anna, secretary, other, settings, leave: bool
) -> None:
    settings.MAIL_SERVER = server_at(25) if leave else None
    page = secretary.get(f"/klubben/people/{anna}/protection/").content.decode()
    said = secretary.get(ask(secretary, anna)["Location"]).content.decode()
    assert ["the board is told by letter" in text for text in (page, said)] == [leave, leave]
    assert ("No letters leave from here: tell them." in said) is not leave


def test_what_waits_stands_in_the_today_of_whoever_can_agree_and_of_nobody_else(
    association, anna, secretary, other
) -> None:
    ask(secretary, anna)
    treasurer = sign_in(Client(), association, role="treasurer")
    said = [
        "waits for a second officer" in each.get("/klubben/").text for each in (secretary, other, treasurer)
    ]
    assert said == [False, True, False]
    assert ("Agree" in treasurer.get(TWO).text, press(treasurer).status_code) == (False, 404)
    assert level_of(anna) == "PROTECTED"


def test_a_protection_may_become_less_without_ending(anna, secretary, other) -> None:
    ask(secretary, anna, level="HIDDEN", reason="ENDED")
    press(other)
    assert (level_of(anna), ContactPoint.objects.count()) == ("HIDDEN", 0)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"level": "STRICT"}, "level"),
        ({"level": ""}, "level"),
        ({"reason": ""}, "reason"),
        ({"reason": "x"}, "reason"),
    ],
)
def test_what_is_wrong_with_the_wish_is_said_at_its_field(anna, secretary, other, sent, field) -> None:
    answer = ask(secretary, anna, **sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert PendingAct.objects.count() == 0


def test_a_button_pressed_twice_asks_once_and_agrees_once(anna, secretary, other) -> None:
    ask(secretary, anna)
    ask(secretary, anna, reason="MISTAKE")
    assert (PendingAct.objects.count(), Letter.objects.filter(kind="access.second_needed").count()) == (1, 1)
    press(other)
    version = Person.objects.get(id=anna).version
    answer = press(other)
    assert (answer.headers["Location"], Person.objects.get(id=anna).version) == (TWO, version)
    assert Entry.objects.filter(action="access.second_given").count() == 1


def test_an_act_that_was_called_off_cannot_be_agreed_to(anna, secretary, other) -> None:
    ask(secretary, anna)
    press(other, agree=False)
    press(other)
    assert (level_of(anna), PendingAct.objects.get().done_at) == ("PROTECTED", None)
    ask(secretary, anna)
    assert PendingAct.objects.count() == 2


def test_nothing_is_agreed_to_once_the_role_of_whoever_asked_has_ended(anna, association, other) -> None:
    asking = sign_in(Client(), association, email="leaves@example.se")
    ask(asking, anna)
    Term.objects.filter(account__email="leaves@example.se").update(
        during=f"[2020-01-01,{NOW.date().isoformat()})"
    )
    assert "may not do it any more" in other.get(TWO).text
    assert (
        "may not do it any more"
        in other.post(SETTLE, {"act": str(PendingAct.objects.get().id), "agree": "1"}, follow=True).text
    )
    assert (level_of(anna), PendingAct.objects.get().done_at) == ("PROTECTED", None)


def test_what_somebody_asked_for_who_has_left_keeps_nobody_else_from_asking(anna, association, other) -> None:
    ask(sign_in(Client(), association, email="leaves@example.se"), anna)
    Term.objects.filter(account__email="leaves@example.se").update(
        during=f"[2020-01-01,{NOW.date().isoformat()})"
    )
    ask(sign_in(Client(), association, email="stays@example.se"), anna)
    assert PendingAct.objects.count() == 2
    press(other)
    assert level_of(anna) == "NONE"


def test_how_far_somebody_is_protected_stands_in_no_header_of_the_log(anna, secretary, other) -> None:
    ask(secretary, anna, level="HIDDEN")
    press(other)
    headers = [
        Entry.objects.get(action=name).header for name in ("access.second_asked", "access.second_given")
    ]
    assert [each["concerns"] for each in headers] == [{"person": str(anna), "reason": "WISH"}] * 2


def test_what_waits_about_a_person_goes_with_the_person(anna, secretary) -> None:
    (bo,) = register(a_person("Bo", "Ek", protection="HIDDEN"))
    for person_id in (anna, bo):
        ask(secretary, person_id)
    people_removed.send(sender=Person, person_ids=[anna])
    assert [act.person_id for act in PendingAct.objects.all()] == [bo]


def test_nothing_is_agreed_to_when_the_protection_is_another_one_by_then(anna, secretary, other) -> None:
    ask(secretary, anna)
    version = Person.objects.get(id=anna).version
    change = PersonChange(person_id=anna, version=version, values={"protection": "STRICT"})
    change_people(changes=[change], actor=ACTOR, at=AT)
    answer = other.post(SETTLE, {"act": str(PendingAct.objects.get().id), "agree": "1"}, follow=True)
    assert "is another one by now" in answer.text
    assert (level_of(anna), PendingAct.objects.get().done_at) == ("STRICT", None)


def test_where_nobody_else_could_agree_a_day_passes(anna, association, secretary) -> None:
    grant_terms(
        terms=[NewTerm(email="board@example.se", role="board_member", starts_on=date(2020, 1, 1))],
        actor=ACTOR,
        at=AT,
    )
    ask(secretary, anna)
    assert Letter.objects.filter(kind="access.second_needed").count() == 2
    press(secretary)
    assert level_of(anna) == "PROTECTED"
    PendingAct.objects.update(waits_until=NOW - timedelta(seconds=1))
    press(secretary)
    assert level_of(anna) == "NONE"
    assert "by one" in secretary.get(TWO).text


def test_whoever_gives_roles_stops_what_nobody_else_could_agree_to(anna, association) -> None:
    asking = sign_in(Client(), association, role="membership_secretary")
    ask(asking, anna)
    act = PendingAct.objects.get()
    PendingAct.objects.update(waits_until=NOW + timedelta(hours=24))
    Role.objects.filter(code="chair").update(rights=["people.see", "roles.edit"])
    roles_only = sign_in(Client(), association, role="chair")
    assert "member number" not in roles_only.get(TWO).text
    press(roles_only, agree=False)
    act.refresh_from_db()
    assert act.cancelled_at is not None


def test_whoever_does_not_meet_protected_people_finds_no_such_page(anna, association) -> None:
    staff = sign_in(Client(), association, role="treasurer")
    assert staff.get(f"/klubben/people/{anna}/protection/").status_code == 403
    (open_one,) = register(a_person("Bo", "Ek"))
    secretary = sign_in(Client(), association)
    assert secretary.get(f"/klubben/people/{open_one}/protection/").status_code == 404


def test_the_neighbour_neither_reads_nor_settles_what_waits(anna, secretary, intruder) -> None:
    ask(secretary, anna)
    act = {"act": str(PendingAct.objects.get().id), "agree": "1"}
    assert intruder.post(SETTLE, act).status_code == 404
    assert intruder.post("/grannen/board/two/settle/", act).status_code == 404
    assert level_of(anna) == "PROTECTED"


def test_the_page_asks_as_much_for_many_acts_as_for_few(anna, secretary, other) -> None:
    ask(secretary, anna)
    other.get(TWO)
    with CaptureQueriesContext(connection) as few:
        other.get(TWO)
    for _time in range(4):
        ask(secretary, a_hidden_person())
    with CaptureQueriesContext(connection) as many:
        assert len(other.get(TWO).context["waiting"]) == 5
    assert len(many) == len(few)


def test_of_two_who_agree_at_once_one_does_it(in_threads: Callable[..., list[Any]]) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        person_id = a_hidden_person()
        accounts = grant_terms(
            terms=[
                NewTerm(email=f"{name}@example.se", role="secretary", starts_on=date(2020, 1, 1))
                for name in ("asks", "agrees", "too")
            ],
            actor=ACTOR,
            at=AT,
        )
        asks, *agree = (Actor(kind=ActorKind.ACCOUNT, id=each) for each in accounts)
        concerns = {"person": str(person_id), "held": "PROTECTED", "level": "NONE", "reason": "WISH"}
        act_id = ask_second(kind="LIFT", concerns=concerns, has_others=True, actor=asks, at=AT)

    def by(actor: Actor) -> Callable[..., None]:
        def run(meet: Callable[[], object]) -> None:
            with association_scope(association_id):
                meet()
                settle_act(act_id=act_id, agrees=True, actor=actor, at=AT)

        return run

    answers = in_threads(*(by(actor) for actor in agree))
    assert sorted(type(each) for each in answers if each is not None) == [NotFound]
    with association_scope(association_id), transaction.atomic():
        assert (level_of(person_id), Entry.objects.filter(action="access.second_given").count()) == (
            "NONE",
            1,
        )
        assert PendingAct.objects.get().done_by in {each.id for each in agree}
        assert Account.objects.count() == 3
