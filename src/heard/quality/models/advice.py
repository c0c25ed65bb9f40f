from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child
from heard.common import history


@history.track()
class AdviceRequest(OwnedByAuthority):
    """A question of an officer to an independent lawyer (002 item 14). The adviser is somebody with an account, or a
    name outside; either declares not to advise the authority in this case before an answer is taken."""

    class Urgency(models.TextChoices):
        TODAY = "today", _("Today: a child’s safety or a hearing hangs on it")
        URGENT = "urgent", _("Before a review or hearing that is near")
        ROUTINE = "routine", _("Routine")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state", "Open")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="advice_asked")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    question = models.TextField()
    urgency = models.CharField(max_length=10, choices=Urgency)
    asked_on = models.DateField()
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="advice_given")
    adviser_name = models.CharField(max_length=120, blank=True)
    declares_independence = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="advice_asks_a_question", condition=~Q(question="")),
            models.CheckConstraint(
                name="one_adviser_by_account_or_name", condition=Q(adviser__isnull=True) | Q(adviser_name="")
            ),
            models.CheckConstraint(
                name="nobody_advises_themselves", condition=Q(adviser__isnull=True) | ~Q(adviser=F("officer"))
            ),
            models.CheckConstraint(
                name="answer_has_day_outcome_and_independent_adviser",
                condition=Q(state="answered", answered_on__isnull=False, declares_independence=True)
                & ~Q(outcome="")
                & (Q(adviser__isnull=False) | ~Q(adviser_name=""))
                | ~Q(state="answered") & Q(answered_on__isnull=True),
            ),
            models.CheckConstraint(
                name="answered_after_asked", condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on"))
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "state", "asked_on"], name="advice_by_state")]

    def __str__(self) -> str:
        return f"advice request {self.pk}"
