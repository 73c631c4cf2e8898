"""What one can do with invoices and payments."""
