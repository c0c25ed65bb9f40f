from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, User
from heard.caseloads.models.officers import Specialism
from heard.children.models import Child
from heard.common import history
from heard.common.spells import no_overlap


@history.track()
class Needs(OwnedByAuthority):
    """What a child needs of an IRO: languages spoken with the child, and what the IRO should know well."""

    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="needs_of_iro")
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    specialisms = ArrayField(models.CharField(max_length=20, choices=Specialism), default=list, blank=True)

    def __str__(self) -> str:
        return f"needs {self.pk}"


@history.track()
class FurtherCase(OwnedByAuthority):
    """A young person whom an officer reviews without being the IRO of a child in care. It holds its first day and
    not its last."""

    class Kind(models.TextChoices):
        PATHWAY = "pathway", "Pathway plan"
        CHILD_PROTECTION = "child-protection", "Child protection conference"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="further_cases")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="further_cases")
    kind = models.CharField(max_length=20, choices=Kind)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="further_case_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
            no_overlap(
                name="one_pathway_reviewer_at_a_time",
                owner="child_id",
                start="from_on",
                end="until_on",
                condition=Q(kind="pathway"),
            ),
            no_overlap(
                name="one_conference_chair_at_a_time",
                owner="child_id",
                start="from_on",
                end="until_on",
                condition=Q(kind="child-protection"),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "user"], name="further_case_of_officer")]

    def __str__(self) -> str:
        return f"further case {self.pk}"


@history.track()
class OtherDuty(OwnedByAuthority):
    """Work of an officer beside cases (training others, foster carers' reviews), counted as so many full-time-care
    children. It holds its first day and not its last."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="other_duties")
    name = models.CharField(max_length=120)
    counts_as = models.DecimalField(max_digits=5, decimal_places=2)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="other_duty_counts_something", condition=Q(counts_as__gt=0)),
            models.CheckConstraint(
                name="other_duty_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gt=models.F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"other duty {self.pk}"
