from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history
from heard.reviews.models.review import Review


@history.track()
class BookingChange(OwnedByAuthority):
    """That a booking was moved or cancelled, and why. The due date did not move with it."""

    class Kind(models.TextChoices):
        MOVED = "moved", "Moved"
        CANCELLED = "cancelled", "Cancelled"

    class Why(models.TextChoices):
        CHILD_WISH = "child_wish", _("The child wished it")
        CHILD_UNWELL = "child_unwell", _("The child was unwell or away")
        FAMILY = "family", _("Family or carers could not come")
        IRO_ABSENT = "iro_absent", _("The IRO was not available")
        SOCIAL_WORKER_ABSENT = "sw_absent", _("The social worker was not available")
        PAPERS_MISSING = "papers_missing", _("Papers were missing")
        COURT = "court", _("Dates of the court")
        PLACE = "place", _("The place could not be used")
        ADMINISTRATION = "administration", _("A mistake of administration")
        OTHER = "other", _("Another reason")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="booking_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    was_on = models.DateField()
    now_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=16, choices=Why)
    words = models.CharField(max_length=300, blank=True)
    changed_on = models.DateField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_moved_booking_says_to_when",
                condition=Q(kind="moved", now_on__isnull=False) | Q(kind="cancelled", now_on__isnull=True),
            ),
            models.CheckConstraint(
                name="another_reason_of_a_booking_is_told", condition=~Q(why="other") | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"booking change {self.pk}"


@history.track()
class Choices(OwnedByAuthority):
    """What the child chose for the arrangements of a review (prep-child-arrangements), in their own words."""

    class How(models.TextChoices):
        TALK = "talk", "In a talk"
        TELEPHONE = "telephone", "By telephone"
        WRITING = "writing", "In writing"
        ONLINE = "online", "On the child's page"
        SOCIAL_WORKER = "sw", "Through the social worker"
        CARER = "carer", "Through the carer"
        ADVOCATE = "advocate", "Through the advocate"
        OBSERVED = "observed", "Too young to be asked: observed"

    class Matter(models.TextChoices):
        TIME = "time", "Day and time"
        PLACE = "place", "Place"
        PEOPLE = "people", "Who comes"
        CHAIRING = "chairing", "Running the review"
        LANGUAGE = "language", "Language"

    class Chairing(models.TextChoices):
        NO = "no", "Does not want to run it"
        PART = "part", "Runs a part of it"
        ALL = "all", "Runs all of it"

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="choices")
    asked_on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    asked_about = ArrayField(models.CharField(max_length=10, choices=Matter), default=list, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    day_and_time = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    wanted = models.CharField(max_length=500, blank=True)
    unwanted = models.CharField(max_length=500, blank=True)
    chairing = models.CharField(max_length=6, choices=Chairing, blank=True)
    language = models.CharField(max_length=40, blank=True)
    called = models.CharField(max_length=80, blank=True)
    first_topic = models.CharField(max_length=300, blank=True)
    helps = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="choices_are_answered_after_asking",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=models.F("asked_on")),
            )
        ]

    def __str__(self) -> str:
        return f"choices {self.pk}"


