"""What happened, who read what: append-only, sealed into a chain. Holds plain identifiers, no keys upward."""
