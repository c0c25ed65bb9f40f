"""Tests of the pages of heard.web.colleagues."""
