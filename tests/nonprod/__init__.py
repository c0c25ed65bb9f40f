"""Tests of the invented councils and of the bench."""
