"""The copies of a review's record as documents, and the letter to the child made of the same record."""
