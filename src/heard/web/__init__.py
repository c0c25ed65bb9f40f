"""Staff pages, one folder a journey."""
