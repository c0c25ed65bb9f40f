"""Talks alone as they stand to the day of the review; the actions that record or mend that day share it."""

from heard.reviews.models import PrivateTalk, Review


def turn_talks(review: Review) -> None:
    """This will say of each talk alone whether it was before or after the review, by the day on which that was held."""
    outcome, talks = PrivateTalk.Outcome, PrivateTalk.objects.filter(review=review)
    talks.filter(outcome=outcome.BEFORE, talked_on__gt=review.held_on).update(outcome=outcome.AFTER)
    talks.filter(outcome=outcome.AFTER, talked_on__lt=review.held_on).update(outcome=outcome.BEFORE)
