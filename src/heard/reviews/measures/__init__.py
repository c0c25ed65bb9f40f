"""What the measures count of reviews, and from which day on it can be told."""
