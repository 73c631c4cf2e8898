"""Pages on which many people are changed in one."""
