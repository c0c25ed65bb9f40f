"""How an authority holds its reviews: the papers it asks for, from which age a child may run one, the school day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from django.db import transaction
from django.db.models import OuterRef, QuerySet

from heard.accounts.access import require
from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import DomainError
from heard.law import Nation
from heard.reviews.limits import PAPERS, TALK, days_of_limit, may_be_local
from heard.reviews.models import PaperKind, ReviewSettings

MAY_CHANGE = (Permission.IRO_APPOINT, Permission.AUTHORITY_MANAGE)
YOUNGEST, OLDEST = 4, 17
MOST_DAYS = 60


class UnknownPaper(DomainError):
    """Choose the papers from the list."""


class NoPapers(DomainError):
    """Choose at least one paper that a review needs."""


class BadAge(DomainError):
    """Enter an age from 4 to 17."""


class SchoolDayBackwards(DomainError):
    """The school day must end after it starts."""


class NoLimitOfYourOwn(DomainError):
    """The law or guidance of your nation counts days here, so the council cannot set a limit of its own."""


class BadNumberOfDays(DomainError):
    """Enter a number of working days from 1 to 60, or leave it empty."""


class TalkReminderAfterLimit(DomainError):
    """The first reminder of the talk must come before its limit. Enter more working days than it has, or none."""


class PapersReminderAfterLimit(DomainError):
    """The first reminder of papers must come before their limit. Enter more working days than it has, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """What goes by itself to the social worker: working days before the review of the first reminder (none: it does not
    go), and whether another goes once the limit is there."""

    talk_days: int | None = 20
    talk_limit: bool = True
    papers_days: int | None = 5
    papers_limit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSettings:
    """What is to hold. `silent_presence_counts`: being there without any view (PN4) counts as taking part.

    `local_limits` are the council's own working days by rule, where its nation counts none.
    """

    papers: tuple[str, ...]
    chairing_from_age: int
    silent_presence_counts: bool
    school_day_starts: time
    school_day_ends: time
    local_limits: Mapping[str, int] = field(default_factory=dict)
    reminders: Reminders = Reminders()


def settings_of(authority_id: int) -> ReviewSettings:
    """This will give the settings of an authority, or those that hold while nothing was set."""
    found = ReviewSettings.objects.filter(authority_id=authority_id).first()
    return found or ReviewSettings(authority_id=authority_id, school_day_starts=time(9), school_day_ends=time(15, 30))


def own_limits_of(authority: ResponsibleAuthority) -> Mapping[str, int]:
    """This will give the council's own limits by rule; none, and no query, where its nation leaves none to set."""
    return settings_of(authority.pk).local_limits if may_be_local(Nation(authority.nation)) else {}


def local_limits_of() -> QuerySet[ReviewSettings]:
    """This will give the settings of the authority of a review, for a query of reviews."""
    return ReviewSettings.objects.filter(authority_id=OuterRef("authority_id"))


@transaction.atomic
def change_settings(*, wanted: NewSettings, by: User) -> ReviewSettings:
    """Change how the authority holds its reviews. What was listed for a review stays.

    Raises NotPermitted, UnknownPaper, NoPapers, BadAge, SchoolDayBackwards, NoLimitOfYourOwn, BadNumberOfDays,
    TalkReminderAfterLimit, PapersReminderAfterLimit.
    """
    permission = next((one for one in MAY_CHANGE if by.may(one)), MAY_CHANGE[0])
    require(by, permission, authority_id=by.authority_id)
    listed = [kind for kind in PaperKind.values if kind in wanted.papers]
    if len(listed) != len(set(wanted.papers)) or PaperKind.OTHER in listed:
        raise UnknownPaper
    if not listed:
        raise NoPapers
    if not YOUNGEST <= wanted.chairing_from_age <= OLDEST:
        raise BadAge
    if wanted.school_day_ends <= wanted.school_day_starts:
        raise SchoolDayBackwards
    if not set(wanted.local_limits) <= set(may_be_local(Nation(by.authority.nation))):
        raise NoLimitOfYourOwn
    if not all(1 <= days <= MOST_DAYS for days in wanted.local_limits.values()):
        raise BadNumberOfDays
    _check_reminders(wanted, Nation(by.authority.nation))
    row, _new = ReviewSettings.objects.update_or_create(
        authority_id=by.authority_id,
        defaults={
            "papers": listed,
            "chairing_from_age": wanted.chairing_from_age,
            "silent_presence_counts": wanted.silent_presence_counts,
            "school_day_starts": wanted.school_day_starts,
            "school_day_ends": wanted.school_day_ends,
            "local_limits": dict(wanted.local_limits),
            "talk_reminder_days": wanted.reminders.talk_days,
            "talk_limit_reminder": wanted.reminders.talk_limit,
            "papers_reminder_days": wanted.reminders.papers_days,
            "papers_limit_reminder": wanted.reminders.papers_limit,
        },
    )
    log.record("review_settings.changed", authority_id=by.authority_id, by=by.pk, papers=listed)
    return row


def _check_reminders(wanted: NewSettings, nation: Nation) -> None:
    first: tuple[tuple[str, int | None, type[DomainError]], ...] = (
        (TALK, wanted.reminders.talk_days, TalkReminderAfterLimit),
        (PAPERS, wanted.reminders.papers_days, PapersReminderAfterLimit),
    )
    for rule, days, refusal in first:
        if days is None:
            continue
        if not 1 <= days <= MOST_DAYS:
            raise BadNumberOfDays
        if days <= days_of_limit(rule, nation, wanted.local_limits):
            raise refusal
