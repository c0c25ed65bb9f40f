"""Tests of the pages of decisions."""
