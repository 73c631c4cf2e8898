"""How much one officer takes out and opens within a day: lowered by one, raised above what is usual by two."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matrikel.access.models import PendingAct
from matrikel.audit.actions.record import Act, record
from matrikel.audit.models import Entry
from matrikel.exports.ceilings import CeilingsRow, get_ceilings
from matrikel.exports.models import Ceilings, Export
from matrikel.exports.rules.limits import is_raised, most_taken
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.scope import association_scope
from tests.conftest import make_association, sign_in
from tests.factories.people import a_person, register
from tests.office.exports.test_exporting import ask as ask_for_list
from tests.office.test_two_officers import TWO, press

PAGE = "/klubben/settings/exports/"


@pytest.fixture
def chair(association: UUID) -> Client:
    return sign_in(Client(), association, role="chair")


@pytest.fixture
def people(association: UUID) -> list[UUID]:
    return register(*(a_person(name, "Ek") for name in ("Anna", "Bo", "Cia")))


def save(browser: Client, taken: object = "", opened: object = "", version: int | None = None) -> Any:
    seen = get_ceilings().version if version is None else version
    return browser.post(PAGE, {"taken": str(taken), "opened": str(opened), "version": str(seen)})


def told(browser: Client, answer: Any) -> list[str]:
    return [str(each) for each in browser.get(answer.headers["Location"]).context["messages"]]


def held() -> tuple[int | None, int | None]:
    now = get_ceilings()
    return now.taken, now.opened


def waiting() -> list[dict[str, str]]:
    return list(PendingAct.objects.order_by("id").values_list("concerns", flat=True))


def test_nothing_is_set_at_first_and_the_page_says_what_is_usual(
    secretary: Client, people: list[UUID]
) -> None:
    page = secretary.get(PAGE)
    assert (get_ceilings(), Ceilings.objects.count()) == (CeilingsRow(), 0)
    fields = page.context["form"].fields
    assert [
        "1\N{NO-BREAK SPACE}000 today" in fields["taken"].help_text,
        "300" in fields["opened"].help_text,
    ] == [True, True]


def test_what_is_lowered_holds_at_once_and_stands_in_the_log(secretary: Client) -> None:
    assert told(secretary, save(secretary, 100, 50)) == ["Saved."]
    assert (held(), waiting()) == ((100, 50), [])
    said = {"taken": {"before": None, "after": 100}, "opened": {"before": None, "after": 50}}
    assert Entry.objects.get(action="exports.ceilings_changed").header == {"ceilings": said}
    log = secretary.get("/klubben/log/?act=exports").text
    assert "How much one officer may take out or open within a day was changed" in log


def test_back_to_what_is_usual_is_no_raise(secretary: Client) -> None:
    save(secretary, 100, 50)
    assert told(secretary, save(secretary, 1000, 300))[-1] == "Saved."
    assert (held(), waiting()) == ((1000, 300), [])
    save(secretary, 100, 50)
    assert told(secretary, save(secretary))[-1] == "Saved."
    assert (held(), waiting()) == ((None, None), [])


def test_more_than_usual_waits_for_a_second_officer_who_oversees_the_lists(
    association: UUID, secretary: Client, chair: Client
) -> None:
    said = told(secretary, save(secretary, 5000))
    assert said == [
        "This needs two officers. It waits until somebody else agrees. No letters leave from here: tell them."
    ]
    assert (held(), waiting()) == ((None, None), [{"ceiling": "taken", "most": "5000", "before": ""}])
    press(secretary)
    assert press(sign_in(Client(), association, role="treasurer")).status_code == 404
    assert held() == (None, None)
    assert (
        chair.get(TWO).context["waiting"][0].title
        == "Let one officer take out 5\N{NO-BREAK SPACE}000 people within a day"
    )
    press(chair)
    assert (held(), get_ceilings().is_taken_raised) == ((5000, None), True)
    actions = Entry.objects.filter(action__in=["access.second_given", "exports.ceilings_changed"])
    assert sorted(actions.values_list("action", flat=True)) == [
        "access.second_given", "exports.ceilings_changed",
    ]  # fmt: skip


def test_what_was_lowered_meanwhile_is_raised_by_no_yes_to_what_was_before(
    secretary: Client, chair: Client
) -> None:
    save(secretary, 5000)
    save(secretary, 900)
    answer = press(chair)
    assert (answer.status_code, held()) == (302, (900, None))
    assert told(chair, answer) == ["Somebody has changed this meanwhile. Look at it again."]


def test_what_is_called_off_raises_nothing(secretary: Client, chair: Client) -> None:
    save(secretary, "", 400)
    title = "Let one officer open 400 people within a day before others are told"
    assert chair.get(TWO).context["waiting"][0].title == title
    press(chair, agree=False)
    assert held() == (None, None)


def test_of_two_numbers_the_lower_holds_at_once_and_the_higher_waits(
    secretary: Client, chair: Client
) -> None:
    save(secretary, 5000, 50)
    assert (held(), waiting()) == ((None, 50), [{"ceiling": "taken", "most": "5000", "before": ""}])
    press(chair)
    assert held() == (5000, 50)


def test_what_two_have_raised_one_lowers_and_does_not_raise_again(secretary: Client, chair: Client) -> None:
    save(secretary, 5000)
    press(chair)
    assert told(secretary, save(secretary, 3000))[-1] == "Saved."
    assert (held(), get_ceilings().is_taken_raised) == ((3000, None), True)
    save(secretary, 4000)
    assert (held(), len(waiting())) == ((3000, None), 2)
    save(secretary, 900)
    assert (held(), get_ceilings().is_taken_raised) == ((900, None), False)


@pytest.mark.parametrize("typed", ["0", "-1", "x", "10000001", "1.5"])
def test_what_is_no_number_of_people_is_told_beside_it_and_stays(secretary: Client, typed: str) -> None:
    answer = save(secretary, typed, 50)
    form = answer.context["form"]
    said = {"taken": ["Write a number of people, or leave it empty."]}
    assert (answer.status_code, dict(form.errors), form["taken"].value()) == (422, said, typed)
    assert "Empty: as usual, 300." in answer.text
    assert held() == (None, None)


def test_of_two_officers_who_change_it_at_once_the_second_is_told(secretary: Client) -> None:
    save(secretary, 100)
    answer = save(secretary, 200, version=0)
    assert (answer.status_code, held()) == (409, (100, None))
    again = answer.context["form"]
    assert (again["taken"].value(), again["version"].value()) == ("200", "1")
    assert "Somebody has changed this meanwhile." in answer.text


def test_a_list_over_the_ceiling_that_was_set_waits(secretary: Client, people: list[UUID]) -> None:
    save(secretary, 2)
    path = ask_for_list(secretary, question="")["Location"]
    secretary.post(f"{path}confirm/")
    assert (Export.objects.get().people, Export.objects.get().state) == (3, "PAUSED")


def test_the_officer_of_a_small_branch_keeps_its_own_ceiling_unless_two_have_raised_it() -> None:
    said = [most_taken(1000, taken, was_raised=raised) for taken, raised in ((None, False), (5000, False))]
    assert said == [1000, 1000]
    assert (most_taken(1000, 5000, was_raised=True), most_taken(1000, 10, was_raised=False)) == (5000, 10)


@pytest.mark.parametrize(
    ("wanted", "now", "is_higher"),
    [(None, 10, False), (1000, 10, False), (1001, 10, True), (1001, None, True), (2000, 3000, False)],
)
def test_raised_is_what_is_higher_than_usual_and_than_now(
    wanted: int | None, now: int | None, is_higher: bool
) -> None:
    assert is_raised(wanted, now=now, usual=1000) is is_higher


def test_those_who_oversee_are_told_from_the_number_that_was_set_without_one_question_more(
    secretary: Client, chair: Client, people: list[UUID]
) -> None:
    for person_id in people:
        secretary.get(f"/klubben/people/{person_id}/")
    chair.get("/klubben/")
    with CaptureQueriesContext(connection) as before:
        assert "within a day" not in chair.get("/klubben/").text
    save(secretary, "", 3)
    assert "within a day" not in chair.get("/klubben/").text
    with CaptureQueriesContext(connection) as after:
        chair.get("/klubben/")
    assert len(after) == len(before)
    save(secretary, "", 2)
    assert "has opened more than 2 people within a day" in chair.get("/klubben/").text


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (["people.number_searched"], "has searched for more than 50 identity numbers within a day"),
        (
            [
                "people.protected_revealed",
                "people.bank_account_revealed",
                "people.identity_number_revealed",
            ],
            "has opened more than 30 protected or sealed details within a day",
        ),
    ],
)
def test_those_who_oversee_are_told_of_many_searches_by_number_and_of_many_seals_opened(
    secretary: Client, chair: Client, people: list[UUID], actions: list[str], said: str
) -> None:
    whose = Actor(kind=ActorKind.ACCOUNT, id=UUID(secretary.session["_auth_user_id"]))
    usual = 50 if len(actions) == 1 else 30

    def do(times: int, at: datetime) -> None:
        acts = [Act(action=actions[number % len(actions)]) for number in range(times)]
        record(acts=acts, actor=whose, at=at)

    now = timezone.now()
    do(usual, now - timedelta(hours=2))
    do(usual, now - timedelta(hours=25))
    assert "within a day" not in chair.get("/klubben/").text
    do(1, now)
    assert said in chair.get("/klubben/").text
    # To the one who did it nothing is said.
    assert "within a day" not in secretary.get("/klubben/").text


def test_a_neighbours_ceilings_are_its_own(association: UUID, secretary: Client) -> None:
    save(secretary, 100, 50)
    with association_scope(make_association("grannen")), transaction.atomic():
        assert get_ceilings() == CeilingsRow()


def test_whoever_may_not_change_the_settings_has_no_such_page(association: UUID) -> None:
    treasurer = sign_in(Client(), association, role="treasurer")
    assert [treasurer.get(PAGE).status_code, treasurer.post(PAGE, {"taken": "9999999"}).status_code] == [
        403,
        403,
    ]


def test_the_page_shows_what_waits_until_it_is_settled(
    association: UUID, secretary: Client, chair: Client
) -> None:
    assert secretary.get(PAGE).context["waiting"] == []
    save(secretary, 5000, 50)
    for browser in (secretary, sign_in(Client(), association, email="b@example.se")):
        (line,) = browser.get(PAGE).context["waiting"]
        assert line.startswith(
            "Let one officer take out 5\N{NO-BREAK SPACE}000 people within a day. "
            "Waits for the second officer until "
        )
        assert line in browser.get(PAGE).text
    press(chair)
    assert secretary.get(PAGE).context["waiting"] == []


def test_where_nobody_else_could_agree_the_page_says_from_when_it_can_be_done(secretary: Client) -> None:
    save(secretary, 5000)
    (line,) = secretary.get(PAGE).context["waiting"]
    assert "Nobody else could agree: can be done from " in line
