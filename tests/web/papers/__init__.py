"""Tests of the pages of the papers of a review."""
