"""What can be done with what leaves the register."""
