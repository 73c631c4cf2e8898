"""File formats: each folder recognises its files by content and yields rows of plain text cells."""
