"""Addresses of the books."""

from django.urls import path

from matrikel.office.books import accounts, entry, journal, posting, years

urlpatterns = [
    path("", journal.journal, name="books"),
    path("entries/new/", posting.new_entry, name="new_book_entry"),
    path("entries/<uuid:book_entry_id>/", entry.entry, name="book_entry"),
    path("entries/<uuid:book_entry_id>/reversal/", entry.reverse, name="reverse_book_entry"),
    path("accounts/", accounts.accounts, name="book_accounts"),
    path("accounts/<uuid:book_account_id>/", accounts.statement, name="book_account"),
    path("years/", years.years, name="book_years"),
    path("years/first/", years.open_first, name="open_books"),
    path("years/next/", years.open_next, name="open_book_year"),
    path("years/<uuid:book_year_id>/closing/", years.close, name="close_book_year"),
]
