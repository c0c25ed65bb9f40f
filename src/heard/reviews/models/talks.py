from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history
from heard.reviews.models.review import Review


@history.track()
class PrivateTalk(OwnedByAuthority):
    """A talk of IRO and child alone (prep-private-talk), or why there was none. What was said stands elsewhere: what
    the child agreed to share in `shared`, the rest in `PrivateNote`. A review may have several, each with its own
    writer: a child who declined is met later, and a new IRO meets the child again."""

    class Outcome(models.TextChoices):
        BEFORE = "before", "Before the review"
        AFTER = "after", "After the review"
        DECLINED = "declined", "The child did not want it"
        INAPPROPRIATE = "inappropriate", "Not appropriate for age or understanding"

    class Way(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        TELEPHONE = "telephone", "By telephone"
        VIDEO = "video", "By video"
        OBSERVATION = "observation", "Observation"
        PLAY = "play", "Play"

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", "Everybody at the review"
        SOCIAL_WORKER = "sw", "The social worker"
        CARERS = "carers", "The carers"
        PARENTS = "parents", "The parents"
        ADVOCATE = "advocate", "The advocate"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="private_talks")
    outcome = models.CharField(max_length=14, choices=Outcome)
    talked_on = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=12, choices=Way, blank=True)
    seen_alone = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    other_way_offered = models.CharField(max_length=300, blank=True)
    told_of_limits = models.BooleanField(default=False)  # before the talk: when the IRO must pass on what is said
    shared = models.TextField(blank=True)
    shared_with = ArrayField(models.CharField(max_length=10, choices=Audience), default=list, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_talk_says_when_and_how_or_why_not",
                condition=(Q(outcome__in=("before", "after"), talked_on__isnull=False) & ~Q(way=""))
                | (Q(outcome__in=("declined", "inappropriate"), talked_on__isnull=True) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="what_is_shared_says_with_whom", condition=Q(shared="") | ~Q(shared_with=[])),
            models.UniqueConstraint(
                fields=["review", "recorded_by", "talked_on"],
                nulls_distinct=False,
                name="a_private_talk_stands_once_a_day_by_its_writer",
            ),
        ]

    def __str__(self) -> str:
        return f"private talk {self.pk}"


@history.track(exclude=["words"])
class PrivateNote(OwnedByAuthority):
    """The IRO's own note of a private talk. Nobody else reads it unless the child or a safeguarding override opens it
    (`NoteOpening`). Never in a record, an export, a search or a history of rows."""

    talk = models.OneToOneField(PrivateTalk, on_delete=models.PROTECT, related_name="note")
    words = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"private note {self.pk}"


@history.track()
class NoteOpening(OwnedByAuthority):
    """That a private note was opened: by the child's wish, or by a safeguarding override that the child is told."""

    class Ground(models.TextChoices):
        CHILD = "child", "The child agreed"
        SAFEGUARDING = "safeguarding", "To keep somebody safe"

    note = models.ForeignKey(PrivateNote, on_delete=models.PROTECT, related_name="openings")
    ground = models.CharField(max_length=14, choices=Ground)
    reason = models.TextField()
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    child_told_on = models.DateField(null=True, blank=True)
    child_not_told_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "to_user"], name="a_note_is_opened_once_to_a_person"),
            models.CheckConstraint(name="an_opening_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="the_child_is_told_of_an_override",
                condition=Q(ground="child") | Q(child_told_on__isnull=False) | ~Q(child_not_told_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"note opening {self.pk}"


@history.track()
class SeparateTalk(OwnedByAuthority):
    """A talk with a parent, carer or other person on their own, before or beside a review (prep-parents-views)."""

    class Way(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        TELEPHONE = "telephone", "By telephone"
        VIDEO = "video", "By video"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="separate_talks")
    party = models.ForeignKey("children.Party", on_delete=models.PROTECT, related_name="separate_talks")
    talked_on = models.DateField()
    way = models.CharField(max_length=12, choices=Way)
    views = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "party", "talked_on"], name="a_separate_talk_stands_once_a_day")
        ]

    def __str__(self) -> str:
        return f"separate talk {self.pk}"
