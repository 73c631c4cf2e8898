"""The office's pages about today."""
