"""The door for the person at the server: one command for everything that is not done in a browser."""
