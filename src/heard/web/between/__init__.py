"""Between two reviews: contacts, the midway check, progress, plan dates."""
