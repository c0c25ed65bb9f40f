"""The record of a review: written, signed in versions, cut for each copy, given out; the letter to the child."""
