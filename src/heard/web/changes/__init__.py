"""Significant changes: told to the IRO in a minute, and decided on."""
