"""The office's pages about checks."""
