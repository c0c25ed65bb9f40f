"""Tests of the pages of the social work report."""
