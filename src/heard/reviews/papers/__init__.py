"""The papers of a review: which are needed, what came when, the files themselves."""
