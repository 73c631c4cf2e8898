"""What tests make without saying how: people, memberships, branches, an office of an association."""
