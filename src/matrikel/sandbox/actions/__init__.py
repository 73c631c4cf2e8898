"""What the sandbox does: fill an association, or a whole installation, with invented people."""
