from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history
from heard.reviews.models.review import Review


@history.track()
class SocialWorkReport(OwnedByAuthority):
    """The social work report to a review while it is written; what was signed stands in `ReportVersion`."""

    class State(models.TextChoices):
        WRITING = "writing", "Being written"
        GIVEN = "given", "With the team manager"
        SIGNED = "signed", "Signed"

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="report")
    state = models.CharField(max_length=8, choices=State, default=State.WRITING)
    version = models.PositiveIntegerField(default=1)  # counts the steps, so that what was read is what is signed

    def __str__(self) -> str:
        return f"social work report {self.pk}"


@history.track()
class ReportSection(OwnedByAuthority):
    """What is written under one heading of a report; the headings are data (`report_headings`)."""

    report = models.ForeignKey(SocialWorkReport, on_delete=models.PROTECT, related_name="sections")
    heading = models.CharField(max_length=16)
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(db_default=Now())
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "heading"], name="a_heading_of_a_report_stands_once")
        ]

    def __str__(self) -> str:
        return f"report section {self.pk}"


@history.track()
class ReportStep(OwnedByAuthority):
    """That a report went from the social worker to the team manager or back, who did it and why."""

    class Kind(models.TextChoices):
        GIVEN = "given", "Given to the team manager"
        TAKEN_BACK = "taken_back", "Taken back by the social worker"
        SENT_BACK = "sent_back", "Sent back by the team manager"
        SIGNED = "signed", "Signed by the team manager"
        AGAIN = "again", "Written again after it was signed"

    report = models.ForeignKey(SocialWorkReport, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=1000, blank=True)
    done_on = models.DateField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_report_that_goes_back_says_why",
                condition=~Q(kind__in=["sent_back", "again"]) | ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"report step {self.pk}"


@history.track_changes()
class ReportVersion(OwnedByAuthority):
    """A signed version of a report: all that it said, never changed again."""

    report = models.ForeignKey(SocialWorkReport, on_delete=models.PROTECT, related_name="signed")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    signed_at = models.DateTimeField(db_default=Now())
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="report_versions_stand_in_order"),
            models.CheckConstraint(name="nobody_signs_their_own_report", condition=~Q(signed_by=models.F("given_by"))),
        ]

    def __str__(self) -> str:
        return f"report version {self.pk}"
