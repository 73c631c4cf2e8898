"""Memberships: types, and who is a member from when to when."""
