"""The office's pages about units."""
