"""What can be done about who belongs together."""
