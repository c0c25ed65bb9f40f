from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history

DUTIES = 24


@history.track()
class DutyRecord(OwnedByAuthority):
    """Who answers for a facilitation duty (source 002), how it stands, and when it is looked at again. The state of a
    duty that is counted stays empty here."""

    class State(models.TextChoices):
        MET = "met", _("Met")
        PARTLY = "partly", _("Partly met")
        NOT_MET = "not_met", _("Not met")
        NOT_ASSESSED = "not_assessed", _("Not assessed")

    item = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.NOT_ASSESSED)
    assessed_on = models.DateField(null=True, blank=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "item"], name="duty_is_recorded_once"),
            models.CheckConstraint(name="duty_is_one_of_the_list", condition=Q(item__range=(1, DUTIES))),
            models.CheckConstraint(
                name="assessed_duty_says_when_and_by_whom",
                condition=Q(state="not_assessed") | Q(assessed_on__isnull=False, assessed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="one_owner_by_account_or_name", condition=Q(owner__isnull=True) | Q(owner_name="")
            ),
        ]

    def __str__(self) -> str:
        return f"duty {self.item}"


@history.track()
class DutyEvidence(OwnedByAuthority):
    """A document or a fact that shows how a duty stands, with its date and where it is kept."""

    record = models.ForeignKey(DutyRecord, on_delete=models.PROTECT, related_name="evidence")
    what = models.CharField(max_length=300)
    dated_on = models.DateField()
    where = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="evidence_says_what", condition=~Q(what=""))]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
