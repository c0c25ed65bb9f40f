"""Tests of `heard.common`."""
