"""What may leave, to whom, and how a cell stays a text."""
