"""The office's pages about fields: the catalogue, own fields, built-in ones, and the association's own words."""
