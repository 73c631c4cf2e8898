"""How invoices and payments are written."""
