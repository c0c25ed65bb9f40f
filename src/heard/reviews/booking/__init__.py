"""A review is booked: arranged, moved, cancelled, with brothers and sisters, and what people were told of it."""
