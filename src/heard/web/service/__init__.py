"""The service: its day, children without an IRO, timeliness."""
