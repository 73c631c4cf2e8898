"""Questions about people: one page of a list, how many there are, whom somebody chose."""
