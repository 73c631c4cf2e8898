"""Reads the cells of a row, subject by subject, into what is known of its person."""
