"""Privacy: for which purposes data is held."""
