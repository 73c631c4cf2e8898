"""Changing many people in one: chosen, previewed, confirmed, applied in chunks, taken back."""
