"""Bookkeeping as pages: the journal, entries, accounts and fiscal years."""
