"""Reviews of children's cases: booked, held, completed."""
