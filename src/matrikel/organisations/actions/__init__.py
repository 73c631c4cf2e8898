"""What can be done with associations and branches."""
