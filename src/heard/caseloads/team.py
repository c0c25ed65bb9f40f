"""Reads about the officers: who they are for the work, whose registration lapses, what the team is made of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from django.db.models import Q, QuerySet

from heard.accounts.models import User
from heard.accounts.queries import reviewing_officers
from heard.caseloads.models import Leave, OfficerIdentity, OfficerProfile, OfficerRegistration, Post
from heard.caseloads.settings import settings_of
from heard.children.models import Child
from heard.law import Nation
from heard.law.independence import Registration, is_registered, lacks_experience

FEWEST_SHOWN = 5
ETHNIC_GROUPS = ("white", "mixed", "asian", "black", "other")
Row = TypeVar("Row", OfficerRegistration, Leave)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An active reviewing officer with everything that counts for the work. `fte` is 0 without a post that day."""

    user: User
    profile: OfficerProfile | None
    registrations: tuple[OfficerRegistration, ...]
    post: Post | None
    leave: tuple[Leave, ...]

    @property
    def fte(self) -> Decimal:
        """The part of a full-time post."""
        return self.post.fte if self.post else Decimal(0)

    @property
    def experienced_since(self) -> date | None:
        """The day from which experience counts: as told, else the qualification."""
        return (self.profile.experienced_since or self.profile.qualified_on) if self.profile else None

    def entries(self) -> tuple[Registration, ...]:
        """The registrations as the law reads them."""
        return tuple(
            Registration(body=row.body, from_on=row.from_on, until_on=row.renew_by) for row in self.registrations
        )


def in_post(authority_id: int, *, on: date) -> QuerySet[Post]:
    """This will list the posts that run on a day."""
    return Post.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=on), authority_id=authority_id, from_on__lte=on
    )


def officers(authority_id: int, *, on: date, user_ids: Iterable[int] | None = None) -> list[Officer]:
    """This will list the active officers by name, with post and leave on or after a day, in five queries."""
    people = reviewing_officers(authority_id)
    if user_ids is not None:
        people = people.filter(pk__in=list(user_ids))
    users = list(people)
    wanted = [user.pk for user in users]
    profiles = {row.user_id: row for row in OfficerProfile.objects.filter(user_id__in=wanted)}
    posts = {row.user_id: row for row in in_post(authority_id, on=on).filter(user_id__in=wanted)}
    registrations = _by_user(OfficerRegistration.objects.filter(user_id__in=wanted).order_by("from_on", "pk"))
    leave = _by_user(Leave.objects.filter(user_id__in=wanted, last_day__gte=on).order_by("first_day", "pk"))
    return [
        Officer(
            user=user,
            profile=profiles.get(user.pk),
            registrations=tuple(registrations.get(user.pk, ())),
            post=posts.get(user.pk),
            leave=tuple(leave.get(user.pk, ())),
        )
        for user in users
    ]


