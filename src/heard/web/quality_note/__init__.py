"""The quality note after a review: written, sent, read."""
