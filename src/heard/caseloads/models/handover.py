from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, User
from heard.caseloads.models.appointments import NamedIro
from heard.children.models import Child
from heard.common import history


@history.track()
class Acceptance(OwnedByAuthority):
    """The IRO's own answer to an appointment: accepted, declaring to know of no conflict, or told of one."""

    appointment = models.OneToOneField(NamedIro, on_delete=models.PROTECT, related_name="acceptance")
    answered_on = models.DateField()
    declares_independence = models.BooleanField()
    conflict_told = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="who_declares_no_independence_says_why",
                condition=Q(declares_independence=True, conflict_told="")
                | (Q(declares_independence=False) & ~Q(conflict_told="")),
            )
        ]

    def __str__(self) -> str:
        return f"acceptance {self.pk}"


@history.track()
class Introduction(OwnedByAuthority):
    """That the IRO met the child to introduce themselves, and how."""

    class How(models.TextChoices):
        VISIT = "visit", "Visit"
        VIDEO = "video", "Video call"
        TELEPHONE = "telephone", "Telephone"
        JOINT = "joint", "Together with the IRO before"

    appointment = models.ForeignKey(NamedIro, on_delete=models.PROTECT, related_name="introductions")
    met_on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appointment", "met_on"], name="introduction_stands_once_a_day")
        ]

    def __str__(self) -> str:
        return f"introduction {self.pk}"


@history.track()
class Handover(OwnedByAuthority):
    """A planned change of a child's IRO, or the planned goodbye. The IRO before acts until the day of the change."""

    class Kind(models.TextChoices):
        CHANGE = "change", "Another IRO takes over"
        ENDING = "ending", "The young person leaves care at 18"

    class Why(models.TextChoices):
        LEAVES = "leaves", "The IRO leaves the service"
        ABSENT = "absent", "The IRO is away for long"
        CASELOAD = "caseload", "Caseloads are shared out anew"
        SIBLINGS = "siblings", "Brothers and sisters come to one IRO"
        CHILD_WISH = "child_wish", "The child wishes it"
        CONFLICT = "conflict", "The IRO is no longer independent"
        EIGHTEEN = "eighteen", "The young person turns 18"
        OTHER = "other", "Another reason"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DONE = "done", "Done"
        WITHDRAWN = "withdrawn", "Withdrawn"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="handovers")
    appointment = models.ForeignKey(NamedIro, on_delete=models.PROTECT, related_name="handovers")
    kind = models.CharField(max_length=10, choices=Kind)
    to_iro = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    change_on = models.DateField()
    joint_introduction_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=12, choices=Why)
    reason = models.TextField(blank=True)
    carried = ArrayField(models.TextField(), default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    problem = models.TextField(blank=True)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_change_names_who_takes_over",
                condition=Q(kind="change", to_iro__isnull=False) | Q(kind="ending", to_iro__isnull=True),
            ),
            models.CheckConstraint(
                name="joint_introduction_before_the_change",
                condition=Q(joint_introduction_on__isnull=True) | Q(joint_introduction_on__lte=models.F("change_on")),
            ),
            models.CheckConstraint(name="another_reason_is_told", condition=~Q(why="other") | ~Q(reason="")),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="planned"), name="one_planned_handover_of_a_child"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "change_on"], condition=Q(state="planned"), name="handover_planned")
        ]

    def __str__(self) -> str:
        return f"handover {self.pk}"
