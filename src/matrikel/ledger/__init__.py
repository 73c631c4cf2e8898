"""Bookkeeping: accounts, fiscal years, and entries that balance and stay."""
