"""Plans, their limits, and significant changes."""
