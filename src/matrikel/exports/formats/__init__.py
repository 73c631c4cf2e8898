"""How a list becomes a file: one module a form, each written piece by piece."""
