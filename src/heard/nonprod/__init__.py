"""Invented demo data. Refuses to load in production."""
