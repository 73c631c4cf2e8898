"""Questions about letters; each kind of question in a file of its own."""
