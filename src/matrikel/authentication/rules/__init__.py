"""What decides about signing in, on plain values."""
