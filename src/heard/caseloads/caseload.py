"""How many children officers carry: by stream, for a full-time post, against the guide, by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from heard.accounts.models import User
from heard.accounts.queries import reviewing_officers
from heard.caseloads.carrying import Load, loads, per_post
from heard.caseloads.settings import Guidance, guidance, settings_of
from heard.caseloads.team import in_post


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One officer's row. `fte` is 0 for somebody who carries children without a post on the day."""

    user: User
    fte: Decimal
    load: Load
    per_full_time: Decimal | None
    weighted_per_full_time: Decimal | None
    guide: Guidance

    @property
    def against_guide(self) -> str:
        """Whether the caseload for a full-time post is over, under or within the guide; empty where none is known."""
        if self.per_full_time is None or self.guide.most is None:
            return ""
        if self.per_full_time > self.guide.most:
            return "over"
        return "under" if self.guide.fewest is not None and self.per_full_time < self.guide.fewest else "within"


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """Children over full-time posts. Each number is rounded once, from its own sum: parts need not add up."""

    children: int
    fte: Decimal

    @property
    def exact(self) -> Decimal | None:
        """To one decimal; None without a post."""
        return per_post(self.children, self.fte)

    @property
    def shown(self) -> int | None:
        """As a whole number, halves up, from the exact quotient."""
        return int((self.children / self.fte).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if self.fte else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The caseloads of a service on a day. Least, middle and most are of the officers in post, for a full-time post."""

    on: date
    rows: tuple[Carried, ...]
    average: Average
    by_stream: dict[str, Average]
    least: Decimal | None
    middle: Decimal | None
    most: Decimal | None


def team_on(authority_id: int, nation: str, *, on: date) -> Team:
    """This will count every caseload of a day, in six queries. Who neither carries nor fills a post is left out."""
    carried, posts = loads(authority_id, on=on), _fte(authority_id, on)
    settings = settings_of(authority_id)
    guide = guidance(nation, settings)
    people = {user.pk: user for user in reviewing_officers(authority_id)}
    missing = (set(carried) | set(posts)) - set(people)
    if missing:
        people |= {user.pk: user for user in User.objects.filter(pk__in=missing)}
    rows = []
    for pk in sorted(set(carried) | set(posts), key=lambda pk: (people[pk].name, pk)):
        load, fte = carried.get(pk, Load()), posts.get(pk, Decimal(0))
        rows.append(
            Carried(
                user=people[pk],
                fte=fte,
                load=load,
                per_full_time=per_post(load.children, fte),
                weighted_per_full_time=per_post(load.weight(settings), fte),
                guide=guide,
            )
        )
    each = sorted(row.per_full_time for row in rows if row.per_full_time is not None)
    return Team(
        on=on,
        rows=tuple(rows),
        average=_average(carried.values(), posts.values(), chairs=settings.chairs_conferences),
        by_stream={
            stream: Average(
                children=sum(getattr(load, stream) for load in carried.values()), fte=sum(posts.values(), Decimal(0))
            )
            for stream in ("full_time", "short_break", "pathway", "child_protection")
        },
        least=each[0] if each else None,
        middle=median(each) if each else None,
        most=each[-1] if each else None,
    )


def average_on(authority_id: int, *, on: date) -> Average:
    """This will give the average caseload of a day (M05), in five queries."""
    return _average(
        loads(authority_id, on=on).values(),
        _fte(authority_id, on).values(),
        chairs=settings_of(authority_id).chairs_conferences,
    )


def by_month(authority_id: int, *, last: date, months: int = 12) -> list[tuple[date, Average]]:
    """This will give the average at the end of each month up to the one of `last`, oldest first, and on `last` itself;
    five queries a month."""
    days = [last]
    while len(days) < months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return [(day, average_on(authority_id, on=day)) for day in reversed(days)]


def _fte(authority_id: int, on: date) -> dict[int, Decimal]:
    return {post.user_id: post.fte for post in in_post(authority_id, on=on)}


def _average(carried: Iterable[Load], posts: Iterable[Decimal], *, chairs: bool) -> Average:
    children = sum(load.children + (load.child_protection if chairs else 0) for load in carried)
    return Average(children=children, fte=sum(posts, Decimal(0)))
