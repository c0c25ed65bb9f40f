"""Watching a case between reviews: contacts, midway checks, what became of the work."""
