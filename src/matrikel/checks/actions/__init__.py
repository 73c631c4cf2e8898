"""What the checks room does: say what is asked for, note what was seen, withdraw it, forget it."""
