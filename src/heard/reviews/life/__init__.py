"""The whole of a review as steps with clock, owner and state, and what is still open of many."""
