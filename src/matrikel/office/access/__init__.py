"""Pages about the board, its roles, and who has access."""
