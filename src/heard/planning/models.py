from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child, Source
from heard.common import history


@history.track()
class SignificantChange(OwnedByAuthority):
    """What a social worker, the child or somebody else told the IRO between reviews: a proposal to change the plan, or
    something that happened (review-consider-bring-forward; rulebook 3.4)."""

    class Kind(models.TextChoices):
        PLAN_CHANGE = "plan_change", "The care plan is to change"
        LEAVING_CARE = "leaving_care", "The child is to leave care before 18"
        OTHER_ARRANGEMENTS = "other_arrangements", "A move from a regulated to another setting"
        KEY_STAGE_4 = "key_stage_4", "A move that would interrupt Key Stage 4"
        SETTLED_MOVE = "settled_move", "A settled child is to move"
        WITH_PARENT = "with_parent", "The child is to live with a parent"
        PLACEMENT_MOVED = "placement_moved", "An unexpected change of placement"
        FAMILY_TIME = "family_time", "A major change to family time"
        COMPLAINT = "complaint", "A complaint by or for the child, a parent or carer"
        OFFENDING = "offending", "A charge, proceedings or a sentence"
        MISSING = "missing", "The child was missing or ran away"
        PERSISTENTLY_ABSENT = "absent", "The child is persistently absent"
        HARM = "harm", "Concern about harm, a section 47 enquiry or a conference"
        VISIT_FINDING = "visit_finding", "A visit found that welfare is not safeguarded"
        EXCLUDED = "excluded", "Excluded from school"
        HEALTH = "health", "A serious health event"
        FAMILY_EVENT = "family_event", "A birth, death or marriage in the family"
        SOCIAL_WORKER = "social_worker", "A change of social worker"
        DECISION_LATE = "decision_late", "A decision was not carried out in time"
        PANEL = "panel", "A panel decided on permanence"
        COURT = "court", "A court changed the plan"
        DETAINED = "detained", "Detained, or about to leave detention"
        ACCOMMODATION_ENDS = "accommodation_ends", "Accommodation is to stop and no parent takes over"
        PROTECTION_ENDS = "protection_ends", "Accommodation after police protection or remand is to end"
        CHILD_ASKS = "child_asks", "The child asks for a review"
        FAMILY_SUPPORT = "family_support", "Referred to an integrated family support team"
        OTHER = "other", "Something else"

    class ToldBy(models.TextChoices):
        SOCIAL_WORKER = "sw", "The social worker"
        CHILD = "child", "The child"
        PARENT = "parent", "A parent"
        CARER = "carer", "The carer"
        ADVOCATE = "advocate", "The advocate"
        COMPLAINTS = "complaints", "The complaints manager"
        IRO = "iro", "The IRO found it"
        OTHER = "other", "Somebody else"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="significant_changes")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField()
    proposed = models.BooleanField()  # True: not yet done; False: it has happened
    happens_on = models.DateField(null=True, blank=True)
    told_on = models.DateField()
    told_by = models.CharField(max_length=12, choices=ToldBy)
    child_wishes = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_significant_change_has_words", condition=~Q(words="")),
            models.UniqueConstraint(fields=["id", "child"], name="significant_change_with_child"),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "child", "told_on"], name="change_of_child")]

    def __str__(self) -> str:
        return f"significant change {self.pk}"


