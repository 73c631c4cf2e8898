"""The auditor's view: that there were so many members, without who, unless asked why."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from matrikel.access.models import PendingAct
from matrikel.audit.models import Entry, Subject
from matrikel.exports.models import Proof
from matrikel.people.models import Person
from tests.conftest import sign_in
from tests.factories.people import a_person, admit, register

PROOFS = "/klubben/proofs/"
SETTLE = "/klubben/board/two/settle/"


@pytest.fixture
def auditor(association):
    return sign_in(Client(), association, role="auditor")


@pytest.fixture
def members(association):
    """Register three members of 2025, one who left before, one by mistake, and one who came after."""
    ids = register(*(a_person(name, "Ek") for name in ("Anna", "Bo", "Cia", "Dan", "Eva", "Fia")))
    admit(ids[0], date(2020, 1, 1))
    admit(ids[1], date(2025, 12, 31))
    admit(ids[2], date(2020, 1, 1), date(2025, 1, 2))
    admit(ids[3], date(2020, 1, 1), date(2025, 1, 1))
    admit(ids[4], date(2024, 1, 1), date(2025, 6, 1), end_reason="MISTAKE")
    admit(ids[5], date(2026, 1, 1))
    return ids


def draw(browser, **sent):
    given = {"first_day": "2025-01-01", "last_day": "2025-12-31", "size": "20", "seed": "abc"}
    return browser.post(PROOFS, {**given, **sent})


def sample(browser, path):
    return [row.label for row, _cells in browser.get(path).context["pairs"]]


def test_members_of_a_year_are_counted_and_sampled_without_names(auditor, members):
    page = auditor.get(draw(auditor)["Location"])
    assert (Proof.objects.get().members, len(page.context["pairs"])) == (3, 3)
    text = page.content.decode()
    assert [name in text for name in ("Anna", "Bo Ek", "Cia")] == [False, False, False]
    assert Entry.objects.get(action="exports.proof_drawn").header["seed"] == "abc"


def test_the_same_seed_draws_the_same_members_and_other_pseudonyms(auditor, members):
    first, again = (draw(auditor, size="2")["Location"] for _time in range(2))
    assert sample(auditor, first) == sample(auditor, first)
    assert not set(sample(auditor, first)) & set(sample(auditor, again))
    drawn = [
        [[cell.text for cell in row.cells[1:]] for row, _cells in auditor.get(path).context["pairs"]]
        for path in (first, again)
    ]
    assert drawn[0] == drawn[1]


def test_a_name_is_shown_once_two_agreed_for_a_reason_and_the_member_can_see_that(
    auditor, secretary, members
):
    path = draw(auditor)["Location"]
    pseudonym = sample(auditor, path)[0]
    wish = {"pseudonym": pseudonym, "reason": "PAPERS"}
    assert auditor.post(f"{path}ask/", {**wish, "reason": ""}).status_code == 422
    assert auditor.post(f"{path}ask/", {**wish, "pseudonym": "0" * 12}).status_code == 404
    # Alone nobody is shown a name, however the page is asked.
    assert (auditor.post(path, wish).status_code, auditor.post(f"{path}name/", wish).status_code) == (
        405,
        422,
    )
    auditor.post(f"{path}ask/", wish)
    auditor.post(f"{path}ask/", wish)
    act = PendingAct.objects.get()
    assert (act.kind, act.waits_until) == ("REVEAL", None)
    auditor.post(SETTLE, {"act": str(act.id), "agree": "1"})
    assert auditor.post(f"{path}name/", wish).status_code == 422
    page = secretary.get("/klubben/board/two/").text
    assert (pseudonym in page, "compare with papers" in page) == (True, True)
    secretary.post(SETTLE, {"act": str(act.id), "agree": "1"})
    shown = auditor.post(f"{path}name/", wish).context["shown"]
    subject = Subject.objects.get(entry=Entry.objects.get(action="exports.proof_revealed")).subject
    person = Person.objects.get(audit_subject=subject)
    assert shown["name"] == f"{person.given_name} Ek"
    assert "saw the name in a sample" in secretary.get(f"/klubben/people/{person.id}/").content.decode()
    # Whoever agreed did not ask, and another one of the sample was not asked about.
    other = sample(auditor, path)[1]
    assert secretary.post(f"{path}name/", wish).status_code == 422
    assert auditor.post(f"{path}name/", {"pseudonym": other}).status_code == 422


def test_what_two_agreed_to_ends_after_a_week_and_with_whoever_asked(auditor, secretary, members):
    path = draw(auditor)["Location"]
    wish = {"pseudonym": sample(auditor, path)[0], "reason": "DOUBT"}
    auditor.post(f"{path}ask/", wish)
    secretary.post(SETTLE, {"act": str(PendingAct.objects.get().id), "agree": "1"})
    assert auditor.post(f"{path}name/", wish).status_code == 200
    PendingAct.objects.update(done_at=timezone.now() - timedelta(days=7, seconds=1))
    assert auditor.post(f"{path}name/", wish).status_code == 422


def test_where_nobody_else_sees_proofs_a_name_waits_for_a_day_and_the_board_is_told(auditor, members):
    path = draw(auditor)["Location"]
    wish = {"pseudonym": sample(auditor, path)[0], "reason": "ASKED"}
    auditor.post(f"{path}ask/", wish)
    act = PendingAct.objects.get()
    auditor.post(SETTLE, {"act": str(act.id), "agree": "1"})
    assert auditor.post(f"{path}name/", wish).status_code == 422
    PendingAct.objects.update(waits_until=timezone.now() - timedelta(seconds=1))
    auditor.post(SETTLE, {"act": str(act.id), "agree": "1"})
    assert auditor.post(f"{path}name/", wish).status_code == 200


def test_a_sample_that_cannot_be_drawn_says_why(auditor, members):
    assert list(draw(auditor, last_day="2024-01-01").context["form"].errors) == ["last_day"]
    assert list(draw(auditor, size="101").context["form"].errors) == ["size"]
    assert list(draw(auditor, seed="x" * 33).context["form"].errors) == ["seed"]


def test_only_whoever_audits_may_and_another_associations_sample_is_not_there(
    association, auditor, intruder, members
):
    path = draw(auditor)["Location"]
    treasurer = sign_in(Client(), association, role="treasurer")
    assert (
        treasurer.get(PROOFS).status_code,
        intruder.get(path.replace("klubben", "grannen")).status_code,
    ) == (403, 404)


@pytest.mark.parametrize("seed", ["Anna Ek", "å", "a" * 33, "a-b"])
def test_a_seed_that_could_be_words_is_refused(auditor, members, seed):
    answer = draw(auditor, seed=seed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["seed"])
