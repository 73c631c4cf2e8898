"""What can be done about data protection."""
