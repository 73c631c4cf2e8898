"""The office's pages about letters."""
