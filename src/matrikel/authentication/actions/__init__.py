"""What can be done about signing in; each file is one thing."""
