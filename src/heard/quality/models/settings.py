from typing import ClassVar

from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority
from heard.common import history


@history.track()
class SupportSettings(OwnedByAuthority):
    """How an authority supports its IROs: how often supervision is held (empty: no clock), and how many cases are drawn
    for it."""

    supervision_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    cases_drawn = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority"], name="one_row_of_support_settings"),
            models.CheckConstraint(
                name="supervision_every_one_to_fifty_two_weeks",
                condition=Q(supervision_weeks__isnull=True) | Q(supervision_weeks__range=(1, 52)),
            ),
            models.CheckConstraint(name="one_to_ten_cases_are_drawn", condition=Q(cases_drawn__range=(1, 10))),
        ]

    def __str__(self) -> str:
        return f"support settings of authority {self.authority_id}"
