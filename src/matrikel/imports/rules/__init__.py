"""What a cell, a column, a row and a file mean: plain rules without database or web."""
