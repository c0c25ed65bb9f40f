"""Journeys through the running service, one role each."""
