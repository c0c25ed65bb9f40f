from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, ResponsibleAuthority
from heard.common import history
from heard.reviews.models.papers import PaperKind


def usual_papers() -> list[str]:
    """The papers that guidance names (prep-reports-3wd)."""
    return [
        PaperKind.CARE_PLAN,
        PaperKind.SOCIAL_WORK_REPORT,
        PaperKind.EDUCATION_PLAN,
        PaperKind.HEALTH_PLAN,
        PaperKind.PLACEMENT_PLAN,
        PaperKind.PATHWAY_PLAN,
    ]


def usual_paper_ages() -> dict[str, list[int | None]]:
    """The first and the last age of a paper that not every child has: a personal education plan from the early years
    that schools offer, a pathway plan from 16 (rulebook 1I)."""
    return {PaperKind.EDUCATION_PLAN.value: [3, 17], PaperKind.PATHWAY_PLAN.value: [16, None]}


@history.track()
class ReviewSettings(models.Model):
    """How an authority holds its reviews."""

    authority = models.OneToOneField(ResponsibleAuthority, on_delete=models.PROTECT, primary_key=True, related_name="+")
    papers = ArrayField(models.CharField(max_length=20, choices=PaperKind), default=usual_papers)
    paper_ages = models.JSONField(default=usual_paper_ages, blank=True)  # kind: first and last age, null for none
    chairing_from_age = models.PositiveSmallIntegerField(default=8)
    silent_presence_counts = models.BooleanField(default=False)  # PN4 counts as taking part in M13 and M14
    school_day_starts = models.TimeField(default="09:00")
    school_day_ends = models.TimeField(default="15:30")
    local_limits = models.JSONField(default=dict, blank=True)  # rule: working days, where the law has none
    # Reminders that go by themselves: working days before the review of the first one (empty: none), and on the limit.
    talk_reminder_days = models.PositiveSmallIntegerField(null=True, blank=True, default=20)
    talk_limit_reminder = models.BooleanField(default=True)
    papers_reminder_days = models.PositiveSmallIntegerField(null=True, blank=True, default=5)
    papers_limit_reminder = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="the_school_day_ends_after_it_starts",
                condition=Q(school_day_ends__gt=models.F("school_day_starts")),
            ),
            models.CheckConstraint(name="chairing_from_a_childs_age", condition=Q(chairing_from_age__range=(4, 17))),
        ]

    def __str__(self) -> str:
        return f"review settings {self.pk}"


@history.track()
class SchoolHoliday(OwnedByAuthority):
    """Days on which the schools of an authority are closed, entered by hand; both days are included.

    Consultation goes to a school before them, so that its view is caught.
    """

    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_school_holiday_ends_after_it_starts", condition=Q(last_day__gte=models.F("first_day"))
            ),
            models.UniqueConstraint(fields=["authority", "first_day"], name="one_school_holiday_starts_a_day"),
        ]

    def __str__(self) -> str:
        return f"school holiday {self.pk}"
