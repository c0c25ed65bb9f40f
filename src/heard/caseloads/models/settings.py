from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority
from heard.common import history


def _weight(default: str) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal(default), validators=[MinValueValidator(0)]
    )


@history.track()
class CaseloadSettings(OwnedByAuthority):
    """How an authority weighs work and fit. Law is no setting; without a row the defaults hold.

    `weight_*` of work: what one case counts beside a child in full-time care, which counts 1.
    `fit_*`: how much each ground counts when IROs are ranked for a child; 0 leaves it out.
    `distance_bands` maps two postcode districts in order, "LL11 LL13", to 1 near, 2 within reach, 3 far.
    """

    registration_warning_days = models.PositiveSmallIntegerField(default=60)
    weight_short_break = _weight("0.5")
    weight_pathway = _weight("0.5")
    weight_child_protection = _weight("0.5")
    chairs_conferences = models.BooleanField(default=False)
    full_caseload = models.PositiveSmallIntegerField(null=True, blank=True)
    reviews_per_full_time_week = _weight("4")
    largest_sibling_group = models.PositiveSmallIntegerField(default=6)
    fit_siblings = _weight("40")
    fit_previous = _weight("25")
    fit_capacity = _weight("30")
    fit_language = _weight("15")
    fit_specialism = _weight("10")
    fit_distance = _weight("10")
    distance_bands = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority"], name="one_row_of_caseload_settings"),
            models.CheckConstraint(
                name="weights_of_work_are_not_negative",
                condition=Q(weight_short_break__gte=0, weight_pathway__gte=0, weight_child_protection__gte=0),
            ),
            models.CheckConstraint(
                name="grounds_of_fit_are_not_negative",
                condition=Q(
                    fit_siblings__gte=0,
                    fit_previous__gte=0,
                    fit_capacity__gte=0,
                    fit_language__gte=0,
                    fit_specialism__gte=0,
                    fit_distance__gte=0,
                ),
            ),
            models.CheckConstraint(name="a_week_has_room", condition=Q(reviews_per_full_time_week__gt=0)),
        ]

    def __str__(self) -> str:
        return f"caseload settings {self.pk}"
