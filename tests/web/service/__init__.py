"""Tests of heard.web.service."""
