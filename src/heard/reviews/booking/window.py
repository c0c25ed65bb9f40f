"""The days on which a review is best held: prepared as guidance counts, and inside the legal limit. Pure."""

from dataclasses import dataclass
from datetime import date

from heard.law import LawError, Nation, UnknownRule, catalogue, due_date, england_and_wales

PREPARATION = ("prep-consult-20wd-local", "prep-sw-iro-15wd", "prep-consult-invite-10wd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliest:
    """The first working day on which one step of the preparation would still be in time, if it were done today."""

    rule_id: str
    title: str
    working_days: int
    on: date
    possible: bool  # not after the limit of the review


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From when a review can be prepared in time, and until when it must be held."""

    earliest: tuple[Earliest, ...]
    latest_on: date | None
    latest_working_day: date | None

    @property
    def short_notice(self) -> bool:
        """Whether no step that guidance counts can still be in time."""
        return bool(self.earliest) and not any(one.possible for one in self.earliest)


def window(nation: Nation, *, today: date, due_on: date | None, clear_days: bool = False) -> Window:
    """Give the window of a review owed by `due_on`. Where a nation counts no days of preparation none is given."""
    calendar = england_and_wales()
    practical = calendar.previous_working_day(due_on) if due_on is not None and calendar.knows(due_on) else due_on
    found = [_earliest(rule_id, nation, today, due_on, clear_days) for rule_id in PREPARATION]
    return Window(
        earliest=tuple(one for one in found if one is not None),
        latest_on=due_on,
        latest_working_day=practical,
    )


def _earliest(rule_id: str, nation: Nation, today: date, due_on: date | None, clear_days: bool) -> Earliest | None:
    try:
        rule = catalogue().rule(rule_id, nation)
        length = rule.version_for(today).length
        day = england_and_wales().add_working_days(today, length.amount)
        while due_date(rule, counted_from=day, clear_days=clear_days).due_on < today:
            day = england_and_wales().add_working_days(day, 1)
    except (UnknownRule, LawError):
        return None
    return Earliest(
        rule_id=rule_id,
        title=rule.title,
        working_days=length.amount,
        on=day,
        possible=due_on is None or day <= due_on,
    )
