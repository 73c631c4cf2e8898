"""What the formats of workbooks share: the archive is checked first, then read in a child process with limits."""
