"""Decisions of reviews: made, sent, answered, followed until they are done."""
