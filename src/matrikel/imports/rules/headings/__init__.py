"""The words that head the columns of member lists: a table per language, and what a heading says by them."""
