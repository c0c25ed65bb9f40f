"""Naming the IRO of a child."""
