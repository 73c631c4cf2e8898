"""Questions about who belongs together."""
