"""Access: who signs in, with which role, until when."""
