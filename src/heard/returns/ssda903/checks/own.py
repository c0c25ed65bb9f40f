"""Section G: what nobody publishes a check for. These have our own codes, never a department's."""

from collections.abc import Iterable
from datetime import date

from heard.returns.ssda903.checks.reviews import fourth_birthday
from heard.returns.ssda903.checks.table import BLANK, Case, ChildCheck, CodesCheck, LastYearCheck, ReviewCheck
from heard.returns.ssda903.child import Child903
from heard.returns.ssda903.dates import in_words
from heard.returns.ssda903.periods import PeriodOfCare903, periods_of_care
from heard.returns.ssda903.rows import OtherRow, ReviewRow, Row


def _outside_care(case: Case) -> Iterable[Row]:
    """Give reviews on no day in care. Before a first period that began before the file does, nobody can tell."""
    if not case.reviews or not case.episodes or _never_left(case) or case.child.is_short_break_only:
        return ()
    last = case.episodes[-1]
    stays = [
        (row.decom, row.dec or date.max)
        for row in case.episodes
        if row.decom is not None and (row.dec is not None or row is last)
    ]
    outside = [
        row
        for row in case.reviews
        if row.review is not None and not any(began <= row.review <= ceased for began, ceased in stays)
    ]
    if not outside:
        return ()
    periods = periods_of_care(case.episodes)
    return [row for row in outside if row.review is not None and periods and not _in_care(row.review, periods)]


def _never_left(case: Case) -> bool:
    """Say quickly that no review can be outside: one unbroken chain, still open, and no review before it."""
    rows = case.episodes
    first = rows[0].decom
    if first is None or rows[-1].has_dec:
        return False
    if any(row.rec != "X1" or row.dec is None for row in rows[:-1]):
        return False
    return min((row.review for row in case.reviews if row.review is not None), default=first) >= first


def _in_care(day: date, periods: tuple[PeriodOfCare903, ...]) -> bool:
    first = periods[0]
    if not first.start_is_known and day < first.started_on:
        return True
    return any(period.holds(day) for period in periods)


def _says_outside(row: Row, case: Case) -> str:
    day = row.review if isinstance(row, ReviewRow) else None
    when = in_words(day) if day is not None else "that day"
    return f"The child was not in care on {when} by the episodes of this return. The review is kept and not counted."


def _after(day: date, case: Case) -> Iterable[Row]:
    return [row for row in case.reviews if row.review is not None and row.review > day]


def _one_day(case: Case) -> Iterable[Row]:
    days = [row.review for row in case.reviews if row.review is not None]
    if len(set(days)) == len(days):
        return ()
    return [row for row in case.reviews if row.review is not None and days.count(row.review) > 1]


def _on_fourth_birthday(case: Case) -> Iterable[Row]:
    return [row for row in case.reviews if row.review_code == "PN0" and row.review == fourth_birthday(row, case)]


def _unknown_elsewhere(case: Case) -> Iterable[Row]:
    if case.header is not None:
        return ()
    others: list[OtherRow] = [row for rows in case.child.others.values() for row in rows]
    return (*case.child.uasc, *case.child.placed_for_adoption, *others)


def _rebuilt_otherwise(case: Case, before: Child903) -> Iterable[Row]:
    """Compare the periods that both years' files tell of: same start where both know it, and no end that moved."""
    earlier = [period for period in periods_of_care(before.episodes) if not period.short_break]
    now = [period for period in periods_of_care(case.episodes) if not period.short_break]
    last = earlier[-1] if earlier else None
    if last is None:
        return ()
    if last.ceased_on is None and not any(period.started_on < case.starts_on for period in now):
        return now[0].episodes[:1] if now else case.child.headers[:1]
    return [period.episodes[0] for period in now if not _agrees(period, earlier, case.starts_on)]


def _agrees(period: PeriodOfCare903, earlier: list[PeriodOfCare903], year_starts_on: date) -> bool:
    if period.started_on >= year_starts_on:
        return True
    if period.start_is_known:
        return any(other.started_on == period.started_on or not other.start_is_known for other in earlier)
    return any(other.holds(period.started_on) for other in earlier)


CHECKS = (
    CodesCheck(
        code="H-DECOM-BLANK",
        title="The episode has no start",
        field="DECOM",
        level="refused",
        test=lambda codes, year: codes.decom == BLANK,
        says="The episode has no date on which it began. Fill in DECOM.",
    ),
    ChildCheck(
        code="H-CHILD-UNKNOWN",
        title="A child who is not in the Header file",
        field="CHILD",
        level="refused",
        find=_unknown_elsewhere,
        says="The child is not in the Header file. Add the child there or put the identifier right.",
    ),
    ChildCheck(
        code="H-REVIEW-OUTSIDE",
        title="A review before or after the period of care",
        field="REVIEW",
        find=_outside_care,
        says=_says_outside,
    ),
    ChildCheck(
        code="H-REVIEW-FUTURE",
        title="A review after the day of import",
        field="REVIEW",
        find=lambda case: _after(case.on, case),
        says=lambda row, case: (
            f"The review is dated after {in_words(case.on)}, the day of this import. Check the date."
        ),
    ),
    ChildCheck(
        code="H-REVIEW-AFTER-YEAR",
        title="A review after the collection year",
        field="REVIEW",
        find=lambda case: _after(case.ends_on, case),
        says=lambda row, case: f"The review is dated after {in_words(case.ends_on)}, the last day of this return.",
    ),
    ChildCheck(
        code="H-REVIEW-TWICE",
        title="Two reviews on one day",
        field="REVIEW",
        find=_one_day,
        says="The child has another review on the same day. Both were taken as one.",
    ),
    ReviewCheck(
        code="H-PN0-BIRTHDAY",
        title="PN0 on the fourth birthday",
        field="REVIEW_CODE",
        find=_on_fourth_birthday,
        says="The child turned 4 on the day of the review. PN0 is for children under 4, so give another code.",
    ),
    LastYearCheck(
        code="H-PERIOD-REBUILT",
        title="A period of care that two years' files tell differently",
        field="DECOM",
        find=_rebuilt_otherwise,
        says="This year's and last year's files do not join into one period of care. Reviews at the join are unsure.",
    ),
)
