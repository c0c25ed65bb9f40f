"""PostgreSQL, told at the start of every transaction whose rows may be seen."""
