"""Tests of heard.web.officers."""
