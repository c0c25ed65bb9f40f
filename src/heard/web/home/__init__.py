"""The first page: everybody goes to their own place."""
