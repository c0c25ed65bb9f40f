from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from heard.accounts.models import OwnedByAuthority, User
from heard.common import history
from heard.common.spells import no_overlap


class Specialism(models.TextChoices):
    """What an officer knows well; together the collective knowledge of the team."""

    DISABILITY = "disability", "Disabled children"
    SPECIAL_NEEDS = "special-needs", "Special educational needs"
    ABUSE_NEGLECT = "abuse-neglect", "Abuse and neglect"
    ATTACHMENT = "attachment", "Attachment"
    MINORITY_ETHNIC = "minority-ethnic", "Children of minority ethnic groups"
    UNACCOMPANIED = "unaccompanied", "Unaccompanied children"
    ADOPTION = "adoption", "Adoption"
    LEAVING_CARE = "leaving-care", "Leaving care"
    EXPLOITATION = "exploitation", "Exploitation"
    COMMUNICATION = "communication", "Communication without speech"
    SIGN_LANGUAGE = "sign-language", "British Sign Language"


@history.track()
class OfficerProfile(OwnedByAuthority):
    """Who a reviewing officer is for the work: experience, languages, knowledge, words for young people."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="officer_profile")
    qualified_on = models.DateField(null=True, blank=True)
    experienced_since = models.DateField(null=True, blank=True)
    management_experience = models.BooleanField(default=False)
    words_for_young_people = models.TextField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    specialisms = ArrayField(models.CharField(max_length=20, choices=Specialism), default=list, blank=True)
    base_district = models.CharField(max_length=4, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="experience_begins_with_qualification",
                condition=Q(experienced_since__isnull=True)
                | Q(qualified_on__isnull=True)
                | Q(experienced_since__gte=models.F("qualified_on")),
            )
        ]

    def __str__(self) -> str:
        return f"officer profile {self.pk}"


@history.track(exclude=["content"])
class OfficerPhoto(OwnedByAuthority):
    """The photo by which young people know an officer, cleaned of everything but the picture. A row of its own, so that
    lists of officers do not load it."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="officer_photo")
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"officer photo {self.pk}"


@history.track()
class CompetenceEvidence(OwnedByAuthority):
    """What shows that an officer can do the work: source 004 2.7 names the three kinds."""

    class Kind(models.TextChoices):
        COMMUNICATION = "communication", "Communicating with children"
        SAFEGUARDING = "safeguarding", "Good-quality safeguarding practice"
        LEGAL_FRAMEWORK = "legal-framework", "The legal framework for looked-after children and care leavers"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="competence_evidence")
    kind = models.CharField(max_length=20, choices=Kind)
    shown_on = models.DateField()
    what = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="competence_evidence_says_what", condition=~Q(what="")),
        ]

    def __str__(self) -> str:
        return f"competence evidence {self.pk}"


@history.track()
class ServicePlace(OwnedByAuthority):
    """Where the service stands in the organisation from a day on: who manages it, and how far that is from those who
    manage children's cases and hold the money. The last one that has begun holds."""

    managed_by = models.CharField(max_length=160)
    apart = models.TextField(blank=True)
    from_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "from_on"], name="service_place_changes_once_a_day"),
            models.CheckConstraint(name="service_place_says_who_manages", condition=~Q(managed_by="")),
        ]

    def __str__(self) -> str:
        return f"place of the service {self.pk}"


@history.track()
class OfficerIdentity(OwnedByAuthority):
    """What an officer chose to tell about themselves. Read in aggregates of five or more, and by the person alone."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="officer_identity")
    ethnicity = models.CharField(max_length=60, blank=True)
    gender = models.CharField(max_length=60, blank=True)
    disability = models.CharField(max_length=60, blank=True)
    first_language = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"officer identity {self.pk}"


@history.track()
class OfficerRegistration(OwnedByAuthority):
    """An entry of an officer in a register of social workers; `renew_by` is the last day on which it is valid."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="registrations")
    body = models.CharField(max_length=60)
    number = models.CharField(max_length=30)
    from_on = models.DateField()
    renew_by = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="registration_ends_after_it_starts", condition=Q(renew_by__gte=models.F("from_on"))
            ),
            models.UniqueConstraint(fields=["user", "body", "from_on"], name="registration_starts_once_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "user"], name="registration_of_officer")]

    def __str__(self) -> str:
        return f"registration {self.pk}"


@history.track()
class Post(OwnedByAuthority):
    """The part of a full-time post that an officer fills. It holds its first day and not its last."""

    class Employment(models.TextChoices):
        PERMANENT = "permanent", "Permanent"
        SESSIONAL = "sessional", "Peripatetic or sessional"
        AGENCY = "agency", "Agency"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    fte = models.DecimalField(max_digits=3, decimal_places=2)
    employment = models.CharField(max_length=10, choices=Employment)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="post_is_part_of_a_full_time_post", condition=Q(fte__gt=0, fte__lte=1)),
            models.CheckConstraint(
                name="post_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gt=models.F("from_on")),
            ),
            no_overlap(name="posts_do_not_overlap", owner="user_id", start="from_on", end="until_on"),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "from_on"], name="post_by_start")]

    def __str__(self) -> str:
        return f"post {self.pk}"


@history.track()
class Leave(OwnedByAuthority):
    """Days on which an officer does not review; both days are included."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Annual leave"
        SICK = "sick", "Sickness"
        PARENTAL = "parental", "Parental leave"
        TRAINING = "training", "Training"
        OTHER = "other", "Other"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="leave")
    kind = models.CharField(max_length=10, choices=Kind)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="leave_ends_after_it_starts", condition=Q(last_day__gte=models.F("first_day")))
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "last_day"], name="leave_by_end")]

    def __str__(self) -> str:
        return f"leave {self.pk}"
