"""Between two reviews."""
