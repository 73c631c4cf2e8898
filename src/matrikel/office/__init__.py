"""The office: the pages of those who look after an association."""
