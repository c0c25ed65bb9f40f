from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child
from heard.common import history
from heard.common.spells import no_overlap


@history.track()
class NamedIro(OwnedByAuthority):
    """That an IRO was appointed for a child, by name, for a time (Children Act 1989 s.25A; SSWA 2014 s.99).

    It holds its first day and not its last. `departures` are the rules of practice from which it departs, `reason` why.
    """

    class ReasonEnded(models.TextChoices):
        REPLACED = "replaced", "Another IRO was named"
        CEASED = "ceased", "The child is no longer looked after"
        CORRECTED = "corrected", "Entered by mistake"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="named_iros")
    iro = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    appointed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason_ended = models.CharField(max_length=10, choices=ReasonEnded, blank=True)
    appointed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    departures = ArrayField(models.CharField(max_length=40), default=list, db_default=Value([]), blank=True)
    reason = models.TextField(blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("appointed_on")),
            ),
            models.CheckConstraint(
                name="ended_appointment_says_why",
                condition=Q(ended_on__isnull=True, reason_ended="") | (Q(ended_on__isnull=False) & ~Q(reason_ended="")),
            ),
            models.CheckConstraint(
                name="departure_from_practice_gives_a_reason", condition=Q(departures=[]) | ~Q(reason="")
            ),
            no_overlap(name="one_named_iro_at_a_time", owner="child_id", start="appointed_on", end="ended_on"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "iro"], condition=Q(ended_on__isnull=True), name="caseload_now")
        ]

    def __str__(self) -> str:
        return f"named IRO {self.pk}"
