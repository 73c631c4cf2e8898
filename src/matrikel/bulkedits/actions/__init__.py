"""What can be done with bulk edits."""
