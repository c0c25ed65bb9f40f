"""Signing in: allauth in our look and under our rules."""
