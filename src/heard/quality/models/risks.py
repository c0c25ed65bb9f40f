from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child
from heard.common import history


@history.track()
class ResourceRisk(OwnedByAuthority):
    """Something missing that puts the quality of the service to children at risk (004 1.3, 2.39). What was done about
    it stands in its steps; the state is that of the last step."""

    class Topic(models.TextChoices):
        CASELOADS = "caseloads", _("Caseloads")
        VACANCY = "vacancy", _("Vacancy or long absence")
        ADMINISTRATION = "administration", _("Administrative support")
        PAPERS = "papers", _("Papers of other teams")
        ROOMS = "rooms", _("Rooms, travel, equipment")
        SERVICES = "services", _("Services for children: advocacy, translation, placements")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state", "Open")
        MITIGATED = "mitigated", _("Mitigated")
        CLOSED = "closed", _("Closed")

    topic = models.CharField(max_length=16, choices=Topic)
    what = models.TextField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField()
    children_stated = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="risk_says_what", condition=~Q(what=""))]
        indexes: ClassVar = [models.Index(fields=["authority", "state", "raised_on"], name="risk_by_state")]

    def __str__(self) -> str:
        return f"risk {self.pk}"


@history.track()
class RiskChild(OwnedByAuthority):
    """A child whom a risk affects."""

    risk = models.ForeignKey(ResourceRisk, on_delete=models.PROTECT, related_name="affected")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["risk", "child"], name="risk_names_a_child_once")]

    def __str__(self) -> str:
        return f"child of risk {self.risk_id}"


@history.track()
class RiskStep(OwnedByAuthority):
    """What was done about a risk: what was asked of whom, to whom it was escalated, what came back."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("Something was asked for")
        ESCALATED = "escalated", _("Escalated")
        ANSWERED = "answered", _("An answer came")
        MITIGATED = "mitigated", _("Mitigated: the children are safe from it for now")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Opened again")

    risk = models.ForeignKey(ResourceRisk, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    whom = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="what_is_asked_or_escalated_names_whom",
                condition=~Q(kind__in=["asked", "escalated"]) | ~Q(whom=""),
            ),
            models.CheckConstraint(name="step_of_a_risk_says_what", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"
