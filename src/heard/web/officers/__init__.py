"""The officers of the service, what ties them to children, and how the service weighs work."""
