"""The books through the house's own doors: opened, posted, reversed, closed, asked."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from matrikel.audit.models import Entry as LogEntry
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.money import Money
from matrikel.kernel.scope import association_scope
from matrikel.ledger.actions.close_year import YearRefused, close_year
from matrikel.ledger.actions.open_books import open_books
from matrikel.ledger.actions.open_year import open_year
from matrikel.ledger.actions.post_entries import EntryRefused
from matrikel.ledger.actions.reverse_entries import Reversal, reverse_entries
from matrikel.ledger.models import Account, Entry, FiscalYear, Leg
from matrikel.ledger.queries.accounts import (
    account_statement,
    get_account,
    list_accounts,
    open_items,
    trial_balance,
)
from matrikel.ledger.queries.checking import BooksCheck, check_books
from matrikel.ledger.queries.journal import get_entry, list_entries
from matrikel.ledger.queries.years import get_year, list_years
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import credit, debit
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.books import an_entry, books, post, sek

POSTING = 9
READING = 7
NEXT_YEAR = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def reverse(*entry_ids, on=TODAY, text="Wrong account"):
    return reverse_entries(
        reversals=[Reversal(entry_id=entry_id, on=on, text=text) for entry_id in entry_ids],
        actor=ACTOR,
        at=AT,
    )


def account(role):
    return next(row for row in list_accounts() if row.role == role.value)


def test_books_open_with_the_countrys_accounts_and_the_year_of_today(association):
    year_id = books()
    assert [(year.id, year.name, year.currency, year.entries) for year in list_years()] == [
        (year_id, "2026", "SEK", 0)
    ]
    assert (account(Role.BANK).number, account(Role.FEES).number) == ("1930", "3890")
    assert (account(Role.FEES).name, account(Role.FEES).name_in("fi")) == (
        "Medlemsavgifter",
        "Jäsenmaksutuotot",
    )
    assert check_books() == BooksCheck(entries=0, unbalanced=0, gaps=0, sum_minor=0)


def test_books_open_once(association):
    assert books() == books()
    assert (FiscalYear.objects.count(), Account.objects.count()) == (1, len(Role))


def test_books_may_begin_with_a_year_of_their_own(neighbour):
    with association_scope(neighbour):
        open_books(actor=ACTOR, at=AT, starts_on=date(2026, 7, 1), ends_on=date(2027, 7, 1))
        assert [(year.name, year.currency) for year in list_years()] == [("2026/27", "NOK")]
        assert account(Role.BANK).number == "1920"


def test_entries_are_numbered_on_from_the_last_in_their_order(association):
    books()
    assert [posted.number for posted in post(an_entry(), an_entry(), an_entry())] == [1, 2, 3]
    assert [posted.number for posted in post(an_entry())] == [4]
    assert check_books() == BooksCheck(entries=4, unbalanced=0, gaps=0, sum_minor=0)


def test_each_fiscal_year_has_its_own_numbers(association):
    books()
    open_year(actor=ACTOR, at=AT)
    posted = post(an_entry(), an_entry(on=date(2027, 1, 1)), an_entry(), an_entry(on=date(2027, 6, 1)))
    assert [entry.number for entry in posted] == [1, 1, 2, 2]
    assert [(year.name, year.entries) for year in list_years()] == [("2027", 2), ("2026", 2)]


def test_a_cause_is_posted_once_however_often_it_is_asked(association):
    books()
    cause, other = uuid4(), uuid4()
    (first,) = post(an_entry(source_kind="invoice", source_id=cause))
    again, new, twice = post(
        an_entry(source_kind="invoice", source_id=cause),
        an_entry(source_kind="invoice", source_id=other),
        an_entry(source_kind="invoice", source_id=other),
    )
    assert (again.id, again.number, again.is_new) == (first.id, 1, False)
    assert (new.number, new.is_new, twice.id, twice.is_new) == (2, True, new.id, False)
    (elsewhere,) = post(an_entry(source_kind="payment", source_id=cause))
    assert (elsewhere.number, elsewhere.is_new) == (3, True)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (an_entry(legs=[debit(Role.BANK, sek(100)), credit(Role.FEES, sek(99))]), "unbalanced"),
        (an_entry(legs=[debit(Role.BANK, sek(100)), credit("9999", sek(100))]), "account"),
        (an_entry(legs=[debit(Role.BANK, Money(1, "EUR")), credit(Role.FEES, Money(1, "EUR"))]), "currency"),
        (an_entry(on=date(2027, 1, 1)), "on"),
        (an_entry(text=""), "text"),
    ],
)
def test_what_cannot_be_posted_is_refused_with_all_beside_it(association, bad, field):
    books()
    with pytest.raises(EntryRefused) as refused:
        post(an_entry(), bad)
    assert (refused.value.place, refused.value.field) == (1, field)
    assert check_books().entries == 0
    assert [posted.number for posted in post(an_entry())] == [1]


def test_one_who_types_a_difference_is_told_how_much(association):
    books()
    with pytest.raises(EntryRefused, match=r"differ by SEK\u00a01\u00a0000\.50\."):
        post(an_entry(legs=[debit(Role.BANK, sek(200_050)), credit(Role.FEES, sek(100_000))]))


def test_an_entry_is_taken_back_by_another_and_only_once(association):
    books()
    (entry,) = post(an_entry())
    (back,) = reverse(entry.id)
    assert [(leg.account_number, leg.amount) for leg in get_entry(entry_id=back.id).legs] == [
        ("1930", sek(-35_000)),
        ("3890", sek(35_000)),
    ]
    assert get_entry(entry_id=entry.id).reversed_by == (back.id, 2)
    assert get_entry(entry_id=back.id).reverses == (entry.id, 1)
    for again in (entry.id, back.id):
        assert get_entry(entry_id=again).may_be_reversed is False
        with pytest.raises(EntryRefused):
            reverse(again)
    with pytest.raises(NotFound):
        reverse(new_id())
    (twice,) = post(an_entry())
    with pytest.raises(EntryRefused):
        reverse(twice.id, twice.id)
    assert check_books() == BooksCheck(entries=3, unbalanced=0, gaps=0, sum_minor=0)


def test_a_closed_year_takes_nothing_and_what_was_in_it_is_taken_back_in_the_next(association):
    year_id = books()
    (entry,) = post(an_entry())
    with pytest.raises(YearRefused, match="not over"):
        close_year(year_id=year_id, actor=ACTOR, at=AT)
    next_id = open_year(actor=ACTOR, at=AT)
    close_year(year_id=year_id, actor=ACTOR, at=NEXT_YEAR)
    with pytest.raises(YearRefused, match="is closed"):
        close_year(year_id=year_id, actor=ACTOR, at=NEXT_YEAR)
    with pytest.raises(EntryRefused, match="is closed"):
        post(an_entry())
    with pytest.raises(EntryRefused, match="is closed"):
        reverse(entry.id)
    assert [back.number for back in reverse(entry.id, on=date(2027, 3, 1))] == [1]
    assert get_year(year_id=next_id).entries == 1
    with pytest.raises(NotFound):
        close_year(year_id=new_id(), actor=ACTOR, at=NEXT_YEAR)


def test_each_act_is_in_the_log_without_a_word_of_what_was_posted(association):
    year_id = books()
    (entry,) = post(an_entry(text="Refund to Anna"))
    reverse(entry.id)
    open_year(actor=ACTOR, at=AT)
    close_year(year_id=year_id, actor=ACTOR, at=NEXT_YEAR)
    acts = (
        LogEntry.objects.filter(action__startswith="ledger.").order_by("id").values_list("action", "header")
    )
    assert [action for action, _header in acts] == [
        "ledger.books_opened",
        "ledger.entries_posted",
        "ledger.entries_reversed",
        "ledger.year_opened",
        "ledger.year_closed",
    ]
    assert "Anna" not in str(list(acts))


def test_the_journal_is_read_page_by_page_both_ways(association):
    year_id = books()
    post(*(an_entry(minor) for minor in range(100, 108)))
    first = list_entries(year_id=year_id, rows=3)
    assert ([row.number for row in first.rows], first.next_after, first.previous_before) == (
        [8, 7, 6],
        6,
        None,
    )
    second = list_entries(year_id=year_id, rows=3, after=first.next_after)
    assert ([row.number for row in second.rows], second.count) == ([5, 4, 3], 8)
    last = list_entries(year_id=year_id, rows=3, after=second.next_after)
    assert ([row.number for row in last.rows], last.next_after) == ([2, 1], None)
    back = list_entries(year_id=year_id, rows=3, before=second.previous_before)
    assert [row.number for row in back.rows] == [8, 7, 6]
    assert [row.amount for row in back.rows] == [sek(107), sek(106), sek(105)]


def test_the_journal_is_searched_by_number_and_by_text(association):
    year_id = books()
    post(an_entry(text="Fees of March"), an_entry(text="Rent"), an_entry(text="FEES of April 2"))
    found = {
        search: [row.number for row in list_entries(year_id=year_id, search=search).rows]
        for search in ("fees", "2", " rent ", "99", "%", "")
    }
    assert found == {"fees": [3, 1], "2": [2], " rent ": [2], "99": [], "%": [], "": [3, 2, 1]}


def test_the_trial_balance_carries_the_balance_sheet_over_and_begins_income_anew(association):
    year_id = books()
    post(an_entry(35_000), an_entry(legs=[debit(Role.OFFICE, sek(5_000)), credit(Role.BANK, sek(5_000))]))
    next_id = open_year(actor=ACTOR, at=AT)
    post(an_entry(1_000, on=date(2027, 2, 1)))
    rows = {
        name: [
            (row.account.number, row.opening.minor, row.debits.minor, row.credits.minor, row.closing.minor)
            for row in trial_balance(year=get_year(year_id=year))
            if row.opening or row.debits or row.credits
        ]
        for name, year in (("2026", year_id), ("2027", next_id))
    }
    assert rows == {
        "2026": [
            ("1930", 0, 35_000, 5_000, 30_000),
            ("3890", 0, 0, 35_000, -35_000),
            ("6110", 0, 5_000, 0, 5_000),
        ],
        "2027": [("1930", 30_000, 1_000, 0, 31_000), ("3890", 0, 0, 1_000, -1_000)],
    }


def test_a_statement_runs_on_from_what_stood_before(association):
    books()
    post(an_entry(1_000))
    next_id = open_year(actor=ACTOR, at=AT)
    post(*(an_entry(minor, on=date(2027, 1, day)) for day, minor in ((3, 30), (1, 10), (2, 20))))
    year, bank = get_year(year_id=next_id), get_account(account_id=account(Role.BANK).id)
    first = account_statement(account=bank, year=year, rows=2)
    assert (first.opening, [(row.number, row.balance.minor) for row in first.rows]) == (
        sek(1_000),
        [(2, 1_010), (3, 1_030)],
    )
    rest = account_statement(account=bank, year=year, rows=2, after=first.next_after)
    assert (rest.opening, [(row.number, row.balance.minor) for row in rest.rows], rest.next_after) == (
        sek(1_030),
        [(1, 1_060)],
        None,
    )
    fees = account_statement(account=account(Role.FEES), year=year)
    assert (fees.opening, [row.balance.minor for row in fees.rows]) == (sek(0), [-10, -30, -60])


def test_what_is_unpaid_stands_by_party_until_it_is_settled(association):
    books()
    parties = sorted(uuid4() for _ in range(3))
    owed = [
        an_entry(legs=[debit(Role.RECEIVABLES, sek(minor), party=party), credit(Role.FEES, sek(minor))])
        for party, minor in zip(parties, (100, 200, 300), strict=True)
    ]
    paid = an_entry(legs=[debit(Role.BANK, sek(200)), credit(Role.RECEIVABLES, sek(200), party=parties[1])])
    post(*owed, paid)
    assert [(item.party, item.amount) for item in open_items()] == [
        (parties[0], sek(100)),
        (parties[2], sek(300)),
    ]
    assert [item.party for item in open_items(after=parties[0])] == [parties[2]]
    assert open_items(parties=parties[1:2]) == []


def test_the_neighbours_books_are_not_there(association, neighbour):
    year_id = books()
    account_id = account(Role.BANK).id
    (entry,) = post(an_entry())
    with association_scope(neighbour):
        assert (list_years(), list_accounts(), open_items()) == ([], [], [])
        assert check_books() == BooksCheck(entries=0, unbalanced=0, gaps=0, sum_minor=0)
        for ask in (
            lambda: get_entry(entry_id=entry.id),
            lambda: get_year(year_id=year_id),
            lambda: get_account(account_id=account_id),
            lambda: reverse(entry.id),
            lambda: close_year(year_id=year_id, actor=ACTOR, at=NEXT_YEAR),
            lambda: open_year(actor=ACTOR, at=AT),
        ):
            with pytest.raises(NotFound):
                ask()


@pytest.mark.parametrize("many", [1, 10, 20])
def test_posting_and_reading_cost_as_many_queries_for_one_as_for_many(association, queries, many):
    year_id = books()
    year = get_year(year_id=year_id)
    with queries(POSTING):
        post(*(an_entry(source_kind="run", source_id=uuid4()) for _ in range(many)))
    with queries(READING):
        list_entries(year_id=year_id)
        trial_balance(year=year)
        account_statement(account=account(Role.BANK), year=year)
    assert (Entry.objects.count(), Leg.objects.count()) == (many, 2 * many)


def test_what_was_posted_for_a_branch_still_says_so_when_it_is_taken_back(association):
    books()
    branch = new_id()
    legs = [debit(Role.OFFICE, sek(100), unit_id=branch), credit(Role.BANK, sek(100))]
    (entry,) = post(an_entry(legs=legs))
    (back,) = reverse(entry.id)
    assert [leg.unit_id for leg in get_entry(entry_id=back.id).legs] == [branch, None]
