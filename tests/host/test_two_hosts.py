"""Hosts and keys are changed by two hosts, or by one after a day in which nobody has called it off."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.grant_hosts import grant_hosts
from matrikel.access.actions.note_lapsed_host_acts import note_lapsed_host_acts
from matrikel.access.actions.pass_hosts import NoHostAsks, SecondHostAwaited, pass_hosts
from matrikel.access.actions.settle_host_act import settle_host_act
from matrikel.access.jobs import close_reviews_everywhere, note_lapsed_host_acts_of_installation
from matrikel.access.models import Account, Operator, PendingAct
from matrikel.access.queries import find_account, is_host
from matrikel.audit.models import Entry
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.mail.models import Notice
from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from tests.conftest import ACTOR, make_association

PAGE = "/host/two/"
NEW = "ny@example.org"
VERA, PER, IDA = "vera@example.org", "per@example.org", "ida@example.org"
ROTATE = {"command": "rotate", "from": "0001"}
DAY = timedelta(hours=24)


def grant(email=NEW, *, by=VERA, at=None, withdraw=False):
    return grant_hosts(emails=[email], by=by, withdraw=withdraw, actor=ACTOR, at=at or timezone.now())


def ask(email=NEW, **how):
    with pytest.raises(SecondHostAwaited):
        grant(email, **how)


def rotate(*, by=VERA, at=None, **concerns):
    pass_hosts(kind="KEYS", concerns={**ROTATE, **concerns}, by=by, actor=ACTOR, at=at or timezone.now())


def hosts():
    return sorted(Operator.objects.values_list("account__email", flat=True))


def acts():
    with association_scope(INSTALLATION), transaction.atomic():
        return list(PendingAct.objects.filter(association_id=INSTALLATION).order_by("asked_at", "id"))


def logged():
    with association_scope(INSTALLATION), transaction.atomic():
        found = Entry.objects.filter(association_id=INSTALLATION, action__startswith="access.").order_by(
            "at", "id"
        )
        return [entry.action.removeprefix("access.") for entry in found]


def browser_of(email):
    browser = Client()
    browser.force_login(Account.objects.get(email=email))
    return browser


def settle(browser, answer, act=None):
    act = act or acts()[-1]
    page = browser.post(f"{PAGE}settle/", {"act": str(act.id), answer: "1"}, follow=True)
    return [str(message) for message in page.context["messages"]]


AGREED = ["Agreed. The same command, run again on the server within a day, does it."]
SETTLED = ["That was settled already; nothing was done twice."]


@pytest.fixture
def two(db):
    """Make two hosts: the first at once, the second once a day has passed in which nobody called it off."""
    before = timezone.now() - 2 * DAY
    grant(VERA, by="", at=before)
    ask(PER, at=before)
    grant(PER, at=before + DAY)
    Notice.objects.all().delete()


def test_the_first_host_is_made_at_once(db):
    grant(VERA, by="")
    assert (hosts(), acts(), logged()) == ([VERA], [], ["hosts_granted"])


def test_a_second_host_agrees_and_then_the_command_does_it_once(two):
    ask()
    assert hosts() == [PER, VERA]
    assert settle(browser_of(PER), "agree") == AGREED
    assert hosts() == [PER, VERA]
    grant()
    assert hosts() == [NEW, PER, VERA]
    assert logged()[-4:] == ["second_asked", "second_given", "second_used", "hosts_granted"]
    with association_scope(INSTALLATION), transaction.atomic():
        Operator.objects.filter(account__email=NEW).delete()
    ask()


def test_all_hosts_are_told_by_letter_and_once(two):
    ask()
    ask()
    told = Account.objects.filter(id__in=Notice.objects.values("account")).values_list("email", flat=True)
    assert (sorted(told), Notice.objects.count()) == ([PER, VERA], 2)
    assert [act.kind for act in acts() if act.used_at is None] == ["HOST"]


def test_whoever_asked_does_not_agree(two):
    ask()
    vera = browser_of(VERA)
    assert settle(vera, "agree") == ["Somebody else has to agree to this."]
    (row,) = vera.get(PAGE).context["waiting"]
    assert row.may_agree is False
    ask()


def test_it_has_to_be_asked_for_by_a_host(two):
    Account.objects.create(email="someone@example.org")
    for by in ("", "someone@example.org", "nobody", "nobody@example.org"):
        with pytest.raises(NoHostAsks):
            grant(by=by)
    assert [act for act in acts() if act.used_at is None] == []


def test_only_the_very_same_was_agreed_to(two):
    ask()
    settle(browser_of(PER), "agree")
    ask("annan@example.org")
    ask(VERA, withdraw=True)
    with pytest.raises(SecondHostAwaited):
        rotate()
    assert hosts() == [PER, VERA]
    grant()
    assert hosts() == [NEW, PER, VERA]


def test_keys_are_rotated_by_two_once_and_from_the_key_that_they_meant(two):
    with pytest.raises(SecondHostAwaited):
        rotate()
    settle(browser_of(PER), "agree")
    with pytest.raises(SecondHostAwaited):
        rotate(**{"from": "0002"})
    rotate()
    with pytest.raises(SecondHostAwaited):
        rotate()


def test_what_was_agreed_to_lapses_after_a_day(two):
    ask()
    settle(browser_of(PER), "agree")
    ask(at=timezone.now() + DAY)
    assert hosts() == [PER, VERA]


def test_where_nobody_agrees_a_day_passes_and_a_day_later_it_has_lapsed(two):
    asked = timezone.now()
    ask(at=asked)
    ask(at=asked + DAY - timedelta(seconds=1))
    grant(at=asked + DAY)
    assert hosts() == [NEW, PER, VERA]
    ask("annan@example.org", at=asked)
    ask("annan@example.org", at=asked + 2 * DAY)
    assert (hosts(), len(acts())) == ([NEW, PER, VERA], 4)


def noted(at):
    with association_scope(INSTALLATION):
        return note_lapsed_host_acts(actor=ACTOR, at=at)


def test_what_has_lapsed_is_written_down_once_whether_nobody_settled_it_or_nobody_did_it(two):
    asked = timezone.now()
    ask(at=asked)
    ask("annan@example.org", at=asked)
    settle(browser_of(PER), "agree")
    before = logged()
    agreed = acts()[-1].done_at
    assert [noted(agreed + DAY - timedelta(seconds=1)), noted(agreed + DAY), noted(agreed + DAY)] == [0, 1, 0]
    assert noted(asked + 2 * DAY - timedelta(seconds=1)) == 0
    assert [noted(asked + 2 * DAY), noted(asked + 9 * DAY)] == [1, 0]
    assert logged() == [*before, "second_lapsed", "second_lapsed"]
    assert [row.state.text for row in browser_of(PER).get(PAGE).context["settled"]] == [
        "lapsed", "lapsed", "done after a day, by one",
    ]  # fmt: skip


def test_what_was_called_off_or_done_is_not_written_down_as_lapsed_and_can_be_asked_for_anew(two):
    asked = timezone.now()
    ask(at=asked)
    settle(browser_of(PER), "refuse")
    assert browser_of(PER).get(PAGE).context["settled"][0].state.text == "called off"
    ask(at=asked)
    grant(at=asked + DAY)
    assert (noted(asked + 9 * DAY), "second_lapsed" in logged()) == (0, False)
    ask("annan@example.org", at=asked)
    assert noted(asked + 2 * DAY) == 1
    ask("annan@example.org", at=asked + 2 * DAY)
    assert hosts() == [NEW, PER, VERA]


def test_every_night_what_hosts_left_unsettled_is_written_down(two):
    ask(at=timezone.now() - 3 * DAY)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    close_reviews_everywhere(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        queued = cursor.fetchall()
    assert [name for name, _args in queued] == ["access.note_lapsed_host_acts"]
    with association_scope(INSTALLATION):
        note_lapsed_host_acts_of_installation()
    assert logged()[-1] == "second_lapsed"


def test_what_was_called_off_is_not_done_though_it_was_agreed_to_or_a_day_has_passed(two):
    ask()
    settle(browser_of(PER), "agree")
    assert settle(browser_of(VERA), "refuse") == ["Called off."]
    ask()
    assert settle(browser_of(PER), "refuse") == ["Called off."]
    ask(at=timezone.now() + DAY)
    assert hosts() == [PER, VERA]


def test_pressing_twice_does_nothing_twice(two):
    ask()
    per, act = browser_of(PER), acts()[-1]
    assert [settle(per, "agree", act), settle(per, "agree", act)] == [AGREED, SETTLED]
    grant()
    assert settle(per, "refuse", act) == SETTLED
    assert logged().count("second_given") == 1


def test_an_act_of_somebody_who_is_no_host_any_more_is_worth_nothing(two):
    ask()
    act = acts()[-1]
    Operator.objects.filter(account__email=VERA).delete()
    assert settle(browser_of(PER), "agree", act) == [
        "Whoever asked for this may not do it any more, or what it was about is gone."
    ]
    ask(by=PER, at=timezone.now() + DAY)
    assert hosts() == [PER]


def test_what_somebody_agreed_to_who_is_no_host_any_more_is_worth_nothing(two):
    ask()
    settle(browser_of(PER), "agree")
    Operator.objects.filter(account__email=PER).delete()
    ask()
    assert hosts() == [VERA]


@pytest.fixture
def three(two):
    """Make a third host, once a day has passed."""
    ask(IDA, at=timezone.now() - DAY)
    grant(IDA)


def test_being_a_host_is_taken_away_by_two_as_well(three):
    ask(PER, withdraw=True)
    assert hosts() == [IDA, PER, VERA]
    assert settle(browser_of(IDA), "agree") == AGREED
    grant(PER, withdraw=True)
    assert hosts() == [IDA, VERA]


@pytest.mark.parametrize(("answer", "said"), [("refuse", ["Called off."]), ("agree", AGREED)])
def test_whoever_would_lose_their_own_access_does_not_settle_that_and_others_do(three, answer, said):
    ask(PER, withdraw=True)
    act, per = acts()[-1], browser_of(PER)
    assert settle(per, answer, act) == ["This is about your own access. The other hosts settle it."]
    assert (acts()[-1].cancelled_at, acts()[-1].done_at, logged()[-1]) == (None, None, "second_asked")
    (row,) = per.get(PAGE).context["waiting"]
    assert (row.may_agree, row.may_refuse) == (False, False)
    assert "If you object, write to one of them." in row.line
    text = per.get(PAGE).text
    assert (text.count('name="refuse"'), text.count('name="agree"')) == (0, 0)
    assert settle(browser_of(IDA), answer, act) == said


def test_of_two_hosts_the_one_who_would_go_can_only_wait(two):
    asked = timezone.now()
    ask(PER, withdraw=True, at=asked)
    assert settle(browser_of(PER), "agree") == ["This is about your own access. The other hosts settle it."]
    ask(PER, withdraw=True, at=asked)
    grant(PER, withdraw=True, at=asked + DAY)
    assert hosts() == [VERA]


def test_not_even_in_whose_name_it_was_asked_calls_off_the_end_of_their_own_access(two):
    # Else whoever fears it asks first, so that the others only join, and lets go of it in the last minute.
    ask(VERA, by=VERA, withdraw=True)
    ask(VERA, by=PER, withdraw=True)
    assert settle(browser_of(VERA), "refuse") == ["This is about your own access. The other hosts settle it."]
    assert settle(browser_of(PER), "agree") == AGREED
    grant(VERA, by=PER, withdraw=True)
    assert hosts() == [PER]


def test_whoever_is_to_become_host_or_asks_for_keys_may_still_call_that_off(two):
    ask(NEW)
    assert settle(browser_of(VERA), "refuse") == ["Called off."]
    with pytest.raises(SecondHostAwaited):
        rotate()
    assert settle(browser_of(VERA), "refuse") == ["Called off."]


def test_what_is_so_already_needs_nobody(two):
    grant(PER, by="")
    grant("nobody@example.org", by="", withdraw=True)
    assert (hosts(), [act for act in acts() if act.used_at is None]) == ([PER, VERA], [])


def test_a_demonstration_waits_for_nobody(two, settings):
    settings.IS_DEMO = True
    with association_scope(make_association("klubben")):
        mark_demonstration()
    grant(by="")
    assert hosts() == [NEW, PER, VERA]


def test_the_page_says_what_waits_who_asked_and_what_became_of_it(two):
    ask()
    per = browser_of(PER)
    context = per.get(PAGE).context
    assert [(row.title, row.may_agree) for row in context["waiting"]] == [(f"Make {NEW} host", True)]
    assert [(row.title, row.state.text) for row in context["settled"]] == [
        (f"Make {PER} host", "done after a day, by one")
    ]
    settle(per, "agree")
    grant()
    assert [row.state.text for row in per.get(PAGE).context["settled"]] == [
        "two agreed", "done after a day, by one",
    ]  # fmt: skip


def test_more_acts_cost_no_more_questions(two, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    per = browser_of(PER)
    ask()
    per.get(PAGE)
    with CaptureQueriesContext(connection) as before:
        per.get(PAGE)
    for number in range(7):
        ask(f"ny{number}@example.org")
    with django_assert_num_queries(len(before)):
        per.get(PAGE)


def test_for_everybody_else_there_is_no_such_page_and_nothing_to_press(two, association, secretary):
    ask()
    answers = [
        secretary.get(PAGE).status_code,
        secretary.post(f"{PAGE}settle/", {"act": str(acts()[-1].id), "agree": "1"}).status_code,
        browser_of(PER).post(f"{PAGE}settle/", {"act": "x", "agree": "1"}).status_code,
    ]
    assert answers == [404] * 3


def test_no_address_stands_in_the_log(two):
    ask()
    settle(browser_of(PER), "agree")
    grant()
    with association_scope(INSTALLATION), transaction.atomic():
        headers = str(
            list(Entry.objects.filter(association_id=INSTALLATION).values_list("header", flat=True))
        )
    assert [each in headers for each in (NEW, VERA, PER)] == [False] * 3
    assert is_host(account_id=find_account(account_id=Account.objects.get(email=NEW).id).id) is True


def test_two_consoles_at_once_use_what_may_be_done_once(in_threads):
    before = timezone.now() - 2 * DAY
    grant(VERA, by="", at=before)
    with pytest.raises(SecondHostAwaited):
        rotate(at=before)

    def run(meet):
        meet()
        return rotate(at=before + DAY)

    assert sorted(type(answer).__name__ for answer in in_threads(run, run)) == [
        "NoneType",
        "SecondHostAwaited",
    ]


@pytest.mark.parametrize(
    ("answers", "noted"),
    [
        ((True, True), [["second_given"]]),
        # Whichever came first: what was agreed to can be called off, and what was called off not agreed to. Each entry
        # bears the time at which its host pressed, so that the log's order is not that of the lock.
        ((True, False), [["second_given", "second_refused"], ["second_refused"]]),
    ],
)
def test_two_hosts_who_answer_at_once_settle_it_once(in_threads, answers, noted):
    before = timezone.now() - 3 * DAY
    grant(VERA, by="", at=before)
    for days, email in enumerate((PER, "ida@example.org")):
        with pytest.raises(SecondHostAwaited):
            grant(email, at=before + days * DAY)
        grant(email, at=before + (days + 1) * DAY)
    ask()
    act = acts()[-1].id

    def answering(email, agrees):
        actor = Actor(kind=ActorKind.ACCOUNT, id=Account.objects.get(email=email).id)

        def run(meet):
            meet()
            with association_scope(INSTALLATION):
                settle_host_act(act_id=act, agrees=agrees, actor=actor, at=timezone.now())

        return run

    in_threads(answering(PER, answers[0]), answering("ida@example.org", answers[1]))
    assert sorted(logged()[logged().index("second_asked", -4) + 1 :]) in noted
