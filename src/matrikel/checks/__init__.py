"""Checks and qualifications: seen by whom, valid until when."""
