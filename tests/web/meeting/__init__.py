"""Tests of the pages of talks and meetings."""
