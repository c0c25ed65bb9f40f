"""Tests of the government returns."""
