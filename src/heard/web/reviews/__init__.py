"""Arranging, moving and cancelling a review; recording that it was held; why it was late."""
