"""Between reviews."""
