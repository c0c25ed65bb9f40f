"""All writes to authorities, teams and people."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from heard.accounts.access import require
from heard.accounts.models import Language, Nation, ResponsibleAuthority, Team, User
from heard.accounts.permissions import Permission, Role
from heard.audit import log
from heard.common import events, scope
from heard.common.errors import DomainError


class UnknownNation(DomainError):
    """The nation must be england or wales."""


class AuthorityExists(DomainError):
    """There is an authority of that name already."""


class NotAnEmail(DomainError):
    """Enter an e-mail address like name@council.example."""


class EmailTaken(DomainError):
    """Somebody has an account with that e-mail address already."""


class NoRole(DomainError):
    """Choose at least one role."""


class NoName(DomainError):
    """Enter a name."""


class WeakPassword(DomainError):
    """Choose a longer password that is harder to guess."""


class WelshNotOffered(DomainError):
    """Welsh is offered where the council is in Wales. The pages stay in English."""


class LastAdministrator(DomainError):
    """This is the last administrator. Make somebody else an administrator first."""


def create_authority(*, name: str, nation: str, by: User | None = None) -> ResponsibleAuthority:
    """Make an authority. Only the operator at the command line may (`by` is None there).

    Raises UnknownNation, AuthorityExists, NoName.
    """
    if nation not in Nation.values:
        raise UnknownNation
    if not name.strip():
        raise NoName
    with scope.within(scope.DIRECTORY), transaction.atomic():
        if ResponsibleAuthority.objects.filter(name__iexact=name.strip()).exists():
            raise AuthorityExists
        with connection.cursor() as cursor:
            cursor.execute("select nextval(pg_get_serial_sequence('accounts_responsibleauthority', 'id'))")
            number = cursor.fetchone()[0]
    with scope.within(scope.of(number)), transaction.atomic():
        authority = ResponsibleAuthority.objects.create(pk=number, name=name.strip(), nation=nation)
        log.record("authority.created", authority_id=number, by=by.pk if by else None, nation=nation)
    return authority


@transaction.atomic
def change_authority(
    *,
    authority_id: int,
    duty_email: str,
    duty_telephone: str,
    allocation_target_working_days: int | None,
    count_back_clear_days: bool,
    by: User,
) -> ResponsibleAuthority:
    """Change the settings of an authority. Raises NotPermitted, NotAnEmail."""
    require(by, Permission.AUTHORITY_MANAGE, authority_id=authority_id)
    authority = ResponsibleAuthority.objects.select_for_update().get(pk=authority_id)
    authority.duty_email = _checked_email(duty_email) if duty_email else ""
    authority.duty_telephone = duty_telephone.strip()
    authority.allocation_target_working_days = allocation_target_working_days
    authority.count_back_clear_days = count_back_clear_days
    authority.save(
        update_fields=["duty_email", "duty_telephone", "allocation_target_working_days", "count_back_clear_days"]
    )
    log.record("authority.changed", authority_id=authority_id, by=by.pk)
    return authority


@transaction.atomic
def create_team(*, authority_id: int, name: str, by: User | None) -> Team:
    """Make a team, or give the one of that name. Raises NotPermitted, NoName."""
    if by is not None:
        require(by, Permission.PEOPLE_MANAGE, authority_id=authority_id)
    if not name.strip():
        raise NoName
    team, created = Team.objects.get_or_create(authority_id=authority_id, name=name.strip())
    if created:
        log.record("team.created", authority_id=authority_id, by=by.pk if by else None, team=team.pk)
    return team


@transaction.atomic
def create_user(
    *,
    authority_id: int,
    email: str,
    name: str,
    roles: list[str],
    password: str | None,
    by: User | None,
    team_id: int | None = None,
    language: str = "",
    access_until: date | None = None,
) -> User:
    """Make an account; without a password nobody can sign in with it until one is set.

    Raises NotPermitted, NotAnEmail, EmailTaken, NoRole, NoName, WeakPassword.
    """
    if by is not None:
        require(by, Permission.PEOPLE_MANAGE, authority_id=authority_id)
    if not name.strip():
        raise NoName
    user = User(
        authority_id=authority_id,
        email=_checked_email(email),
        name=name.strip(),
        roles=_checked_roles(roles),
        team_id=team_id,
        language=language,
        access_until=access_until,
    )
    _refuse_taken(user)
    _set_password(user, password)
    user.save(force_insert=True)
    log.record("user.created", authority_id=authority_id, by=by.pk if by else None, user=user.pk, roles=user.roles)
    return user


@transaction.atomic
def change_user(
    *,
    user_id: int,
    name: str,
    roles: list[str],
    team_id: int | None,
    is_active: bool,
    access_until: date | None,
    by: User,
    today: date | None = None,
) -> User:
    """Change what somebody is called and may do. Raises NotPermitted, NoRole, NoName, LastAdministrator.

    Higher floors are told in the same transaction and may refuse; with `today` they judge the new role at once,
    without it at night.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    require(by, Permission.PEOPLE_MANAGE, authority_id=user.authority_id)
    if not name.strip():
        raise NoName
    roles = _checked_roles(roles)
    if Role.ADMINISTRATOR in user.roles and (Role.ADMINISTRATOR not in roles or not is_active):
        _refuse_last_administrator(user)
    user.name, user.roles, user.team_id = name.strip(), roles, team_id
    user.is_active, user.access_until = is_active, access_until
    user.save(update_fields=["name", "roles", "team", "is_active", "access_until"])
    log.record("user.changed", authority_id=user.authority_id, by=by.pk, user=user.pk, roles=roles, is_active=is_active)
    events.publish("user.changed", authority_id=user.authority_id, user_id=user.pk, today=today)
    return user


@transaction.atomic
def choose_language(*, language: str, by: User) -> None:
    """Remember the language in which somebody wants to be met. Raises WelshNotOffered."""
    if language == Language.WELSH and by.authority.nation != Nation.WALES:
        raise WelshNotOffered
    User.objects.filter(pk=by.pk).update(language=language if language in ("en", "cy") else "")


def _checked_email(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise NotAnEmail from error
    return email.strip().lower()


def _checked_roles(roles: list[str]) -> list[str]:
    chosen: list[str] = [role.value for role in Role if role.value in roles]
    if not chosen or len(chosen) != len(set(roles)):
        raise NoRole
    return chosen


def _refuse_taken(user: User) -> None:
    with scope.within(scope.DIRECTORY):
        taken = User.objects.filter(email__iexact=user.email).exists()
    if taken:
        raise EmailTaken


def _set_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
    user.set_password(password)


def _refuse_last_administrator(user: User) -> None:
    others = User.objects.filter(
        authority_id=user.authority_id, is_active=True, roles__contains=[Role.ADMINISTRATOR]
    ).exclude(pk=user.pk)
    if not others.exists():
        raise LastAdministrator
