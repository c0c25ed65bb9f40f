"""The people of a review: who is invited and asked, what went out, what came back."""
