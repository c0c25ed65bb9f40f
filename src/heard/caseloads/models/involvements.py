from typing import ClassVar

from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, User
from heard.caseloads.models.appointments import NamedIro
from heard.children.models import Child
from heard.common import history
from heard.law.independence import InvolvementKind


@history.track()
class Involvement(OwnedByAuthority):
    """What somebody did or does in a child's case, of the kinds that exclude (CPR10 reg 46(3), CPR15W reg 54(3)).

    Both days are included; without a first day it was so from the beginning.
    """

    class Kind(models.TextChoices):
        PREPARED_PLAN = InvolvementKind.PREPARED_PLAN.value, "Helped to prepare the plan"
        MANAGES_CASE = InvolvementKind.MANAGES_CASE.value, "Manages the case"
        VISITS_CHILD = InvolvementKind.VISITS_CHILD.value, "Visits the child for the authority"
        PERSONAL_ADVISER = InvolvementKind.PERSONAL_ADVISER.value, "Is the personal adviser"
        MANAGES_ONE_OF_THOSE = InvolvementKind.MANAGES_ONE_OF_THOSE.value, "Manages one of those"
        CONTROLS_RESOURCES = InvolvementKind.CONTROLS_RESOURCES.value, "Controls the resources of the case"

    class Source(models.TextChoices):
        ENTERED = "entered", "Entered in the service"
        IMPORTED = "imported", "Imported from the case system"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="involvements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="involvements")
    kind = models.CharField(max_length=24, choices=Kind)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source)
    evidence = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="involvement_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["child", "user", "kind", "from_on"],
                nulls_distinct=False,
                name="involvement_starts_once_a_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "user"], name="involvement_of_person")]

    def __str__(self) -> str:
        return f"involvement {self.pk}"


@history.track()
class Conflict(OwnedByAuthority):
    """A child's named IRO stopped being fit in law: what was found, since when, and when it was over.

    From `since` the child has nobody who may act: the clock of the vacancy runs (Children Act 1989 s.25A(3)).
    """

    class Resolution(models.TextChoices):
        APPOINTMENT_ENDED = "appointment_ended", "The appointment ended"
        OVER = "over", "The tie or the lapse ended"
        CORRECTED = "corrected", "The fact behind it was corrected"

    appointment = models.ForeignKey(NamedIro, on_delete=models.PROTECT, related_name="conflicts")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    iro = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    rule = models.CharField(max_length=40)
    sentence = models.TextField()
    citation = models.CharField(max_length=200)
    since = models.DateField()
    found_on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)
    resolution = models.CharField(max_length=20, choices=Resolution, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="resolved_conflict_says_how",
                condition=Q(resolved_on__isnull=True, resolution="")
                | (Q(resolved_on__isnull=False) & ~Q(resolution="")),
            ),
            models.UniqueConstraint(
                fields=["appointment", "citation"], condition=Q(resolved_on__isnull=True), name="conflict_open_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "since"], condition=Q(resolved_on__isnull=True), name="conflict_open")
        ]

    def __str__(self) -> str:
        return f"conflict {self.pk}"
