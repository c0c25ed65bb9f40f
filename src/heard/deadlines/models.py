from typing import ClassVar

from django.db import models
from django.db.models import Q

from heard.accounts.models import HeldByItsChild
from heard.children.models import Child, PeriodOfCare
from heard.reviews.models import Review


class Deadline(HeldByItsChild):
    """One due date of the diary, with the rule and the day it was counted from; the reason is worked out when asked."""

    class State(models.TextChoices):
        OWED = "owed", "Owed"
        MET = "met", "Done"
        STOPPED = "stopped", "No longer owed"

    class Kind(models.TextChoices):
        REVIEW = "review", "Review"
        ADOPTION_REVIEW = "adoption_review", "Adoption review"
        APPOINT_IRO = "appoint_iro", "Name an IRO"

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="deadlines", db_index=False, db_constraint=False
    )
    period = models.ForeignKey(
        PeriodOfCare, on_delete=models.PROTECT, related_name="deadlines", db_index=False, db_constraint=False
    )
    review = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deadlines",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField(max_length=16, choices=Kind)
    chain = models.CharField(max_length=20)
    rule = models.CharField(max_length=60)
    step = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=1)
    numbered = models.BooleanField(default=True, db_default=True)  # False: reviews before the first one are not known
    counted_from = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State)
    in_time = models.BooleanField(null=True)
    relaxed = models.BooleanField(default=False)
    target_on = models.DateField(null=True, blank=True)
    complete_by = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "chain", "number"], name="due_date_stands_once"),
            models.CheckConstraint(name="met_due_date_says_when", condition=~Q(state="met") | Q(met_on__isnull=False)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "due_on"], condition=Q(state="owed"), name="due_date_owed"),
            models.Index(fields=["authority", "child", "due_on"], name="due_date_of_child"),
            models.Index(
                fields=["authority", "met_on"],
                condition=Q(kind="review", in_time=False),
                name="due_date_late",
            ),
        ]

    def __str__(self) -> str:
        return f"due date {self.pk}"
