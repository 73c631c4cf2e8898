"""What waits for a second officer can be settled for fourteen days, and is then asked for anew."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.note_lapsed_acts import note_lapsed_acts
from matrikel.access.actions.settle_act import settle_act
from matrikel.access.models import PendingAct, TermInvitation
from matrikel.audit.models import Entry
from matrikel.kernel.errors import NotFound
from matrikel.mail.models import Letter
from tests.conftest import ACTOR, sign_in
from tests.office.test_board import offer
from tests.office.test_two_officers import TWO, a_hidden_person, ask, level_of, press

NOW = datetime.now(tz=UTC)


@pytest.fixture
def anna(association: UUID) -> UUID:
    return a_hidden_person()


@pytest.fixture
def other(association: UUID) -> Client:
    """Return the browser of somebody else who may open protected details."""
    return sign_in(Client(), association, role="data_protection_contact")


def age(act: PendingAct, days: float) -> None:
    act.asked_at -= timedelta(days=days)
    act.save(update_fields=["asked_at"])


def said_to(browser: Client, answer: Any) -> list[str]:
    return [str(each) for each in browser.get(answer.headers["Location"]).context["messages"]]


def test_what_waits_can_be_agreed_to_for_fourteen_days_and_not_a_moment_longer(
    anna, secretary, other
) -> None:
    ask(secretary, anna)
    act = PendingAct.objects.get()
    age(act, 13.99)
    assert "Runs out " in other.get(TWO).context["waiting"][0].line
    age(act, 0.02)
    page = other.get(TWO).context
    assert (page["waiting"], [row.state.text for row in page["settled"]]) == ([], ["lapsed"])
    for agree in (True, False):
        said = said_to(other, press(other, agree=agree))
        assert said == ["That has run out. Whoever still wants it asks anew."]
    with pytest.raises(NotFound):
        settle_act(act_id=act.id, agrees=True, actor=ACTOR, at=timezone.now())
    assert level_of(anna) == "PROTECTED"
    assert "waits for a second officer" not in other.get("/klubben/").text


def test_what_one_alone_could_do_after_a_day_runs_out_like_the_rest(anna, secretary) -> None:
    ask(secretary, anna)
    act = PendingAct.objects.get()
    PendingAct.objects.update(waits_until=act.asked_at + timedelta(days=1))
    age(PendingAct.objects.get(), 14)
    press(secretary)
    assert level_of(anna) == "PROTECTED"


def test_what_has_run_out_is_asked_for_anew_and_the_board_told_anew(anna, secretary, other) -> None:
    ask(secretary, anna)
    age(PendingAct.objects.get(), 15)
    ask(secretary, anna)
    assert (PendingAct.objects.count(), Letter.objects.filter(kind="access.second_needed").count()) == (2, 2)
    press(other)
    assert level_of(anna) == "NONE"


def test_that_something_has_run_out_is_written_down_once_and_the_invitation_that_waited_goes(
    anna, secretary, other
) -> None:
    offer(secretary, role="data_protection_contact")
    ask(secretary, anna)
    assert TermInvitation.objects.get().secret_hash is None
    for act in PendingAct.objects.all():
        age(act, 14)
    assert [note_lapsed_acts(actor=ACTOR, at=timezone.now()) for _time in range(2)] == [2, 0]
    noted = Entry.objects.filter(action="access.second_lapsed")
    assert sorted(entry.header["kind"] for entry in noted) == ["INVITE", "LIFT"]
    assert all("level" not in entry.header["concerns"] for entry in noted)
    assert TermInvitation.objects.count() == 0
    states = [row.state.text for row in secretary.get(TWO).context["settled"]]
    assert states == ["lapsed", "lapsed"]


def test_what_was_called_off_in_time_does_not_look_lapsed_later(anna, secretary, other) -> None:
    ask(secretary, anna)
    press(other, agree=False)
    age(PendingAct.objects.get(), 1)
    assert [row.state.text for row in other.get(TWO).context["settled"]] == ["called off"]


def test_the_letter_says_until_when_it_can_be_settled(anna, secretary, other) -> None:
    ask(secretary, anna)
    letter = Letter.objects.get(kind="access.second_needed")
    last = PendingAct.objects.get().asked_at + timedelta(days=14)
    assert (
        f"{last.astimezone(ZoneInfo('Europe/Stockholm')):%H:%M}"
        in secretary.get(f"/klubben/letters/{letter.id}/").text
    )
