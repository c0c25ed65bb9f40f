"""Tests of heard.web.children."""
