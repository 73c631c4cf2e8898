"""The import room: a spreadsheet becomes a register, and the whole of it can be taken back."""
