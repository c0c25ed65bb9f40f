from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history
from heard.reviews.models.review import Review


class PaperKind(models.TextChoices):
    """The papers that a review may need; which ones, an authority settles."""

    CARE_PLAN = "care_plan", "Care plan"
    SOCIAL_WORK_REPORT = "sw_report", "Social work report"
    EDUCATION_PLAN = "education_plan", "Personal education plan"
    HEALTH_PLAN = "health_plan", "Health plan"
    PLACEMENT_PLAN = "placement_plan", "Placement plan"
    PATHWAY_PLAN = "pathway_plan", "Pathway plan"
    PREVIOUS_DECISIONS = "previous_decisions", "Decisions of the last review"
    OTHER = "other", "Another paper"


@history.track()
class Paper(OwnedByAuthority):
    """One paper that a review needs (prep-reports-3wd): when it came, and when the child and the family had it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind)
    name = models.CharField(max_length=120, blank=True)  # of another paper
    needed = models.BooleanField(default=True)
    reason_not_needed = models.CharField(max_length=300, blank=True)
    received_on = models.DateField(null=True, blank=True)
    shared_with_child_on = models.DateField(null=True, blank=True)
    shared_with_family_on = models.DateField(null=True, blank=True)
    chased_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "kind", "name"], name="a_paper_stands_once"),
            models.CheckConstraint(
                name="a_paper_not_needed_has_a_reason", condition=Q(needed=True) | ~Q(reason_not_needed="")
            ),
            models.CheckConstraint(name="another_paper_has_a_name", condition=~Q(kind="other") | ~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"


@history.track_changes()
class PaperVersion(OwnedByAuthority):
    """One file of a paper. Its bytes stand in `PaperContent`, so that a list does not load them.

    Of a file that was taken back, as one of another child, the bytes are gone and this row stays.
    """

    class Scan(models.TextChoices):
        CLEAN = "clean", "No virus found"
        NOT_SCANNED = "not_scanned", "Not scanned: no scanner is configured"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(db_default=Now())
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="a_paper_has_each_version_once"),
            models.CheckConstraint(
                name="a_file_taken_back_says_when_by_whom_and_why",
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"paper version {self.pk}"


class PaperContent(OwnedByAuthority):
    """The bytes of a file, written once with its version."""

    version = models.OneToOneField(PaperVersion, on_delete=models.PROTECT, primary_key=True, related_name="content")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"paper content {self.pk}"


@history.track()
class PapersChoice(OwnedByAuthority):
    """What the IRO chose when key papers were missing 3 working days before a review."""

    class Choice(models.TextChoices):
        GO_AHEAD = "go_ahead", "Go ahead without them"
        ADJOURN = "adjourn", "Adjourn the review"
        CONCERN = "concern", "Raise a concern and go ahead"

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="papers_choice")
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.TextField()
    chosen_on = models.DateField()
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_choice_about_papers_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"papers choice {self.pk}"
