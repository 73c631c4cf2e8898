"""Measures Matrikel against raw SQL and against bare Django; every figure is a ratio from one run."""
