"""The record of a review: writing it, the letter to the child, the copies, signing, giving them out."""
