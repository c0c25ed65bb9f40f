"""Plans of a child, the dates by which they are owed, and significant changes."""
