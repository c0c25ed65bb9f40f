"""Tests of `heard.correspondence`."""
