"""Notes about people, and free texts at which somebody should look."""
