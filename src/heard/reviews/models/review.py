from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import HeldByItsChild, User
from heard.children.models import Child, PeriodOfCare, Source
from heard.common import history


@history.track_changes()
class Review(HeldByItsChild):
    """A review of a child's case. `held_on` is the first sitting, `completed_on` the last."""

    class State(models.TextChoices):
        ARRANGED = "arranged", "Arranged"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    class LateReason(models.TextChoices):
        CHILD_WISH = "child_wish", _("The child wished it")
        CHILD_UNWELL = "child_unwell", _("The child was unwell or away")
        IRO_ABSENT = "iro_absent", _("The IRO was not available")
        SOCIAL_WORKER_ABSENT = "sw_absent", _("The social worker was not available")
        PAPERS_MISSING = "papers_missing", _("Papers were missing")
        PARENT = "parent", _("A parent could not come")
        CARER = "carer", _("The carer could not come")
        IRO_CAPACITY = "iro_capacity", _("Too many reviews for the IRO")
        CHILD_MISSING = "child_missing", _("The child was missing")
        WEATHER_OR_VENUE = "weather_venue", _("Weather, or the place could not be used")
        LATE_NOTICE = "late_notice", _("The service was told late that the child came into care")
        COURT = "court", _("Dates of the court")
        ADMINISTRATION = "administration", _("A mistake of administration")
        OTHER = "other", _("Another reason")

    class Avoidable(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNCLEAR = "unclear", _("It cannot be said")

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="reviews", db_index=False, db_constraint=False
    )
    period = models.ForeignKey(
        PeriodOfCare,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        db_index=False,
        db_constraint=False,
    )
    state = models.CharField(max_length=10, choices=State)
    arranged_for = models.DateField(null=True, blank=True)
    booked_on = models.DateField(null=True, blank=True)  # the day on which it was booked for its present day
    arranged_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    held_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    participation_code = models.CharField(max_length=3, blank=True)
    late_reason = models.CharField(max_length=20, choices=LateReason, blank=True)
    late_note = models.TextField(blank=True)
    late_avoidable = models.CharField(max_length=8, choices=Avoidable, blank=True, db_default="")  # could it be avoided
    cancelled_reason = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=10, choices=Source)
    recorded_on = models.DateField(null=True, blank=True)  # the day on which it was recorded as held
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "child"], name="review_with_child"),
            models.UniqueConstraint(
                fields=["child", "held_on"], condition=Q(state="held"), name="one_review_held_a_day"
            ),
            models.CheckConstraint(
                name="held_review_says_when_and_by_whom",
                condition=~Q(state="held")
                | (Q(held_on__isnull=False) & (Q(source="return") | Q(recorded_by__isnull=False))),
            ),
            models.CheckConstraint(
                name="arranged_review_says_for_when",
                condition=~Q(state="arranged") | Q(arranged_for__isnull=False, held_on__isnull=True),
            ),
            models.CheckConstraint(
                name="cancelled_review_says_why", condition=~Q(state="cancelled") | ~Q(cancelled_reason="")
            ),
            models.CheckConstraint(
                name="review_is_completed_after_first_sitting",
                condition=Q(completed_on__isnull=True)
                | Q(held_on__isnull=False, completed_on__gte=models.F("held_on")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "child", "held_on"], name="review_of_child"),
            models.Index(fields=["authority", "arranged_for"], condition=Q(state="arranged"), name="review_arranged"),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"
