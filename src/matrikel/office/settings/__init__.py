"""The office's pages about settings."""
