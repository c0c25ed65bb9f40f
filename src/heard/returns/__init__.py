"""Government returns: their layouts by year, read from CSV or XML into typed rows and a list of problems."""
