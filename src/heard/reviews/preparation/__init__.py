"""Before a review: what the child chose, who is asked and invited, what must be booked, reminders."""
