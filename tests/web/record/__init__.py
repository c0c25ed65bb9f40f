"""Pages of the record of a review."""
