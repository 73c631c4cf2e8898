"""Mail: letters that leave the house, when they left, and which came back."""
