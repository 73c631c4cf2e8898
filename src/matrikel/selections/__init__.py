"""Questions about people: the people list, saved selections, and changing everybody in one."""
