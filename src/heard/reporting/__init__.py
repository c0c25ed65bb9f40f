"""The service's public account of itself: the measures, each with its definition and what it is made of."""
