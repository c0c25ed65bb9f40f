from typing import ClassVar

from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history
from heard.reviews.models.preparation import Choices
from heard.reviews.models.review import Review


@history.track()
class Sitting(OwnedByAuthority):
    """One sitting of a review held in parts. The first and the last stand on the review as well."""

    class Way(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "By video"
        TELEPHONE = "telephone", "By telephone"
        HYBRID = "hybrid", "Some in person, some by video"
        PAPER = "paper", "Without a meeting, by agreement of the child"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sittings")
    held_on = models.DateField()
    way = models.CharField(max_length=10, choices=Way)
    place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)
    child_agreed_on = models.DateField(null=True, blank=True)  # that there be no meeting (review-long-term-meeting)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "held_on"], name="one_sitting_a_day"),
            models.CheckConstraint(
                name="a_review_without_a_meeting_is_agreed_with_the_child",
                condition=~Q(way="paper") | Q(child_agreed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"sitting {self.pk}"


@history.track()
class Adjournment(OwnedByAuthority):
    """That a review was adjourned, once (review-adjourn-once), with the limit of review-adjourn-20wd, which always runs
    from the first sitting. Until it is completed no proposal under consideration is put into effect."""

    class Why(models.TextChoices):
        PAPERS_MISSING = "papers_missing", "Papers were missing"
        NOT_ENOUGH = "not_enough", "Not enough was known to decide"
        SOMEBODY_MISSING = "somebody_missing", "Somebody who matters could not come"
        CHILD_WISH = "child_wish", "The child wished it"
        OTHER = "other", "Another reason"

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="adjournment")
    adjourned_on = models.DateField()
    why = models.CharField(max_length=18, choices=Why)
    reason = models.TextField()
    held_back = models.TextField(blank=True)  # proposals that wait until the review is completed
    resume_on = models.DateField(null=True, blank=True)
    resume_at = models.TimeField(null=True, blank=True)
    resume_place = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="an_adjournment_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_review_resumes_after_it_was_adjourned",
                condition=Q(resume_on__isnull=True) | Q(resume_on__gte=models.F("adjourned_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"adjournment {self.pk}"


@history.track()
class TakingPart(OwnedByAuthority):
    """How one person took part in a review."""

    class Presence(models.TextChoices):
        WHOLE = "whole", "There for all of it"
        PART = "part", "There for a part"
        WRITING = "writing", "In writing"
        ABSENT = "absent", "Not there"

    class Way(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "By video"
        TELEPHONE = "telephone", "By telephone"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="taking_part")
    party = models.ForeignKey("children.Party", on_delete=models.PROTECT, related_name="taking_part")
    presence = models.CharField(max_length=8, choices=Presence)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "party"], name="a_person_takes_part_once"),
            models.CheckConstraint(
                name="who_was_there_came_some_way",
                condition=Q(presence__in=("writing", "absent")) | ~Q(way=""),
            ),
        ]

    def __str__(self) -> str:
        return f"taking part {self.pk}"


@history.track()
class ChildsPart(OwnedByAuthority):
    """What the child did in their review. The participation code of the review is derived from it."""

    class SpokenForBy(models.TextChoices):
        ADVOCATE = "advocate", "An advocate"
        IRO = "iro", "The IRO"
        OTHER = "other", "Somebody else whom the child chose"

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="childs_part")
    attended = models.BooleanField()
    spoke = models.BooleanField(default=False)
    spoken_for = models.CharField(max_length=10, choices=SpokenForBy, blank=True)
    used_symbols = models.BooleanField(default=False)
    sent_views = models.BooleanField(default=False)
    observed = models.BooleanField(default=False)
    chaired = models.CharField(max_length=6, choices=Choices.Chairing, default=Choices.Chairing.NO)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"child's part {self.pk}"


@history.track()
class Wish(OwnedByAuthority):
    """A wish or feeling that the child shared with the review, with the answer and the reason for it."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NOT_NOW = "not_now", "Not now"
        NO = "no", "No"

    class CameBy(models.TextChoices):
        REVIEW = "review", "Said at the review"
        TALK = "talk", "Shared from the private talk"
        CONSULTATION = "consultation", "From the consultation"
        ADVOCATE = "advocate", "Through the advocate"
        OBSERVED = "observed", "Observed"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="wishes")
    place = models.PositiveSmallIntegerField()
    words = models.TextField()
    came_by = models.CharField(max_length=14, choices=CameBy)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    why = models.TextField(blank=True)  # in words that the child can read
    weight = models.TextField(
        blank=True
    )  # where the plan differs: the weight given, and why best interests led elsewhere
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "place"], name="wishes_stand_in_order"),
            models.CheckConstraint(name="a_wish_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="a_wish_that_is_not_met_has_a_reason",
                condition=Q(answer__in=("", "yes")) | ~Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"


@history.track()
class MatterConsidered(OwnedByAuthority):
    """One matter of the agenda that the law of the nation sets (Schedule 7 or 8), considered or not with the reason."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="matters")
    item = models.CharField(max_length=60)
    considered = models.BooleanField()
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "item"], name="a_matter_is_considered_once"),
            models.CheckConstraint(name="a_matter_left_out_has_a_reason", condition=Q(considered=True) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"matter {self.pk}"


@history.track()
class RightExplained(OwnedByAuthority):
    """That a right was explained to the child at or beside a review, or why not."""

    class Right(models.TextChoices):
        COMPLAINT = "complaint", "To complain"
        ADVOCATE = "advocate", "To have an advocate"
        COURT = "court", "To apply to a court"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="rights")
    right = models.CharField(max_length=10, choices=Right)
    explained = models.BooleanField()
    wants = models.BooleanField(default=False)  # the child wants to use it: help follows
    note = models.CharField(max_length=500, blank=True)
    help = models.CharField(max_length=300, blank=True)  # who helps, and how
    helped_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "right"], name="a_right_stands_once"),
            models.CheckConstraint(
                name="a_right_not_explained_has_a_reason", condition=Q(explained=True) | ~Q(note="")
            ),
            models.CheckConstraint(
                name="help_with_a_right_says_when",
                condition=Q(help="", helped_on__isnull=True) | (~Q(help="") & Q(helped_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"right {self.pk}"


@history.track()
class Permanence(OwnedByAuthority):
    """The plan for permanence as it stood at a review; due by the second."""

    class Plan(models.TextChoices):
        RETURN_HOME = "return_home", "Return to parents"
        FAMILY = "family", "Family or friends"
        LONG_TERM_FOSTERING = "fostering", "Long-term fostering"
        SPECIAL_GUARDIANSHIP = "guardianship", "Special guardianship"
        ADOPTION = "adoption", "Adoption"
        RESIDENTIAL = "residential", "Residential care"
        INDEPENDENCE = "independence", "Supported living and independence"
        NONE = "none", "No plan yet"

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="permanence")
    plan = models.CharField(max_length=14, choices=Plan)
    parallel_plan = models.CharField(max_length=14, choices=Plan, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="no_plan_for_permanence_has_a_reason", condition=~Q(plan="none") | ~Q(note=""))
        ]

    def __str__(self) -> str:
        return f"permanence {self.pk}"
