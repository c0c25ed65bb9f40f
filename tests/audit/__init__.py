"""Tests of `heard.audit`."""