@history.track()
class ChangeDecision(OwnedByAuthority):
    """What the IRO decided on a significant change: a review now, at the next one, or none; with the reason and the
    child's wishes sought, or why not."""

    class Decision(models.TextChoices):
        REVIEW_NOW = "now", "Hold a review before it happens, or now"
        AT_NEXT = "next", "Consider it at the next review"
        NONE = "none", "No review is needed"

    change = models.OneToOneField(SignificantChange, on_delete=models.PROTECT, related_name="decision")
    decision = models.CharField(max_length=6, choices=Decision)
    reason = models.TextField()
    wishes_sought = models.BooleanField()
    wishes = models.TextField(blank=True)
    why_not_sought = models.CharField(max_length=300, blank=True)
    words_for_child = models.TextField(blank=True)  # why a review that the child asked for is not justified
    child_told_on = models.DateField(null=True, blank=True)
    explained = models.TextField(blank=True)  # how the child was helped to understand what the change means
    explained_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_decision_on_a_change_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="wishes_are_sought_or_there_is_a_reason",
                condition=Q(wishes_sought=True) | ~Q(why_not_sought=""),
            ),
            models.CheckConstraint(
                name="the_child_is_told_in_words_on_a_day",
                condition=Q(words_for_child="", child_told_on__isnull=True)
                | ~Q(words_for_child="") & Q(child_told_on__isnull=False),
            ),
            models.CheckConstraint(
                name="what_was_explained_has_its_day",
                condition=Q(explained="", explained_on__isnull=True) | ~Q(explained="") & Q(explained_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"decision on a change {self.pk}"


@history.track()
class ChangeWithoutReview(OwnedByAuthority):
    """That a significant change to the plan was made without a review because one was not reasonably practicable
    (review-before-significant-change): who decided, and why."""

    change = models.OneToOneField(SignificantChange, on_delete=models.PROTECT, related_name="without_review")
    decided_by_name = models.CharField(max_length=120)
    reason = models.TextField()
    made_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_change_without_review_says_who_and_why", condition=~Q(reason="") & ~Q(decided_by_name="")
            )
        ]

    def __str__(self) -> str:
        return f"change without review {self.pk}"


@history.track()
class PlanDate(OwnedByAuthority):
    """A dated fact of a child's planning that a review checks (rulebook 1B, 1L): a plan made or revised, a visit, an
    assessment of health, a personal education plan."""

    class Kind(models.TextChoices):
        CARE_PLAN = "care_plan", "Care plan made or revised"
        PLACEMENT_PLAN = "placement_plan", "Placement plan"
        VISIT = "visit", "Visit by the social worker"
        HEALTH = "health", "Health assessment"
        EDUCATION = "education", "Personal education plan"
        PATHWAY_PLAN = "pathway_plan", "Pathway plan"
        DOCTOR = "doctor", "Registered with a doctor"
        DENTIST = "dentist", "Seen by a dentist"
        AREA_NOTICE = "area_notice", "Notice to the authority of the area"  # of a placement outside the council's own

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="plan_dates")
    kind = models.CharField(max_length=16, choices=Kind)
    done_on = models.DateField()
    seen_alone = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=10, choices=Source)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "kind", "done_on"], name="a_plan_date_stands_once"),
            models.CheckConstraint(
                name="only_a_visit_tells_of_seeing_alone", condition=Q(kind="visit") | Q(seen_alone__isnull=True)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "child"], name="plan_date_of_child")]

    def __str__(self) -> str:
        return f"plan date {self.pk}"


@history.track()
class Correction(OwnedByAuthority):
    """That something recorded about a child was mended or taken back, and why. What it said stays in the history of
    its rows."""

    class What(models.TextChoices):
        HELD = "held", "The days of a review"
        SITTING = "sitting", "A sitting"
        SEPARATE_TALK = "separate_talk", "A talk with somebody on their own"
        CONTACT = "contact", "A contact of the IRO"
        MIDWAY = "midway", "A midway check"
        CHANGE = "change", "A change that was told"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=14, choices=What)
    row = models.PositiveBigIntegerField()  # the key of what was mended or taken back; of a sitting, of its review
    was_on = models.DateField()
    now_on = models.DateField(null=True, blank=True)  # empty: taken back
    why = models.TextField()
    corrected_on = models.DateField()
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="what_was_corrected_says_why", condition=~Q(why=""))]
        indexes: ClassVar = [models.Index(fields=["authority", "child", "corrected_on"], name="correction_of_child")]

    def __str__(self) -> str:
        return f"correction {self.pk}"
