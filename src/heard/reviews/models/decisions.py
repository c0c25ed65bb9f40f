from typing import ClassVar

from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child
from heard.common import history
from heard.reviews.models.meeting import Wish
from heard.reviews.models.review import Review


@history.track()
class ReviewDecision(OwnedByAuthority):
    """A decision of a review: in law a recommendation to the authority, with an owner and a date, kept until it is
    done, dropped with a reason or carried over to the next review."""

    class OwnerKind(models.TextChoices):
        SOCIAL_WORKER = "sw", "Social worker"
        TEAM_MANAGER = "tm", "Team manager"
        CARER = "carer", "Carer"
        PARENT = "parent", "Parent or family"
        SCHOOL = "school", "School"
        HEALTH = "health", "Health"
        IRO = "iro", "IRO"
        YOUNG_PERSON = "child", "The child or young person"
        OTHER = "other", "Somebody else"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped, with reason"
        CARRIED = "carried", "Carried over"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    words_for_child = models.TextField(blank=True)
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    owner_kind = models.CharField(max_length=8, choices=OwnerKind)
    owner_name = models.CharField(max_length=120)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    remedial_due_on = models.DateField(null=True, blank=True)  # set by the IRO where the decision was not carried out
    remedial_reason = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)  # what came of it, or why it was dropped
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    carried_times = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="decisions_stand_in_order"),
            models.CheckConstraint(name="a_decision_has_words", condition=~Q(words="")),
            models.CheckConstraint(name="a_decision_has_an_owner", condition=~Q(owner_name="")),
            models.CheckConstraint(
                name="a_decision_that_is_done_says_when",
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done") & Q(done_on__isnull=True),
            ),
            models.CheckConstraint(
                name="a_dropped_decision_has_a_reason", condition=~Q(state="dropped") | ~Q(outcome="")
            ),
            models.CheckConstraint(
                name="a_remedial_date_has_a_reason",
                condition=Q(remedial_due_on__isnull=True) | ~Q(remedial_reason=""),
            ),
            models.CheckConstraint(
                name="what_is_carried_over_is_counted",
                condition=Q(carried_from__isnull=True, carried_times=0)
                | Q(carried_from__isnull=False, carried_times__gt=0),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "due_on"], condition=Q(state="open"), name="decision_open"),
            models.Index(fields=["authority", "child"], name="decision_of_child"),
            models.Index(fields=["owner", "due_on"], condition=Q(state="open"), name="decision_of_owner"),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


@history.track()
class DecisionsIssued(OwnedByAuthority):
    """That the decisions of a review were sent to the manager and to those who were there (post-decisions-5wd); the
    clock of post-manager-5wd starts on `received_on`, and not before that day is known."""

    class ReceivedBy(models.TextChoices):
        LETTER = "letter", "The letter left"
        OPENED = "opened", "The manager opened the page of the answer"
        ANSWERED = "answered", "The manager answered"
        ENTERED = "entered", "Somebody entered the day"

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="decisions_issued")
    issued_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)  # None: not known to be received
    received_by = models.CharField(max_length=8, choices=ReceivedBy, blank=True)  # how it is known
    manager = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    manager_name = models.CharField(max_length=120)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decisions_are_received_after_they_are_sent",
                condition=Q(received_on__gte=models.F("issued_on")),
            ),
            models.CheckConstraint(
                name="how_decisions_were_received_has_a_day",
                condition=Q(received_by="") | Q(received_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"decisions issued {self.pk}"


@history.track()
class ManagerAnswer(OwnedByAuthority):
    """The manager's own answer to one decision. No answer within 5 working days is agreement by silence: nothing is
    written then, it is worked out.

    `answered_by_name` is who answered without an account, by letter or otherwise; `answered_by` then entered it.
    `told_on` is the day on which those who were there were told that the council disagrees.
    """

    class Answer(models.TextChoices):
        AGREED = "agreed", "Agreed"
        DISAGREED = "disagreed", "Disagreed"

    decision = models.OneToOneField(ReviewDecision, on_delete=models.PROTECT, related_name="answer")
    answer = models.CharField(max_length=10, choices=Answer)
    reasons = models.TextField(blank=True)
    answered_on = models.DateField()
    in_time = models.BooleanField()  # False: silence had counted as agreement before
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_by_name = models.CharField(max_length=120, blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="who_disagrees_gives_reasons", condition=Q(answer="agreed") | ~Q(reasons="")),
            models.CheckConstraint(
                name="only_a_disagreement_is_told", condition=Q(answer="disagreed") | Q(told_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"manager's answer {self.pk}"


@history.track()
class DecisionProgress(OwnedByAuthority):
    """What somebody told of a decision on the way."""

    decision = models.ForeignKey(ReviewDecision, on_delete=models.PROTECT, related_name="progress")
    told_on = models.DateField()
    words = models.TextField()
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"decision progress {self.pk}"
