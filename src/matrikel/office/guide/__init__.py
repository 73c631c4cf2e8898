"""The guide: what to do when, in the words of the pages, in every language that the pages speak."""
