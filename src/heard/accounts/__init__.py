"""Users, responsible authorities, teams, roles and permissions."""
