"""What can be done with sign-ins, roles and terms."""
