"""What holds for tags: words by which people are gathered."""

LONGEST_TAG = 40
