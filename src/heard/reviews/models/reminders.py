from typing import ClassVar

from django.db import models

from heard.accounts.models import OwnedByAuthority
from heard.common import history
from heard.reviews.models.review import Review


@history.track()
class ReviewReminder(OwnedByAuthority):
    """That the service reminded by itself of what is owed before a review, once of each kind for each booking.

    `review_on` and `booked_on` are the booking as it stood: one that is moved begins again. `left_on` is empty while
    the letter waits in the outbox. `names` are those to whom it was written.
    """

    class Kind(models.TextChoices):
        TALK_AHEAD = "talk_ahead", "The talk of social worker and IRO is to come"
        TALK_LIMIT = "talk_limit", "The limit of the talk is here or has passed"
        PAPERS_AHEAD = "papers_ahead", "Papers are still to come"
        PAPERS_LIMIT = "papers_limit", "The limit of the papers has passed"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=12, choices=Kind)
    review_on = models.DateField()
    booked_on = models.DateField(null=True, blank=True)
    written_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    names = models.CharField(max_length=400)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "kind", "review_on", "booked_on"],
                nulls_distinct=False,
                name="a_booking_is_reminded_of_once_a_kind",
            ),
            models.CheckConstraint(
                name="a_reminder_leaves_once_written",
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("written_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"review reminder {self.pk}"
