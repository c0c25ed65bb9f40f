"""Base errors, events, clock, scope of the transaction, the database that comes along."""
