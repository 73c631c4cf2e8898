"""The office's pages about families: homes, moves, guardians, payers and contacts."""
