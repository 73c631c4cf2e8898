"""What holds for invoices and their payment, on plain values."""
