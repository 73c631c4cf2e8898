"""Looks at all columns of a table at once: what one holds follows from its neighbours."""
