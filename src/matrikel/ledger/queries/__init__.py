"""Questions about the books: the journal, the accounts, the years, what is unpaid, and whether all is well."""
