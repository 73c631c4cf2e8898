"""The log of the association: what happened, who did it, about whom, and what was before."""
