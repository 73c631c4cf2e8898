"""Rules about people that need no database: numbers, names, addresses, ages."""
