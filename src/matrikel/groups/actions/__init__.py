"""What the groups room does: save groups, let people in, change their part, let them out."""
