"""The books as pages: begun, read, an entry taken back, years begun and closed."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from matrikel.kernel.money import Money
from matrikel.kernel.scope import association_scope
from matrikel.ledger.actions.open_books import open_books
from matrikel.ledger.queries.accounts import list_accounts
from matrikel.ledger.queries.journal import get_entry
from matrikel.ledger.queries.years import list_years
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import credit, debit
from matrikel.organisations.models import Association
from tests.conftest import ACTOR, AT, club_day, sign_in
from tests.factories.books import an_entry, books, post

HOME = "/klubben/books/"
QUESTIONS = 8


def page(client: Client, path: str = HOME) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def treasurer(association):
    return sign_in(Client(), association, role="treasurer")


@pytest.fixture
def auditor(association):
    return sign_in(Client(), association, role="auditor")


def test_a_treasurer_begins_the_books_and_reads_them(treasurer):
    assert "The books are not open yet" in page(treasurer)
    assert page(treasurer, f"{HOME}years/first/").count("Begin the books") > 1
    response = treasurer.post(f"{HOME}years/first/")
    assert (response.status_code, response.headers["Location"]) == (302, HOME)
    assert [year.name for year in list_years()] == [str(club_day().year)]
    assert "No entries yet" in page(treasurer)


def test_the_journal_shows_entries_with_their_amounts_and_is_searched(treasurer):
    books()
    post(an_entry(123_450, text="Fees of March"), an_entry(500, text="Rent"))
    journal = page(treasurer)
    assert [
        word in journal for word in ("Fees of March", "1 234.50", "Rent", "5.00", "2026 · 2 entries")
    ] == [True] * 5
    found = page(treasurer, f"{HOME}?q=rent")
    assert ("Rent" in found, "Fees of March" in found) == (True, False)
    assert "Rent" not in page(treasurer, f"{HOME}?q=nothing")
    assert "Fees of March" in page(treasurer, f"{HOME}?year=x&after=y&before=1e9")


def test_an_entry_is_taken_back_from_its_page(treasurer):
    books()
    (entry,) = post(an_entry(123_450))
    path = f"{HOME}entries/{entry.id}/"
    assert [word in page(treasurer, path) for word in ("1930 Bank account", "1 234.50", "Take it back")] == [
        True
    ] * 3
    assert "Correction of entry 1" in page(treasurer, f"{path}reversal/")
    response = treasurer.post(f"{path}reversal/", {"on": "2026-11-21", "text": "Wrong account"})
    back = get_entry(entry_id=entry.id).reversed_by
    assert back is not None
    assert (response.status_code, response.headers["Location"]) == (302, f"{HOME}entries/{back[0]}/")
    assert "reversed by 2" in page(treasurer)
    assert "Take it back" not in page(treasurer, path)
    again = treasurer.post(f"{path}reversal/", {"on": "2026-11-21", "text": "Once more"})
    assert (again.status_code, "reversed already" in again.content.decode()) == (422, True)


def test_what_is_wrong_with_taking_back_stands_at_its_field_and_what_was_typed_stays(treasurer):
    books()
    (entry,) = post(an_entry())
    response = treasurer.post(
        f"{HOME}entries/{entry.id}/reversal/", {"on": "2031-01-01", "text": "Typed reason"}
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert ["There is no fiscal year for that day yet." in shown, "Typed reason" in shown] == [True, True]


def test_accounts_show_a_years_sums_and_lead_to_their_lines(treasurer):
    books()
    post(an_entry(123_450), an_entry(500))
    shown = page(treasurer, f"{HOME}accounts/")
    assert [word in shown for word in ("1930 Bank account", "1 239.50", "-1 239.50")] == [True, True, True]
    bank = next(row for row in list_accounts() if row.role == Role.BANK.value)
    lines = page(treasurer, f"{HOME}accounts/{bank.id}/")
    assert [word in lines for word in ("1 234.50", "1 239.50", "Fees")] == [True] * 3


def test_years_are_begun_and_closed_with_a_word_of_what_that_means(treasurer):
    open_books(actor=ACTOR, at=AT, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    (year,) = list_years()
    assert "Close 2020" in page(treasurer, f"{HOME}years/")
    assert treasurer.post(f"{HOME}years/next/").status_code == 302
    assert [row.name for row in list_years()] == ["2021", "2020"]
    assert "cannot be opened again" in page(treasurer, f"{HOME}years/{year.id}/closing/")
    later = next(row for row in list_years() if row.name == "2021")
    refused = treasurer.post(f"{HOME}years/{later.id}/closing/")
    assert (refused.status_code, "An earlier fiscal year is still open" in refused.content.decode()) == (
        422,
        True,
    )
    assert treasurer.post(f"{HOME}years/{year.id}/closing/").status_code == 302
    assert [row.closed_at is not None for row in list_years()] == [False, True]
    assert timezone.now() > list_years()[1].closed_at


def test_an_auditor_reads_and_changes_nothing(association, auditor):
    year_id = books()
    (entry,) = post(an_entry())
    for path in ("", "accounts/", "years/", f"entries/{entry.id}/"):
        assert auditor.get(f"{HOME}{path}").status_code == 200
    for path in ("years/first/", "years/next/", f"years/{year_id}/closing/", f"entries/{entry.id}/reversal/"):
        assert auditor.get(f"{HOME}{path}").status_code == 403
    assert "Take it back" not in page(auditor, f"{HOME}entries/{entry.id}/")


def test_the_neighbour_and_whoever_keeps_books_elsewhere_see_no_books(association, intruder, treasurer):
    books()
    (entry,) = post(an_entry())
    paths = ("", "accounts/", "years/", f"entries/{entry.id}/")
    assert [intruder.get(f"{HOME}{path}").status_code for path in paths] == [404] * 4
    Association.objects.filter(id=association).update(modules=["groups"])
    assert [treasurer.get(f"{HOME}{path}").status_code for path in paths] == [404] * 4
    assert HOME not in treasurer.get("/klubben/").content.decode()


@pytest.mark.parametrize("path", ["", "accounts/"])
def test_a_page_asks_as_many_questions_for_many_entries_as_for_few(
    treasurer, django_assert_num_queries, path
):
    books()
    post(an_entry())
    treasurer.get(f"{HOME}{path}")
    with django_assert_num_queries(QUESTIONS):
        treasurer.get(f"{HOME}{path}")
    post(*(an_entry() for _ in range(60)))
    with django_assert_num_queries(QUESTIONS):
        treasurer.get(f"{HOME}{path}")


LINES = {
    "lines": "4",
    "on": "2026-11-21",
    "text": "Tins of paint",
    "account_0": "4000",
    "debit_0": "1 234,50",
    "account_2": "1930",
    "credit_2": "1.234,50",
}


def test_an_entry_is_written_by_hand_and_empty_lines_are_left_out(treasurer):
    books()
    assert "What happened" in page(treasurer, f"{HOME}entries/new/")
    response = treasurer.post(f"{HOME}entries/new/", LINES)
    assert response.status_code == 302
    shown = page(treasurer, response.headers["Location"])
    assert [word in shown for word in ("Tins of paint", "1930 Bank account", "1 234.50")] == [True] * 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"credit_2": "1 234"}, "Debit and credit differ by SEK 0.50."),
        ({"credit_2": "ten"}, "That is not an amount."),
        ({"credit_2": "-5"}, "An amount is above zero; the other side takes what is negative."),
        ({"debit_2": "5"}, "A line has a debit or a credit, not both."),
        ({"account_2": ""}, "Choose the account."),
        ({"credit_2": ""}, "Each line has an amount."),
        ({"on": "2031-01-01"}, "There is no fiscal year for that day yet."),
        ({"account_2": "77"}, "77 is not one of the available choices."),
        ({"text": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_written_entry_is_said_and_nothing_typed_is_lost(treasurer, change, said):
    books()
    response = treasurer.post(f"{HOME}entries/new/", LINES | change)
    shown = response.content.decode().replace("\u00a0", " ")
    assert (response.status_code, said in shown, "1 234,50" in shown) == (422, True, True)
    assert list_years()[0].entries == 0


def test_there_can_be_more_lines(treasurer):
    books()
    response = treasurer.post(f"{HOME}entries/new/", {**LINES, "text": "", "more": "1"})
    shown = response.content.decode()
    assert (response.status_code, "account_7" in shown, "account_8" in shown, "1 234,50" in shown) == (
        200,
        True,
        False,
        True,
    )


def test_amounts_that_a_slip_makes_enormous_leave_every_page_readable(treasurer):
    books()
    largest = {
        **LINES,
        "debit_0": "9999999999999,99",
        "account_1": "1930",
        "credit_1": "9999999999999,99",
        "account_2": "4000",
        "credit_2": "",
        "debit_2": "9999999999999,99",
        "account_3": "1930",
        "credit_3": "9999999999999,99",
    }
    assert treasurer.post(f"{HOME}entries/new/", largest).status_code in (302, 422)
    for path in ("", "accounts/"):
        assert treasurer.get(f"{HOME}{path}").status_code == 200
    together = {
        **LINES,
        "debit_0": "9999999999999,99",
        "account_1": "4000",
        "debit_1": "9999999999999,99",
        "credit_2": "9999999999999,99",
        "account_3": "1930",
        "credit_3": "9999999999999,99",
    }
    assert treasurer.post(f"{HOME}entries/new/", together).status_code in (302, 422)
    for path in ("", "accounts/"):
        assert treasurer.get(f"{HOME}{path}").status_code == 200


def _page_of(shown: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', shown)
    assert found is not None
    return found[1]


def test_two_clicks_post_an_entry_once_and_another_entry_from_the_same_page_is_another(treasurer):
    books()
    typed = {**LINES, "page": _page_of(page(treasurer, f"{HOME}entries/new/"), "page")}
    answers = [treasurer.post(f"{HOME}entries/new/", typed).headers["Location"] for _ in range(2)]
    assert (answers[0] == answers[1], list_years()[0].entries) == (True, 1)
    other = treasurer.post(f"{HOME}entries/new/", {**typed, "text": "Brushes"}).headers["Location"]
    assert (other != answers[0], list_years()[0].entries) == (True, 2)
    fresh = _page_of(page(treasurer, f"{HOME}entries/new/"), "page")
    treasurer.post(f"{HOME}entries/new/", {**typed, "page": fresh})
    assert list_years()[0].entries == 3


def test_what_stands_behind_a_refused_entry_is_the_same_page(treasurer):
    books()
    key = _page_of(page(treasurer, f"{HOME}entries/new/"), "page")
    refused = treasurer.post(f"{HOME}entries/new/", {**LINES, "page": key, "text": ""})
    assert _page_of(refused.content.decode(), "page") == key


def test_two_clicks_begin_one_year(treasurer):
    books()
    after = _page_of(page(treasurer, f"{HOME}years/next/"), "after")
    for _ in range(2):
        assert treasurer.post(f"{HOME}years/next/", {"after": after}).status_code == 302
    assert [year.name for year in list_years()] == ["2027", "2026"]


def test_ids_of_the_neighbours_books_lead_nowhere(association, neighbour, treasurer):
    books()
    post(an_entry())
    with association_scope(neighbour):
        year_id = books()
        account = list_accounts()[0].id
        legs = [debit(list_accounts()[0].number, Money(500, "NOK")), credit(Role.FEES, Money(500, "NOK"))]
        (entry,) = post(an_entry(text="Next door", legs=legs))
    paths = (f"entries/{entry.id}/", f"accounts/{account}/", f"years/{year_id}/closing/")
    assert [treasurer.get(f"{HOME}{path}").status_code for path in paths] == [404] * 3
    typed = {"on": "2026-11-21", "text": "Theirs"}
    asked = (f"entries/{entry.id}/reversal/", f"years/{year_id}/closing/")
    assert [treasurer.post(f"{HOME}{path}", typed).status_code for path in asked] == [404] * 2
    assert "Next door" not in page(treasurer, f"{HOME}?year={year_id}")
    with association_scope(neighbour):
        assert get_entry(entry_id=entry.id).may_be_reversed
        assert list_years()[0].closed_at is None


def test_an_amount_copied_from_a_page_may_stand_in_the_text(treasurer):
    books()
    response = treasurer.post(f"{HOME}entries/new/", {**LINES, "text": "Half of 1\u00a0234,50"})
    assert "Half of 1 234,50" in page(treasurer, response.headers["Location"])
