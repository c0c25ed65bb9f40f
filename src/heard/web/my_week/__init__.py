"""My week: what an IRO owes, soonest first."""
