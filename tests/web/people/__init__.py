"""Tests of heard.web.people."""
