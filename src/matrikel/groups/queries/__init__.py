"""Questions about groups: one file for the groups, one for who takes part, one for who shall come."""
