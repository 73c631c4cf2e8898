"""Migrations of the import room."""
