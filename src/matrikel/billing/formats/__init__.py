"""Codes and invoices as files."""
