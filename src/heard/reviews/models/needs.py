from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history
from heard.reviews.models.review import Review


@history.track()
class ReviewNeed(OwnedByAuthority):
    """Something that a review needs booked: an interpreter for somebody, a room, a link, transport.

    `booked_for` is the day of the review for which it was booked: when the review moves, the booking no longer fits.
    `interpreter` is the interpreter among the people of the child, who is written to; `told_on`, `told_at` and
    `told_place` are the booking that the last letter named, and `sequence` is the number of the calendar entry.
    """

    class Kind(models.TextChoices):
        INTERPRETER = "interpreter", "Interpreter"
        ROOM = "room", "Room"
        LINK = "link", "Video link"
        TRANSPORT = "transport", "Transport"

    class State(models.TextChoices):
        NEEDED = "needed", "Needed"
        ASKED = "asked", "Asked for"
        BOOKED = "booked", "Booked"
        FELL_THROUGH = "fell_through", "Fell through"
        NOT_NEEDED = "not_needed", "Not needed any more"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=12, choices=Kind)
    party = models.ForeignKey("children.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.NEEDED)
    who = models.CharField(max_length=160, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=300, blank=True)
    changed_on = models.DateField()
    booked_for = models.DateField(null=True, blank=True)
    interpreter = models.ForeignKey("children.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    calendar_uid = models.UUIDField(db_default=RandomUUID(), editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    told_on = models.DateField(null=True, blank=True)
    told_at = models.TimeField(null=True, blank=True)
    told_place = models.CharField(max_length=200, blank=True)
    told_party = models.ForeignKey("children.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "kind", "party"], nulls_distinct=False, name="a_review_needs_a_thing_once"
            ),
            models.CheckConstraint(
                name="an_interpreter_is_for_somebody", condition=~Q(kind="interpreter") | Q(party__isnull=False)
            ),
            models.CheckConstraint(
                name="only_an_interpreter_is_written_to", condition=Q(kind="interpreter") | Q(interpreter__isnull=True)
            ),
            models.CheckConstraint(
                name="what_is_booked_says_who_and_for_when",
                condition=~Q(state="booked") | (~Q(who="") & Q(booked_for__isnull=False)),
            ),
            models.CheckConstraint(
                name="what_fell_through_says_why",
                condition=~Q(state__in=["fell_through", "not_needed"]) | ~Q(why=""),
            ),
            models.CheckConstraint(
                name="nobody_interprets_for_themselves",
                condition=Q(interpreter__isnull=True) | ~Q(interpreter=F("party")),
            ),
            models.CheckConstraint(
                name="who_was_told_of_a_booking_was_told_the_day",
                condition=Q(told_on__isnull=True, told_party__isnull=True)
                | Q(told_on__isnull=False, told_party__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"review need {self.pk}"
