"""Support of IROs."""
