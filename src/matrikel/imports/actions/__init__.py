"""What can be done with imports."""
