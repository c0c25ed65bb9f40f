"""Which colleagues work with a child, and the child's team: entered, ended, taken back, told by a file."""
