"""The reason of every date, in full."""
