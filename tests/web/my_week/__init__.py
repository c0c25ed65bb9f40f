"""Tests of heard.web.my_week."""
