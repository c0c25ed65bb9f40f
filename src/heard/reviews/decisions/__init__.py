"""What the review decided: sent, received, answered by the manager, carried out or carried over."""
