"""What is asked to be paid: references, VAT, instalments, reminders, and the invoice on paper."""
