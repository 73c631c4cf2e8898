"""Who belongs together: households, guardians, payers, contacts and representatives."""
