"""What holds for own fields, on plain values."""
