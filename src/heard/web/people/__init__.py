"""People, teams, the authority's settings, and one's own account."""
