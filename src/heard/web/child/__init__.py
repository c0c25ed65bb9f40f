"""A child’s page: overview with timeline, reviews, history."""
