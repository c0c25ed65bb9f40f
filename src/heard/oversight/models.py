from typing import ClassVar

from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child
from heard.common import history
from heard.planning.models import SignificantChange
from heard.reviews.models import Review


@history.track()
class IroContact(OwnedByAuthority):
    """A contact of the IRO about a child between reviews. What the child said alone does not stand here."""

    class With(models.TextChoices):
        CHILD = "child", "The child"
        SOCIAL_WORKER = "sw", "The social worker"
        TEAM_MANAGER = "tm", "The team manager"
        PARENT = "parent", "A parent"
        CARER = "carer", "The carer"
        ADVOCATE = "advocate", "The advocate"
        SCHOOL = "school", "School"
        HEALTH = "health", "Health"
        GUARDIAN = "guardian", "The children's guardian"
        OTHER = "other", "Somebody else"

    class Way(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        TELEPHONE = "telephone", "By telephone"
        VIDEO = "video", "By video"
        WRITING = "writing", "In writing"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="iro_contacts")
    on = models.DateField()
    spoke_with = models.CharField(max_length=10, choices=With)
    way = models.CharField(max_length=10, choices=Way)
    seen_alone = models.BooleanField(default=False)
    words = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_a_child_is_seen_alone", condition=Q(seen_alone=False) | Q(spoke_with="child")
            ),
            models.CheckConstraint(name="a_contact_has_words", condition=~Q(words="")),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "child", "on"], name="contact_of_child")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


@history.track()
class MidwayCheck(OwnedByAuthority):
    """Halfway between two reviews: the state of the decisions, talks with social worker and child, what next."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="midway_checks")
    after_review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="midway_checks")
    checked_on = models.DateField()
    social_worker_on = models.DateField(null=True, blank=True)
    child_on = models.DateField(null=True, blank=True)
    why_not_child = models.CharField(max_length=300, blank=True)
    decisions = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    drift = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["after_review", "checked_on"], name="one_midway_check_a_day"),
            models.CheckConstraint(
                name="a_midway_check_speaks_with_the_child_or_says_why_not",
                condition=Q(child_on__isnull=False) | ~Q(why_not_child=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "child", "checked_on"], name="midway_of_child")]

    def __str__(self) -> str:
        return f"midway check {self.pk}"


@history.track()
class ProgressUpdate(OwnedByAuthority):
    """What the social worker told of a case between reviews."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="progress_updates")
    told_on = models.DateField()
    words = models.TextField()
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="an_update_has_words", condition=~Q(words=""))]
        indexes: ClassVar = [models.Index(fields=["authority", "child", "told_on"], name="update_of_child")]

    def __str__(self) -> str:
        return f"progress update {self.pk}"


@history.track()
class ChangeAtReview(OwnedByAuthority):
    """That a review was called because of a significant change, or considers one that was left to it."""

    change = models.ForeignKey(SignificantChange, on_delete=models.PROTECT, related_name="at_reviews")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="changes")
    called = models.BooleanField()  # True: the IRO decided on a review now because of it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "review"], name="a_change_stands_once_at_a_review"),
        ]

    def __str__(self) -> str:
        return f"change at review {self.pk}"
