from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history


@history.track()
class Course(OwnedByAuthority):
    """A course offered to reviewing officers. A mandatory one with `repeat_after_months` must be attended again."""

    class Topic(models.TextChoices):
        LAW = "law", _("Law and guidance")
        COMMUNICATING = "communicating", _("Communicating with children")
        SAFEGUARDING = "safeguarding", _("Safeguarding")
        DISABILITY = "disability", _("Disabled children")
        EQUALITY = "equality", _("Equality and language")
        CHAIRING = "chairing", _("Chairing and recording")
        PERMANENCE = "permanence", _("Permanence and adoption")
        LEAVING_CARE = "leaving_care", _("Leaving care")
        OTHER = "other", _("Another topic")

    title = models.CharField(max_length=120)
    topic = models.CharField(max_length=14, choices=Topic)
    provider = models.CharField(max_length=120)
    mandatory = models.BooleanField()
    repeat_after_months = models.PositiveSmallIntegerField(null=True, blank=True)
    is_offered = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "title"], name="course_title_is_unique_in_authority"),
            models.CheckConstraint(
                name="course_is_repeated_after_one_to_sixty_months",
                condition=Q(repeat_after_months__isnull=True) | Q(repeat_after_months__range=(1, 60)),
            ),
        ]

    def __str__(self) -> str:
        return f"course {self.pk}"


@history.track()
class CourseDate(OwnedByAuthority):
    """A day on which a course takes place; `places` is empty where anybody may come."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="dates")
    on = models.DateField()
    places = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "on"], name="course_takes_place_once_a_day"),
            models.CheckConstraint(name="course_has_a_place", condition=Q(places__isnull=True) | Q(places__gt=0)),
        ]

    def __str__(self) -> str:
        return f"course date {self.pk}"


@history.track()
class Attendance(OwnedByAuthority):
    """That an officer was offered a place on a course date, and whether they came; `why` says why not."""

    class Outcome(models.TextChoices):
        OFFERED = "offered", _("Offered a place")
        ATTENDED = "attended", _("Attended")
        DID_NOT = "did_not", _("Did not attend")

    class Why(models.TextChoices):
        REVIEW = "review", _("A review or a child’s need came first")
        LEAVE = "leave", _("On leave")
        ILL = "ill", _("Ill")
        FULL = "full", _("No place was free")
        DECLINED = "declined", _("Declined")
        CANCELLED = "cancelled", _("The course did not take place")

    course_date = models.ForeignKey(CourseDate, on_delete=models.PROTECT, related_name="attendances")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="training")
    outcome = models.CharField(max_length=10, choices=Outcome)
    why = models.CharField(max_length=10, choices=Why, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course_date", "officer"], name="officer_is_on_a_course_date_once"),
            models.CheckConstraint(
                name="who_did_not_attend_says_why",
                condition=Q(outcome="did_not") & ~Q(why="") | ~Q(outcome="did_not") & Q(why=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "officer"], name="training_of_officer")]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
