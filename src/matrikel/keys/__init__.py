"""Keys: what is highly sensitive is sealed, and who holds the database alone cannot read it."""
