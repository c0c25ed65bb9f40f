"""Significant changes."""
