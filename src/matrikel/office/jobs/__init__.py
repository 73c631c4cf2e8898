"""The office's pages about jobs."""
