"""Tests of the people of a review."""
