"""Heard: the working system of an Independent Reviewing Officer service."""
