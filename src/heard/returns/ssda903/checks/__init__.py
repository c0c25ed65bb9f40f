"""Every published check of Header, Episodes and Reviews, and our own: the table, and how it is run."""
