"""The assistant that leads a new association through its first decisions."""
