"""What holds for books, on plain values: entries and their legs, fiscal years, charts of accounts."""
