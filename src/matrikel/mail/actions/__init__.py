"""What can be done with letters and notices."""
