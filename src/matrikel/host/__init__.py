"""The host: what whoever runs an installation sees of its associations, which is nothing of their people."""
