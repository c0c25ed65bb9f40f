"""Tests of the pages of the quality note."""
