"""A treasurer opens the books, writes an entry, and takes it back, in a browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from matrikel.ledger.queries.checking import BooksCheck, check_books
from tests.stories.conftest import LiveOffice


def test_a_treasurer_opens_the_books_writes_an_entry_and_takes_it_back(
    live_office: LiveOffice, browser_page: Page, no_violations: Callable[[Page], None]
) -> None:
    page = browser_page
    page.goto(live_office.sign_in_link(role="treasurer", email="tina@example.se"))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Bookkeeping").click()
    no_violations(page)
    page.get_by_role("link", name="Begin the books").click()
    no_violations(page)
    page.get_by_role("button", name="Begin the books").click()
    page.get_by_role("link", name="New entry").first.click()
    no_violations(page)
    page.get_by_label("What happened").fill("Tins of paint")
    lines = [page.get_by_role("group", name=f"Line {number}") for number in (1, 2)]
    lines[0].get_by_label("Account").select_option("4000")
    lines[0].get_by_label("Debit").fill("1 234,50")
    lines[1].get_by_label("Account").select_option("1930")
    lines[1].get_by_label("Credit").fill("1 234")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text(re.compile("Debit and credit differ by SEK.0.50"))).to_be_visible()
    no_violations(page)
    lines[1].get_by_label("Credit").fill("1234,50")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("heading", name="Entry 1")).to_be_visible()
    no_violations(page)
    page.get_by_role("link", name="Take it back").click()
    no_violations(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="Entry 2")).to_be_visible()
    page.get_by_role("link", name="Journal").click()
    expect(page.get_by_text("reversed by 2")).to_be_visible()
    no_violations(page)
    page.get_by_role("link", name="Accounts").click()
    no_violations(page)
    page.get_by_role("link", name="1930 Bank account").click()
    no_violations(page)
    page.get_by_role("link", name="Fiscal years").click()
    no_violations(page)
    assert live_office.do(check_books) == BooksCheck(entries=2, unbalanced=0, gaps=0, sum_minor=0)
