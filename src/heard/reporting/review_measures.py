"""M08 to M12: reviews held, in time per review and per child, how late, adjourned."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.held import KINDS, Held, reviews_held
from heard.deadlines.measures import (
    CHAINS,
    FULL_TIME,
    SHORT_BREAK,
    MonthCount,
    Span,
    children_in_time,
    lateness,
    reviews_by_month,
)
from heard.reporting.shapes import Definition, Line, Measure, Month, Unit, count, percent, share
from heard.reviews.measures.recorded import Between, why_adjourned
from heard.reviews.models import Adjournment

STREAMS: dict[str, str | Promise] = {FULL_TIME: _("Full-time care"), SHORT_BREAK: _("Short breaks")}


def held(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M08, with its parts by stream and by kind, and the months."""
    rows = [row for row in reviews_held(authority.pk, span) if row.completed]
    streams, kinds = Counter(row.stream for row in rows), Counter(row.kind for row in rows)
    parts = {stream: streams[stream] for stream in CHAINS} | {kind: kinds[kind] for kind in KINDS}
    return [count(len(rows), parts=parts, months=_months(rows))]


def _months(rows: Iterable[Held]) -> tuple[Month, ...]:
    held_in = Counter(row.held_on.replace(day=1) for row in rows)
    return tuple(
        Month(month=month, value=Decimal(number), numerator=Decimal(number), denominator=None)
        for month, number in sorted(held_in.items())
    )


def in_time_per_review(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M09 for all streams together and for each apart, by month."""
    months = reviews_by_month(authority.pk, span)
    whole = _in_time(months)
    streams = [
        _in_time([month for month in months if month.stream == stream], key=stream, name=STREAMS[stream])
        for stream in CHAINS
    ]
    return [whole, *streams]


def _in_time(months: Sequence[MonthCount], *, key: str = "", name: str | Promise = "") -> Line:
    sums: dict[date, tuple[int, int]] = {}
    for month in months:
        good, every = sums.get(month.month, (0, 0))
        sums[month.month] = (good + month.in_time, every + month.all)
    return share(
        sum(month.in_time for month in months),
        sum(month.all for month in months),
        key=key,
        name=name,
        parts={
            "in_time": sum(month.in_time for month in months),
            "late": sum(month.late for month in months),
            "not_held": sum(month.not_held for month in months),
            "left_out": sum(month.left_out for month in months),
        },
        months=tuple(
            Month(month=month, value=percent(good, every), numerator=Decimal(good), denominator=Decimal(every))
            for month, (good, every) in sorted(sums.items())
        ),
    )


def in_time_per_child(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M10, for full-time care; short breaks stand in a line of their own."""
    full = children_in_time(authority.pk, span)
    short = children_in_time(authority.pk, span, SHORT_BREAK)
    return [
        share(full.numerator, full.denominator),
        share(short.numerator, short.denominator, key=SHORT_BREAK, name=STREAMS[SHORT_BREAK]),
    ]


def how_late(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M11: the middle value and the largest, in working days, and the reasons."""
    found = lateness(authority.pk, span)
    of = Decimal(found.count)
    middle = None if found.median_days is None else Decimal(str(found.median_days))
    most = None if found.most_days is None else Decimal(found.most_days)
    return [
        Line(value=middle, numerator=None, denominator=of, unit=Unit.WORKING_DAYS, parts=dict(found.reasons)),
        Line(value=most, numerator=None, denominator=of, unit=Unit.WORKING_DAYS, key="most", name=_("The latest")),
        share(found.avoidable, found.judged, key="avoidable", name=_("Could have been avoided, of those judged")),
    ]


def adjourned(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M12, with the reasons. One whose limit to complete has not passed is not counted yet."""
    why = why_adjourned(Between(authority_id=authority.pk, first=span.first, last=span.census))
    rows = [row for row in reviews_held(authority.pk, span) if row.review_id in why or _was_adjourned(row)]
    reasons = Counter(why.get(row.review_id, "") for row in rows)
    judged = [row for row in rows if row.completed_on is not None or _limit_passed(row, span)]
    good = sum(_completed_in_time(row) for row in judged)
    parts = {"adjourned": len(rows), "still_open": len(rows) - len(judged)}
    return [share(good, len(judged), parts=parts | {reason: reasons[reason] for reason in (*Adjournment.Why, "")})]


def _was_adjourned(row: Held) -> bool:
    return not row.completed or (row.completed_on is not None and row.completed_on > row.held_on)


def _limit_passed(row: Held, span: Span) -> bool:
    return row.complete_by is not None and row.complete_by <= span.limits_until


def _completed_in_time(row: Held) -> bool:
    return row.completed_on is not None and (row.complete_by is None or row.completed_on <= row.complete_by)


MEASURES = (
    Measure(
        definition=Definition(
            id="M08",
            name=_("Reviews held"),
            counted=_("Completed reviews whose first sitting was in the period."),
            out_of=_("A plain count."),
            note=_(
                "By stream, by kind (first, second, later, early) and by month. Early is a second or later review held"
                " before half of the time to its limit had passed."
            ),
        ),
        compute=held,
    ),
    Measure(
        definition=Definition(
            id="M09",
            name=_("Reviews in time"),
            counted=_(
                "Reviews held in the period on or before the day they were due and, if held in parts, completed within"
                " the limit."
            ),
            out_of=_(
                "All completed reviews held in the period, and reviews that fell due in it and were still not held at"
                " its end."
            ),
            note=_(
                "A review due today is not late before the day is over. In a table by month a review stands in the"
                " month it was held; one not yet held stands in the month it was due. Left out: a review that still"
                " goes on, one whose limit cannot be worked out, and a late one of the months of 2020 when the limit"
                " was relaxed."
            ),
        ),
        compute=in_time_per_review,
    ),
    Measure(
        definition=Definition(
            id="M10",
            name=_("Children with every review in time"),
            counted=_("Of these children, those whose every review that fell due in the period was in time."),
            out_of=_(
                "Children in full-time care on the last day of the period, or today, for whom at least one review fell"
                " due in it."
            ),
            note=_(
                "This counts children and M09 counts reviews: the two figures differ and neither stands for the other."
                " Short breaks are shown apart."
            ),
        ),
        compute=in_time_per_child,
    ),
    Measure(
        definition=Definition(
            id="M11",
            name=_("How late, and why"),
            counted=_("Working days from the day due to the day held: the middle value and the largest."),
            out_of=_("Reviews held late in the period, by the reason that was given."),
            note=_(
                "A late review without a reason is shown as such and is never left out. How many could have been"
                " avoided stands beside it, of those of which somebody has said so or not."
            ),
        ),
        compute=how_late,
    ),
    Measure(
        definition=Definition(
            id="M12",
            name=_("Adjourned"),
            counted=_("Of these reviews, those completed within 20 working days of the first sitting."),
            out_of=_("Reviews of the period that were held in parts and are completed, or whose limit has passed."),
            note=_(
                "How many were adjourned in all, how many of them still go on, and why they were adjourned, stands"
                " beside it. A series of sittings without an adjournment is counted alike, without a reason."
            ),
        ),
        compute=adjourned,
    ),
)
