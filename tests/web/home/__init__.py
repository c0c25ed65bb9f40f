"""Tests of heard.web.home."""
