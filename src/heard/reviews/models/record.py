from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import Language, OwnedByAuthority, User
from heard.common import history
from heard.reviews.models.review import Review


class Heading(models.TextChoices):
    """The headings of a record: the child's life, in the order in which it is read; then what was recorded of the
    review elsewhere (`SHOWN`)."""

    LAST_DECISIONS = "last_decisions", "What became of last time's decisions"
    WISHES = "wishes", "What the child wishes"
    HOME = "home", "Home"
    FAMILY = "family", "Family and friends"
    SCHOOL = "school", "School and learning"
    HEALTH = "health", "Health"
    WHO_I_AM = "who_i_am", "Who I am"
    SAFE = "safe", "Keeping safe"
    PLAN = "plan", "The plan"
    FUTURE = "future", "Growing up"
    DECISIONS = "decisions", "Decisions"
    TOOK_PART = "took_part", "Who took part"
    CONSULTED = "consulted", "Who was consulted"
    VIEWS = "views", "What others said on their own"
    SITTINGS = "sittings", "Sittings and adjournment"
    CHANGES = "changes", "Changes considered"
    MATTERS = "matters", "What was considered"
    RIGHTS = "rights", "Rights explained"
    PERMANENCE = "permanence", "Plan for permanence"
    DUTIES = "duties", "Other reviews of this sitting"
    FACTS = "facts", "Facts at the head of the record"


SHOWN = (
    Heading.CONSULTED, Heading.VIEWS, Heading.SITTINGS, Heading.CHANGES, Heading.MATTERS, Heading.RIGHTS,
    Heading.PERMANENCE, Heading.DUTIES, Heading.FACTS,
)  # fmt: skip
WRITTEN = tuple(heading for heading in Heading if heading not in SHOWN)


class Copy(models.TextChoices):
    """The copies that are made of one record."""

    RECORD = "record", "Full record"
    LETTER = "letter", "Letter to the child"
    PARENTS = "parents", "Parents' copy"
    COURT = "court", "Court copy"
    DECISIONS = "decisions", "Decisions only"


@history.track()
class RecordOfReview(OwnedByAuthority):
    """The record of a review while it is written; what was signed stands in `RecordVersion`."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="record")
    started_on = models.DateField()
    letter_language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    letter_opening = models.TextField(blank=True)
    letter_closing = models.TextField(blank=True)
    letter_pictures = models.BooleanField(default=False)
    letter_checked_on = models.DateField(null=True, blank=True)
    letter_checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    letter_sha256 = models.CharField(max_length=64, blank=True)  # of the letter as it was checked
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_checked_letter_says_by_whom",
                condition=Q(letter_checked_on__isnull=True, letter_checked_by__isnull=True)
                | Q(letter_checked_on__isnull=False, letter_checked_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"record {self.pk}"


@history.track()
class RecordSection(OwnedByAuthority):
    """One heading of a record: the words of the record, the words of the letter, and who may not read them."""

    record = models.ForeignKey(RecordOfReview, on_delete=models.PROTECT, related_name="sections")
    heading = models.CharField(max_length=16, choices=Heading)
    words = models.TextField(blank=True)
    letter_words = models.TextField(blank=True)
    left_out_of = ArrayField(models.CharField(max_length=10, choices=Copy), default=list, blank=True)
    reason_left_out = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(db_default=Now())
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "heading"], name="a_heading_stands_once"),
            models.CheckConstraint(
                name="what_is_left_out_has_a_reason", condition=Q(left_out_of=[]) | ~Q(reason_left_out="")
            ),
        ]

    def __str__(self) -> str:
        return f"record section {self.pk}"


@history.track()
class Redaction(OwnedByAuthority):
    """A passage of the record that some copies leave out, and why; found by its own words."""

    record = models.ForeignKey(RecordOfReview, on_delete=models.PROTECT, related_name="redactions")
    heading = models.CharField(max_length=16, choices=Heading)
    passage = models.TextField()
    left_out_of = ArrayField(models.CharField(max_length=10, choices=Copy))
    reason = models.CharField(max_length=300)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_redaction_has_a_passage_and_a_reason", condition=~Q(passage="") & ~Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return f"redaction {self.pk}"


@history.track_changes()
class RecordVersion(OwnedByAuthority):
    """A signed version of a record: all that it said, never changed again."""

    record = models.ForeignKey(RecordOfReview, on_delete=models.PROTECT, related_name="signed")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    why = models.CharField(max_length=300, blank=True)  # of a correction
    why_another = models.CharField(max_length=300, blank=True)  # IRO signed than the one who held the review
    signed_on = models.DateField()
    signed_at = models.DateTimeField(db_default=Now())
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="record_versions_stand_in_order"),
            models.CheckConstraint(name="a_correction_says_why", condition=Q(number=1) | ~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"record version {self.pk}"


@history.track(exclude=["kept"])
class SentCopy(OwnedByAuthority):
    """That somebody was sent a copy of a review's papers, which one and how (post-distribute-20wd).

    `left_on` is empty while it waits in the outbox; `failed` says why it did not arrive. `kept` holds the words of what
    did not go through the outbox, as they were; `letter_sha256` says which letter to the child it was.
    """

    class Way(models.TextChoices):
        OUTBOX = "outbox", "Through the outbox"
        HAND = "hand", "By hand"
        CASE_FILE = "case_file", "To the case file"
        READ_OUT = "read_out", "Read out to the child"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sent_copies")
    copy = models.CharField(max_length=10, choices=Copy)
    party = models.ForeignKey(
        "children.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="sent_copies"
    )
    recipient_name = models.CharField(max_length=160)
    signed_version = models.ForeignKey(
        RecordVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="sent_copies"
    )
    way = models.CharField(max_length=10, choices=Way)
    message_id = models.BigIntegerField(null=True, blank=True)  # of the outbox, a higher floor
    sent_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    failed = models.CharField(max_length=300, blank=True)
    kept = models.JSONField(default=dict, blank=True)
    letter_sha256 = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_copy_that_left_did_not_fail", condition=Q(left_on__isnull=True) | Q(failed="")
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "review"], name="sent_copy_of_review"),
            models.Index(fields=["message_id"], condition=Q(message_id__isnull=False), name="sent_copy_of_message"),
        ]

    def __str__(self) -> str:
        return f"sent copy {self.pk}"
