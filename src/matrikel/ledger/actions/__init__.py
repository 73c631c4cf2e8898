"""What one can do with the books."""
