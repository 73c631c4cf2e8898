"""What can be done with questions about people."""
