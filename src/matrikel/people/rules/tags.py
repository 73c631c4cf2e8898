"""What holds for tags: words by which people are gathered."""

LONGEST_TAG = 40
LONGEST_KEY = 80
"""Of a tag as it is compared: a sign such as "½" is several letters there."""
