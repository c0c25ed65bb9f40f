"""The duties whose state the service's own records say: who of whom is as the duty asks, and the list behind it.

A duty is met when all are, not met when none is, partly met between; it is not assessed where there is nobody to count
or no measure to count by, and `missing` says what to do about that.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from heard.accounts.models import User
from heard.caseloads.caseload import Carried, Team, team_on
from heard.caseloads.queries import named_iros
from heard.children.models import PeriodOfCare
from heard.children.queries import visible_to
from heard.law import Nation, UnknownRule, catalogue, due_on
from heard.law.errors import LawError
from heard.quality.models import DutyRecord
from heard.quality.supervision import clocks
from heard.quality.training import attended_since, standings

State = DutyRecord.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One line of the list behind a figure: a child or an officer (one of the two), whether as the duty asks, and the
    fact (a day, a number) by which it was judged. `code` says which words go with it."""

    good: bool
    code: str
    child_id: int | None = None
    user_id: int | None = None
    name: str = ""
    on: date | None = None
    number: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A counted duty: how many of how many, and the list. `missing` is the code of what stops the count."""

    item: int
    rows: tuple[Behind, ...]
    missing: str = ""
    value: Decimal | None = None

    @property
    def good(self) -> int:
        """How many are as the duty asks."""
        return sum(row.good for row in self.rows)

    @property
    def all(self) -> int:
        """How many there are."""
        return len(self.rows)

    @property
    def state(self) -> str:
        """How the duty stands."""
        if self.missing or not self.rows:
            return State.NOT_ASSESSED.value
        if self.good == self.all:
            return State.MET.value
        return State.PARTLY.value if self.good else State.NOT_MET.value


def count_all(viewer: User, *, today: date) -> dict[int, Counted]:
    """This will count every duty that the records here decide, in a fixed number of queries. The children are those
    whom the viewer may see."""
    team = team_on(viewer.authority_id, viewer.authority.nation, on=today)
    found = [
        _every_child(viewer, today),
        _caseloads(12, team, lambda row: row.weighted_per_full_time),
        _supervised(viewer, today),
        _caseloads(17, team, lambda row: row.per_full_time),
        _trained(viewer, today),
    ]
    return {one.item: one for one in found}


def _every_child(viewer: User, today: date) -> Counted:
    """Item 1: each looked-after child has an IRO, or is still within the limit for naming one."""
    running = PeriodOfCare.objects.filter(
        authority_id=viewer.authority_id, ceased_on__isnull=True, started_on__lte=today, child__in=visible_to(viewer)
    ).select_related("child")
    periods = list(running.order_by("started_on", "pk"))
    named = named_iros([period.child_id for period in periods])
    rows = []
    for period in periods:
        limit = None if period.child_id in named else _limit(viewer.authority.nation, period)
        code = "has_iro" if period.child_id in named else "in_time" if limit and limit >= today else "without_iro"
        rows.append(
            Behind(
                good=code != "without_iro",
                code=code,
                child_id=period.child_id,
                name=period.child.shown_name,
                on=limit or period.started_on,
            )
        )
    return Counted(item=1, rows=_worst_first(rows), missing="" if rows else "no_children")


def _limit(nation: str, period: PeriodOfCare) -> date | None:
    """The last day for naming an IRO; None where the nation lays down no number, or no date can be worked out."""
    try:
        return due_on(catalogue().rule("iro-appoint-5wd", Nation(nation)), counted_from=period.started_on)
    except (UnknownRule, LawError):
        return None


def _caseloads(item: int, team: Team, number: Callable[[Carried], Decimal | None]) -> Counted:
    """Items 12 and 17: each officer in post carries no more for a full-time post than the guide. Item 12 weighs all
    work, with other duties; item 17 counts children."""
    rows = []
    for row in team.rows:
        amount = number(row)
        if amount is None and not row.load.children:
            continue
        most = row.guide.most
        good = amount is not None and most is not None and amount <= most
        code = "no_post" if amount is None else "within" if good else "over"
        rows.append(Behind(good=good, code=code, user_id=row.user.pk, name=row.user.name, number=amount))
    missing = "" if rows else "no_posts"
    if rows and all(row.guide.most is None for row in team.rows):
        missing = "no_guide"
    elif rows and all(row.number is None for row in rows):
        missing = "no_posts"
    return Counted(item=item, rows=_worst_first(rows), missing=missing, value=team.average.exact)


def _supervised(viewer: User, today: date) -> Counted:
    """Item 16: each officer was supervised within the interval that the authority set."""
    found = clocks(viewer.authority_id, today=today)
    rows = [
        Behind(
            good=not clock.overdue(today=today),
            code=("never" if clock.last_on is None else "supervised"),
            user_id=clock.officer.pk,
            name=clock.officer.name,
            on=clock.last_on or clock.due_on,
        )
        for clock in found
    ]
    missing = "" if rows else "no_officers"
    if rows and found[0].weeks is None:
        missing = "no_interval"
    return Counted(item=16, rows=_worst_first(rows), missing=missing)


def _trained(viewer: User, today: date) -> Counted:
    """Item 18: each officer attended some training in the last twelve months and is short of no mandatory course."""
    standing = standings(viewer.authority_id, today=today)
    short = {one.officer.pk for one in standing if one.is_short(today=today)}
    some = attended_since(viewer.authority_id, today=today)
    rows = []
    for clock in clocks(viewer.authority_id, today=today):
        officer = clock.officer
        code = "short" if officer.pk in short else "trained" if officer.pk in some else "none_in_year"
        rows.append(Behind(good=code == "trained", code=code, user_id=officer.pk, name=officer.name))
    return Counted(item=18, rows=_worst_first(rows), missing="" if rows else "no_officers")


def _worst_first(rows: Iterable[Behind]) -> tuple[Behind, ...]:
    return tuple(sorted(rows, key=lambda row: (row.good, row.on or date.min, row.name)))
