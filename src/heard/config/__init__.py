"""Settings, environment, addresses: the top floor, imported by nobody."""