@history.track()
class CombinedDuty(OwnedByAuthority):
    """That one sitting also serves another review (review-combined), and what came of it: each duty by itself."""

    class Kind(models.TextChoices):
        SHORT_BREAKS = "short_breaks", "Review of short breaks"
        PATHWAY = "pathway", "Review of the pathway plan"
        PLACEMENT = "placement", "Review of the placement plan"
        EDUCATION = "education", "Review of the personal education plan"
        ADOPTION = "adoption", "Adoption review"
        CHILD_PROTECTION = "child_protection", "Child protection conference"
        SPECIAL_NEEDS = "special_needs", "Review of the education, health and care plan"
        YOUTH_JUSTICE = "youth_justice", "Youth justice review"

    class Outcome(models.TextChoices):
        OPEN = "", "Not recorded yet"
        HELD = "held", "Carried out"
        GOES_ON = "goes_on", "Begun, and goes on at another meeting"
        NOT_HELD = "not_held", "Not carried out"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="combined_duties")
    kind = models.CharField(max_length=20, choices=Kind)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default=Outcome.OPEN)
    note = models.TextField(blank=True)  # what was decided of this duty, or why it was not carried out
    recorded_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "kind"], name="a_duty_is_combined_once"),
            models.CheckConstraint(
                name="an_outcome_of_a_duty_says_when_and_by_whom",
                condition=Q(outcome="", note="", recorded_on__isnull=True, recorded_by__isnull=True)
                | (~Q(outcome="") & Q(recorded_on__isnull=False, recorded_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_duty_not_carried_out_says_why", condition=Q(outcome__in=["", "held"]) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"combined duty {self.pk}"


@history.track()
class TalkWithSocialWorker(OwnedByAuthority):
    """The talk of IRO and social worker before a review: who comes, where, what about (prep-sw-iro-15wd)."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="talk_with_social_worker")
    held_on = models.DateField()
    social_worker = models.CharField(max_length=120)
    agenda = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    who_comes = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"talk with social worker {self.pk}"


@history.track()
class Invitation(OwnedByAuthority):
    """One person and one review: invited, consulted or neither with the reason; what came back.

    `sent_on` is the day on which it left; `told_on`, `told_at` and `told_place` are the booking that it named, so that
    a later change is seen. `open_to` says who may know what the child answered beside the IRO: the child chose it.
    """

    class Coming(models.TextChoices):
        WAITING = "waiting", "No answer yet"
        WHOLE = "whole", "Coming"
        PART = "part", "Coming for a part"
        WRITING = "writing", "In writing"
        NO = "no", "Not coming"

    class AnsweredBy(models.TextChoices):
        PAPER = "paper", "On paper"
        ONLINE = "online", "On line"
        TELEPHONE = "telephone", "By telephone"
        TALK = "talk", "In a talk"
        EMAIL = "email", "By e-mail"

    class OpenTo(models.TextChoices):
        SERVICE = "service", "The reviewing service"
        SOCIAL_WORKER = "social_worker", "The social worker"
        CARERS = "carers", "The carers"
        PARENTS = "parents", "The parents"
        SCHOOL = "school", "The school"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="invitations")
    party = models.ForeignKey("children.Party", on_delete=models.PROTECT, related_name="invitations")
    invited = models.BooleanField(default=True)
    consulted = models.BooleanField(default=True)
    reason_not = models.CharField(max_length=300, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    calendar_uid = models.UUIDField(db_default=RandomUUID(), editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)  # of the calendar entry, one more at each sending
    told_on = models.DateField(null=True, blank=True)
    told_at = models.TimeField(null=True, blank=True)
    told_place = models.CharField(max_length=200, blank=True)
    told_invited = models.BooleanField(null=True, blank=True)  # whether it invited them; None where nobody kept it
    cancel_told_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    bounced_on = models.DateField(null=True, blank=True)
    bounced_note = models.CharField(max_length=300, blank=True)
    coming = models.CharField(max_length=10, choices=Coming, default=Coming.WAITING)
    wants_separate_talk = models.BooleanField(default=False)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=10, choices=AnsweredBy, blank=True)
    answers = models.JSONField(default=dict, blank=True)  # question: the person's own words
    open_to = ArrayField(models.CharField(max_length=16, choices=OpenTo), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "party"], name="a_person_is_invited_once"),
            models.CheckConstraint(
                name="who_is_neither_invited_nor_consulted_has_a_reason",
                condition=Q(invited=True) | Q(consulted=True) | ~Q(reason_not=""),
            ),
            models.CheckConstraint(
                name="an_answer_says_how_it_came",
                condition=Q(answered_on__isnull=True) | ~Q(answered_by=""),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


@history.track()
class SiblingPlan(OwnedByAuthority):
    """That the review of a brother or sister is held with this one, or apart from it and why."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sibling_plans")
    sibling = models.ForeignKey("children.Child", on_delete=models.PROTECT, related_name="+")
    together = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "sibling"], name="a_sibling_is_planned_once_a_review"),
            models.CheckConstraint(name="reviews_kept_apart_have_a_reason", condition=Q(together=True) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"sibling plan {self.pk}"
