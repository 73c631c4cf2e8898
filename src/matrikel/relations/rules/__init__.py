"""Rules about who belongs together, that need no database: homes, guardianship, letters."""
