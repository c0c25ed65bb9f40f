"""Returns and extracts brought in: read once, checked, applied in one transaction, remembered."""
