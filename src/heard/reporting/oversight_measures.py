"""M27, M28, M29 and M31: midway checks, contact with the child, significant changes, plans revised after a review."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.measures import Span
from heard.oversight import measures
from heard.planning.models import ChangeDecision, SignificantChange
from heard.reporting.shapes import Definition, Line, Measure, Unit, count, share
from heard.reporting.told import EARLIER, SINCE, judged_by, since_told
from heard.reviews.measures.telling import telling

OUTCOMES: Mapping[str, str | Promise] = {
    ChangeDecision.Decision.REVIEW_NOW: _("A review was held or called"),
    ChangeDecision.Decision.AT_NEXT: _("Left to the next review"),
    ChangeDecision.Decision.NONE: _("No review"),
    measures.OPEN: _("Not decided yet"),
}
NO_RULE = _("The law of Wales sets no number of days for this.")


def midway(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M27: intervals between reviews with a check within them."""
    told = telling(authority.pk)
    found = measures.midway(authority.pk, first=span.first, last=span.census, told=told)
    line = share(found.numerator, found.denominator, parts=found.parts)
    return since_told([line], since=told.since, left_out=found.left_out, census=span.census)


def contact(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M28, and how many of these children were seen alone.

    No share while the months looked at begin before the service can tell: who was seen then is known to nobody.
    """
    found = measures.contact(authority.pk, census=span.census)
    alone = found.parts["seen_alone"]
    lines = [
        share(found.numerator, found.denominator, parts=found.parts),
        share(alone, found.denominator, key="alone", name=_("Seen or spoken with alone")),
    ]
    told = telling(authority.pk)
    if told.since is not None and measures.contact_since(span.census) < told.since <= span.census:
        lines = [replace(line, value=None, note=EARLIER) for line in lines]
    return since_told(lines, since=told.since, left_out=0, census=span.census)


def changes(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M29: how many by kind, what was decided, and the middle of the days to the IRO."""
    found = measures.changes(authority.pk, first=span.first, last=span.census)
    kinds = {kind.value: found.kinds[kind.value] for kind in SignificantChange.Kind if kind.value in found.kinds}
    middle = None if found.middle_days is None else Decimal(str(found.middle_days))
    lines = [
        count(found.told, parts=kinds),
        *(share(found.outcomes.get(key, 0), found.told, key=key, name=name) for key, name in OUTCOMES.items()),
        Line(
            value=middle,
            numerator=None,
            denominator=Decimal(found.counted_days),
            unit=Unit.DAYS,
            key="days",
            name=_("Days from the event until the IRO was told, middle value"),
        ),
    ]
    since = telling(authority.pk).since
    if found.told and (since is None or since > span.census):
        return [replace(line, since=since) for line in lines]
    return since_told(lines, since=since, left_out=0, census=span.census)


def plan_in_date(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M31; Wales has no such limit, and a council there may have its own."""
    own = judged_by(measures.PLAN_UPDATED, authority)
    if own is None:
        return [Line(value=None, numerator=None, denominator=None, note=NO_RULE)]
    told = telling(authority.pk)
    found = measures.plan_in_date(authority, census=span.census, until=span.limits_until, told=told)
    line = share(found.numerator, found.denominator, note=own, parts=found.parts)
    return since_told([line], since=told.since, left_out=found.left_out, census=span.census)


MEASURES = (
    Measure(
        definition=Definition(
            id="M27",
            name=_("Midway check"),
            counted=_("Of these intervals, those in which the IRO recorded a midway check."),
            out_of=_("Intervals of 3 months or more between two consecutive reviews, the later held in the period."),
            note=_(
                "Good practice: no law sets a midway check. Shorter intervals stand beside it. An interval that began"
                " before the day from which the service counts is left out."
            ),
            since=SINCE,
            version=2,
        ),
        compute=midway,
    ),
    Measure(
        definition=Definition(
            id="M28",
            name=_("Contact of the IRO with the child"),
            counted=_("Of these children, those with whom the IRO was in direct contact in the last 6 months."),
            out_of=_("Children in full-time care for 6 months or more on the last day of the period, or today."),
            note=_(
                "Counted are contacts with the child, private talks, and talks at a midway check. Those seen or spoken"
                " with alone stand in a line of their own. There is no share until the service has been in use for"
                " these 6 months: who was seen before is known to nobody."
            ),
            since=SINCE,
            version=2,
        ),
        compute=contact,
    ),
    Measure(
        definition=Definition(
            id="M29",
            name=_("Significant changes"),
            counted=_("Changes and events of which the IRO was told in the period."),
            out_of=_("A plain count; what was decided is out of all that were told."),
            note=_("By kind. The days count from an event to the day it was told; proposals have none."),
        ),
        compute=changes,
    ),
    Measure(
        definition=Definition(
            id="M31",
            name=_("Plan revised in time"),
            counted=_("Of these children, those whose care plan was revised within 10 working days of the review."),
            out_of=_(
                "Children in full-time care on the last day of the period, or today, whose plan was revised in time"
                " after their last completed review, or whose limit has passed."
            ),
            note=_(
                "Statutory guidance of England; in Wales the council’s own limit, if it has set one. Not judged: a"
                " child without a completed review, and one whose limit still runs."
            ),
            since=SINCE,
            version=2,
        ),
        compute=plan_in_date,
    ),
)