def _by_user(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.user_id, []).append(row)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something about an officer that the manager must look at."""

    user: User
    code: str
    sentence: str
    on: date | None = None


def notices(authority_id: int, nation: str, *, today: date) -> list[Notice]:
    """This will list, by name: registrations that lapsed, lapse soon or are not recorded, and short experience."""
    days = settings_of(authority_id).registration_warning_days
    return notices_of(officers(authority_id, on=today), nation, today=today, warning_days=days)


def notices_of(found_officers: Iterable[Officer], nation: str, *, today: date, warning_days: int) -> list[Notice]:
    """This will list the notices of officers who were read already, in their order."""
    law = Nation(nation)
    found: list[Notice] = []
    for officer in found_officers:
        registration = _registration_notice(officer, law, today=today, days=warning_days)
        if registration:
            found.append(registration)
        since = officer.experienced_since
        if since is not None and lacks_experience(law, since, on=today):
            found.append(
                Notice(
                    user=officer.user,
                    code="short-experience",
                    sentence="Has less experience than is expected of an IRO.",
                    on=since,
                )
            )
    return found


def _registration_notice(officer: Officer, nation: Nation, *, today: date, days: int) -> Notice | None:
    user, entries = officer.user, officer.entries()
    if not entries:
        return Notice(user=user, code="no-registration", sentence="No registration is recorded. Record it.")
    last = max(row.renew_by for row in officer.registrations)
    if not is_registered(nation, entries, on=today):
        return Notice(user=user, code="lapsed", sentence="The registration is not valid today. Name no child.", on=last)
    if not is_registered(nation, entries, on=today + timedelta(days=days)):
        return Notice(user=user, code="lapses-soon", sentence="The registration must be renewed soon.", on=last)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeUp:
    """What the team is made of on a day: people and full-time posts by employment, and how many manage."""

    on: date
    people: dict[str, int] = field(default_factory=dict)
    fte: dict[str, Decimal] = field(default_factory=dict)
    with_management_experience: int = 0

    @property
    def all_fte(self) -> Decimal:
        """All full-time posts together."""
        return sum(self.fte.values(), Decimal(0))


def make_up(authority_id: int, *, on: date) -> MakeUp:
    """This will count the people in post on a day by employment, in two queries."""
    posts = list(in_post(authority_id, on=on))
    people = Counter(post.employment for post in posts)
    fte: dict[str, Decimal] = {}
    for post in posts:
        fte[post.employment] = fte.get(post.employment, Decimal(0)) + post.fte
    managed = OfficerProfile.objects.filter(
        user_id__in=[post.user_id for post in posts], management_experience=True
    ).count()
    return MakeUp(on=on, people=dict(people), fte=fte, with_management_experience=managed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stayed:
    """Continuity of employment: of the people in post on the first day, those in post on the last; and who came."""

    numerator: int
    denominator: int
    joined: int


def continuity_of_employment(authority_id: int, *, first: date, last: date) -> Stayed:
    """This will compare the people in post on two days, in two queries."""
    before = set(in_post(authority_id, on=first).values_list("user_id", flat=True))
    after = set(in_post(authority_id, on=last).values_list("user_id", flat=True))
    return Stayed(numerator=len(before & after), denominator=len(before), joined=len(after - before))


def identity_of_team(authority_id: int, fact: str) -> dict[str, int]:
    """This will count what officers told about themselves by one fact, and give no count under five.

    Groups under five are counted with those who did not tell, under the empty key; when that is under five too, the
    smallest group shown is put with it, so that nothing can be worked out from the size of the team.
    """
    if fact not in ("ethnicity", "gender", "disability", "first_language"):
        raise LookupError(fact)
    told = dict(
        OfficerIdentity.objects.filter(authority_id=authority_id, user__in=reviewing_officers(authority_id))
        .order_by()
        .values_list("user_id", fact)
    )
    people = reviewing_officers(authority_id).count()
    return _never_under_five(Counter(value for value in told.values() if value), everybody=people)


def identity_of_children(authority_id: int, fact: str) -> dict[str, int]:
    """This will count the looked-after children by ethnicity (main group) or sex, and give no count under five.

    `ethnicity` gives the keys of ETHNIC_GROUPS, `sex` "girl" and "boy"; what is not known is under the empty key.
    """
    if fact not in ("ethnicity", "sex"):
        raise LookupError(fact)
    children = Child.objects.filter(authority_id=authority_id, periods_of_care__ceased_on__isnull=True)
    children = children.filter(periods_of_care__isnull=False)
    codes = list(children.order_by().values_list("pk", fact).distinct())
    group = ethnic_group if fact == "ethnicity" else lambda code: {"1": "boy", "2": "girl"}.get(code, "")
    groups = Counter(group(code) for _, code in codes)
    groups.pop("", None)
    return _never_under_five(groups, everybody=len(codes))


def ethnic_group(code: str) -> str:
    """This will give the main group of an ethnicity of the looked-after return; empty where it tells none."""
    if code in ("WROM", "WIRT", "WBRI", "WIRI", "WOTH"):
        return "white"
    return {"M": "mixed", "A": "asian", "B": "black", "O": "other"}.get(code[:1], "asian" if code == "CHNE" else "")


def _never_under_five(groups: Counter[str], *, everybody: int) -> dict[str, int]:
    shown = {value: n for value, n in groups.items() if n >= FEWEST_SHOWN}
    rest = everybody - sum(shown.values())
    while shown and 0 < rest < FEWEST_SHOWN:
        smallest = min(shown, key=lambda value: (shown[value], value))
        rest += shown.pop(smallest)
    if rest >= FEWEST_SHOWN:
        shown[""] = rest
    return dict(sorted(shown.items(), key=lambda item: (-item[1], item[0])))


def collective_knowledge(authority_id: int, *, on: date) -> dict[str, int]:
    """This will count the people in post on a day who know each subject well."""
    people = in_post(authority_id, on=on).values("user_id")
    rows = OfficerProfile.objects.filter(user_id__in=people).values_list("specialisms", flat=True)
    return dict(sorted(Counter(subject for row in rows for subject in row).items()))
