"""Help, accessibility, privacy, and what Heard is: open to everybody."""
