"""The database backend that tells PostgreSQL at each BEGIN which association is speaking."""
