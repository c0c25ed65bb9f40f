"""The page of one review: its steps in working order, and what prepares it."""
