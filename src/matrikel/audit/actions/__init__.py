"""What the audit does: it records."""
