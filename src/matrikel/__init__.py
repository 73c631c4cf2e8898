"""Matrikel: the membership register for associations and federations."""
