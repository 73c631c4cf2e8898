"""Organisations: associations, their branches and what ties them together."""
