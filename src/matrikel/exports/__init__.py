"""What leaves the register: files, paper and shared lists, for whom, for what, and what becomes of it."""
