"""Signing in, step by step, and what somebody may do with their own sign-in."""
