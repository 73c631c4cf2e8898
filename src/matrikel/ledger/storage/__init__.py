"""How the books are written: entries with their legs, and fiscal years."""
