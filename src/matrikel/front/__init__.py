"""The front door: signing in, the start page, and nothing that needs a role."""
