"""Tests of heard.web.help."""
