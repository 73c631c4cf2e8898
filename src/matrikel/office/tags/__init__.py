"""Tags: the association's list, and what a person carries."""
