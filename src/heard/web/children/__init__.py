"""Children: search and list."""
