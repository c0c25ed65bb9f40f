"""The parts of `heard serve`: static files, a free port, the child processes and who looks after them."""
