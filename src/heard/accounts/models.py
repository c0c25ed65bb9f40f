from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from heard.accounts.permissions import Permission, Role, permitted
from heard.common import history


class Nation(models.TextChoices):
    """Whose law holds: the responsible authority's, wherever the child lives."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"


class Language(models.TextChoices):
    """The language in which somebody is met first."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Cymraeg"


@history.track()
class ResponsibleAuthority(models.Model):
    """A council that looks after children, with its own settings."""

    name = models.CharField(max_length=120, unique=True)
    nation = models.CharField(max_length=10, choices=Nation)
    service_name = models.CharField(max_length=120, default="Independent reviewing service")
    duty_email = models.EmailField(blank=True)
    duty_telephone = models.CharField(max_length=30, blank=True)
    allocation_target_working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    count_back_clear_days = models.BooleanField(default=False)
    local_terms = models.JSONField(default=dict, blank=True)
    code_903 = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="authority_name_is_unique_in_any_case"),
            models.CheckConstraint(
                name="allocation_target_is_one_to_twenty_working_days",
                condition=Q(allocation_target_working_days__isnull=True)
                | Q(allocation_target_working_days__range=(1, 20)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OwnedByAuthority(models.Model):
    """Every row of the service says whose it is; PostgreSQL holds everybody to it."""

    authority = models.ForeignKey(ResponsibleAuthority, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class HeldByItsChild(OwnedByAuthority):
    """A bulk row whose key to its child or period names the authority too (`common.keys`): one check instead of three,
    and no row can hang on another authority's child."""

    authority = models.ForeignKey(
        ResponsibleAuthority, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        abstract = True


@history.track()
class Team(OwnedByAuthority):
    """A team of social workers, or the reviewing service itself."""

    name = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "name"], name="team_name_is_unique_in_authority")
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Looks people up by e-mail, in any case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@history.track(exclude=["password"])
class User(OwnedByAuthority, AbstractBaseUser):
    """Somebody with an account: one authority, one or more roles, perhaps a team."""

    last_login = None  # the log of events says who signed in when
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    roles = ArrayField(
        models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role]), default=list
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    line_manager = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="manages")
    language = models.CharField(max_length=2, choices=Language, blank=True)
    is_active = models.BooleanField(default=True)
    access_until = models.DateField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="email_is_unique_in_any_case"),
            models.CheckConstraint(name="user_has_a_role", condition=~Q(roles=[])),
            models.CheckConstraint(
                name="nobody_is_their_own_line_manager",
                condition=Q(line_manager__isnull=True) | ~Q(line_manager=models.F("id")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "name"], name="user_of_authority")]

    def __str__(self) -> str:
        return f"user {self.pk}"

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Everything that the user's roles may do."""
        return permitted(self.roles)

    def may(self, permission: Permission) -> bool:
        """Whether a role of the user bundles the permission."""
        return self.is_active and permission in self.permissions
