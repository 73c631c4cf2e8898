"""Audit: what happened, by whom and to whom; written once, without personal values."""
