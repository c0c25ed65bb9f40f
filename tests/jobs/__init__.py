"""Tests of `heard.jobs`."""
