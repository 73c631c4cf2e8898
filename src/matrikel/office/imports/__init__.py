"""The office's pages about imports."""
