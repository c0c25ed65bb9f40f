"""The papers of a review: what is needed, what came, what was shared, and the files."""
