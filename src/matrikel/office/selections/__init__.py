"""The people list, saved selections, taking people out, and the search over everything."""
