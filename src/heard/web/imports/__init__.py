"""Loading returns and names, and what came of it."""
