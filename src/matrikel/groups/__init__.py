"""Groups and teams, and who takes which part in them from when to when."""
