"""People: persons as one association knows them, and how to reach them."""
