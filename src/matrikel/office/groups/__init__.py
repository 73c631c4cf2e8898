"""The office's pages about groups."""
