"""The furniture of every page: tokens, components, the shell, the list, the run, error pages."""
