from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import HeldByItsChild, OwnedByAuthority, Team, User
from heard.common import history
from heard.common.spells import no_overlap


class Source(models.TextChoices):
    """Who says so: a return of the case system, or the reviewing service itself."""

    RETURN = "return", "From the case system"
    SERVICE = "service", "Recorded by the service"


@history.track()
class Child(OwnedByAuthority):
    """A child or young person known to the service. Until a name is known the local id stands for it."""

    local_id = models.CharField(max_length=20)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    preferred_name = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=200)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    unaccompanied = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=10, choices=Source)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "local_id"], name="local_id_is_unique_in_authority"),
            models.UniqueConstraint(fields=["id", "authority"], name="child_with_authority"),
            models.CheckConstraint(name="local_id_is_given", condition=~Q(local_id="")),
            models.CheckConstraint(
                name="child_dies_after_birth",
                condition=Q(died_on__isnull=True) | Q(born_on__isnull=True) | Q(died_on__gte=models.F("born_on")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "sort_key", "id"], name="child_by_name")]

    def __str__(self) -> str:
        return f"child {self.pk}"

    @property
    def shown_name(self) -> str:
        """The name, or the local id while no name is known."""
        given = self.preferred_name or self.given_name
        return f"{given} {self.family_name}".strip() or f"Child {self.local_id}"


@history.track_changes()
class PeriodOfCare(HeldByItsChild):
    """One continuous spell of being looked after, or one series of short breaks."""

    class Stream(models.TextChoices):
        FULL_TIME = "full-time", "Full-time care"
        SHORT_BREAK = "short-break", "Short breaks"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="periods_of_care", db_constraint=False)
    stream = models.CharField(max_length=12, choices=Stream, default=Stream.FULL_TIME)
    started_on = models.DateField()
    ceased_on = models.DateField(null=True, blank=True)
    reason_ceased = models.CharField(max_length=3, blank=True)
    category_of_need = models.CharField(max_length=2, blank=True)
    authorised_to_place_on = models.DateField(null=True, blank=True)
    placed_for_adoption_on = models.DateField(null=True, blank=True)
    reviews_known_from = models.DateField(null=True, blank=True)  # earlier reviews are in no return; null: all known
    source = models.CharField(max_length=10, choices=Source)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="period_of_care_ends_after_it_starts",
                condition=Q(ceased_on__isnull=True) | Q(ceased_on__gte=models.F("started_on")),
            ),
            models.UniqueConstraint(fields=["child", "started_on"], name="period_of_care_starts_once_a_day"),
            models.UniqueConstraint(fields=["id", "child", "authority"], name="period_with_child_and_authority"),
            no_overlap(name="periods_of_care_do_not_overlap", owner="child_id", start="started_on", end="ceased_on"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "started_on"], name="period_by_start"),
            models.Index(fields=["authority", "child"], condition=Q(ceased_on__isnull=True), name="period_running"),
        ]

    def __str__(self) -> str:
        return f"period of care {self.pk}"


@history.track_changes()
class EpisodeOfCare(HeldByItsChild):
    """One SSDA903 slice of a period of care: one legal status and one placement."""

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="episodes", db_index=False, db_constraint=False
    )
    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="episodes", db_constraint=False)
    started_on = models.DateField()
    reason_started = models.CharField(max_length=1, blank=True)
    legal_status = models.CharField(max_length=2, blank=True)
    category_of_need = models.CharField(max_length=2, blank=True)
    placement_type = models.CharField(max_length=3, blank=True)
    placement_provider = models.CharField(max_length=3, blank=True)
    ceased_on = models.DateField(null=True, blank=True)
    reason_ceased = models.CharField(max_length=3, blank=True)
    reason_place_change = models.CharField(max_length=5, blank=True)
    home_postcode = models.CharField(max_length=8, blank=True)
    placement_postcode = models.CharField(max_length=8, blank=True)
    urn = models.CharField(max_length=8, blank=True)
    source = models.CharField(max_length=10, choices=Source)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "started_on"], name="episode_starts_once_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "child"], name="episode_of_child")]

    def __str__(self) -> str:
        return f"episode of care {self.pk}"


@history.track()
class Relationship(OwnedByAuthority):
    """That somebody works with a child, and as what: the ground on which a person may see the child."""

    class Kind(models.TextChoices):
        NAMED_IRO = "named_iro", "Named IRO"
        SOCIAL_WORKER = "social_worker", "Social worker"
        TEAM_MANAGER = "team_manager", "Team manager"
        LEGAL_OFFICER = "legal_officer", "Legal officer"
        COMPLAINTS_MANAGER = "complaints_manager", "Complaints manager"
        INSPECTION_SAMPLE = "inspection_sample", "In the sample of an inspection"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="relationships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=20, choices=Kind)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="relationship_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["child", "user", "kind"],
                condition=Q(until_on__isnull=True),
                name="relationship_runs_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "user"], condition=Q(until_on__isnull=True), name="relationship_now")
        ]

    def __str__(self) -> str:
        return f"relationship {self.pk}"


@history.track()
class FamilyLink(OwnedByAuthority):
    """That two children known to the service belong together. Of brothers and sisters the lower key stands first; of
    a parent and a child `child` is the parent, also looked after, and `relative` the child."""

    class Kind(models.TextChoices):
        SIBLING = "sibling", "Brother or sister"
        PARENT = "parent", "Parent"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="family_links")
    relative = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="family_links_of_relatives")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "relative"], name="family_link_stands_once"),
            models.CheckConstraint(name="nobody_is_their_own_family", condition=~Q(child=models.F("relative"))),
            models.CheckConstraint(
                name="of_siblings_the_lower_key_stands_first",
                condition=~Q(kind="sibling") | Q(child__lt=models.F("relative")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "kind"], name="family_link_by_kind")]

    def __str__(self) -> str:
        return f"family link {self.pk}"
