"""Pages on which lists leave the register, and on which one sees what has left."""
