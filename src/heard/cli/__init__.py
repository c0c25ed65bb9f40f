"""The console program `heard`, one module a verb."""
