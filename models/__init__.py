"""What a hospital is, and the arithmetic that is always true of it."""
