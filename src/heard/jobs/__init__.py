"""Background work: thin, safe to run twice, deferred by name."""
