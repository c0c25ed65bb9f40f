"""The child, periods of care and their episodes, and who stands in what relation to the child."""
