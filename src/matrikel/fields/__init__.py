"""An association's own fields, each with its purpose, its level and its retention."""
