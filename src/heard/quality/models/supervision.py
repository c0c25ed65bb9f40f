from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child
from heard.common import history


@history.track()
class SupervisionSession(OwnedByAuthority):
    """A meeting of an officer with a supervisor (004 2.22). The cases are drawn once, when it is planned: `pool` is the
    caseload of that day and `seed` what the draw began from, so that anybody may repeat it (`quality.draw`)."""

    class Kind(models.TextChoices):
        SUPERVISION = "supervision", _("Supervision")
        OBSERVATION = "observation", _("Observation of a review")
        REFLECTIVE = "reflective", _("Reflective or group session")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervision")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    planned_for = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    held_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
    seed = models.CharField(max_length=32)
    drawn_on = models.DateField()
    pool = ArrayField(models.BigIntegerField())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="nobody_supervises_themselves", condition=~Q(officer=F("supervisor"))),
            models.CheckConstraint(
                name="held_supervision_says_when",
                condition=Q(state="held", held_on__isnull=False) | (~Q(state="held") & Q(held_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="next_supervision_after_this_one", condition=Q(next_on__isnull=True) | Q(next_on__gt=F("held_on"))
            ),
            models.CheckConstraint(
                name="cancelled_supervision_says_why",
                condition=Q(state="cancelled") & ~Q(cancelled_because="")
                | ~Q(state="cancelled") & Q(cancelled_because=""),
            ),
            models.CheckConstraint(name="cases_are_drawn_from_somebody", condition=~Q(pool=[]) & ~Q(seed="")),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "officer", "held_on"], name="supervision_of_officer")]

    def __str__(self) -> str:
        return f"supervision {self.pk}"


@history.track()
class DrawnCase(OwnedByAuthority):
    """A child's case drawn for a session, and what was found: is the review child-centred (R-041)."""

    class Finding(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        NOT_DISCUSSED = "not_discussed", _("Not discussed")

    session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="cases")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    child_centred = models.CharField(max_length=14, choices=Finding, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "child"], name="child_is_drawn_once"),
            models.UniqueConstraint(fields=["session", "place"], name="place_of_the_draw_is_taken_once"),
            models.CheckConstraint(
                name="what_is_not_child_centred_is_told",
                condition=~Q(child_centred__in=["partly", "no", "not_discussed"]) | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"drawn case {self.pk}"


@history.track()
class AgreedAction(OwnedByAuthority):
    """Something agreed in supervision: who of the two does it, by when, and when it was done."""

    class Who(models.TextChoices):
        OFFICER = "officer", _("The officer")
        SUPERVISOR = "supervisor", _("The supervisor")

    session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="agreed")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=10, choices=Who)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="agreed_action_says_what", condition=~Q(what=""))]

    def __str__(self) -> str:
        return f"agreed action {self.pk}"
