"""Invented people and clubs, for the demonstration and for measuring; nobody here exists."""
