"""M24 to M26: how soon decisions and records were sent, how managers answered, what became of the decisions."""

from collections import Counter
from decimal import Decimal
from statistics import median

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.measures import Span
from heard.law import Nation
from heard.reporting.shapes import Definition, Line, Measure, Unit, share
from heard.reporting.told import SINCE, judged_by, told_of
from heard.reviews.measures.decisions import (
    DECISIONS,
    DISTRIBUTED,
    RECORD,
    answer_sets,
    carried_more_than_once,
    days_to_letter,
    due_decisions,
    followed_up,
)

NO_LIMIT = _("Welsh law sets no limit in working days for this.")
STEPS: tuple[tuple[str, str, str | Promise], ...] = (
    (DECISIONS, "", ""),
    (RECORD, "record", _("Record written in time")),
    (DISTRIBUTED, "distributed", _("Record sent out in time")),
)
KINDS: dict[str, str | Promise] = {
    "agreed": _("Agreed"),
    "disagreed": _("Disagreed"),
    "silent": _("Silent, and so agreed"),
}
OWNERS: dict[str, str | Promise] = {
    "sw": _("Social worker"),
    "tm": _("Team manager"),
    "carer": _("Carer"),
    "parent": _("Parent or family"),
    "school": _("School"),
    "health": _("Health"),
    "iro": _("IRO"),
    "child": _("The child or young person"),
    "other": _("Somebody else"),
}
OUTCOMES = ("in_time", "late", "open", "dropped", "carried")


def sent_in_time(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M24: decisions sent, record written, record sent out, and the days to the child's letter."""
    lines: list[Line] = []
    for rule_id, key, name in STEPS:
        own = judged_by(rule_id, authority)
        if own is None:
            lines.append(Line(value=None, numerator=None, denominator=None, key=key, name=name, note=NO_LIMIT))
            continue
        rows = followed_up(authority, rule_id, first=span.first, last=span.limits_until)
        told = told_of(authority, span, rows, day=lambda row: row.held_on)
        good = sum(row.in_time for row in told.rows)
        never = sum(row.done_on is None for row in told.rows)
        parts = {"in_time": good, "late": len(told.rows) - good - never, "not_done": never}
        lines += told.lines(share(good, len(told.rows), key=key, name=name, note=own, parts=parts))
    return [*lines, _letters(authority, span)]


def _letters(authority: ResponsibleAuthority, span: Span) -> Line:
    days = days_to_letter(authority.pk, first=span.first, last=span.census)
    middle = Decimal(str(median(days))).normalize() if days else None
    return Line(
        value=middle,
        numerator=None,
        denominator=Decimal(len(days)),
        unit=Unit.DAYS,
        key="letter",
        name=_("Days to the child’s letter, the middle value"),
    )


def answers(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M25: sets of decisions that a manager answered, and each way apart."""
    found = answer_sets(authority.pk, Nation(authority.nation), first=span.first, last=span.census, today=span.today)
    kinds = Counter(one.kind for one in found)
    settled = len(found) - kinds["waiting"]
    parts = {kind: kinds[kind] for kind in (*KINDS, "waiting")}
    whole = share(kinds["agreed"] + kinds["disagreed"], settled, parts=parts)
    return [whole, *(share(kinds[kind], settled, key=kind, name=name) for kind, name in KINDS.items())]


def carried_out(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M26: decisions done by their day, and what became of the others, by kind of owner."""
    rows = due_decisions(authority.pk, first=span.first, last=span.limits_until)
    outcomes = Counter(row.outcome for row in rows)
    parts = {outcome: outcomes[outcome] for outcome in OUTCOMES}
    parts["carried_more_than_once"] = carried_more_than_once(authority.pk)
    lines = [share(outcomes["in_time"], len(rows), parts=parts)]
    for kind, name in OWNERS.items():
        own = Counter(row.outcome for row in rows if row.owner_kind == kind)
        if own:
            told = {outcome: own[outcome] for outcome in OUTCOMES}
            lines.append(share(own["in_time"], own.total(), key=kind, name=name, parts=told))
    return lines


MEASURES = (
    Measure(
        definition=Definition(
            id="M24",
            name=_("Decisions and records in time"),
            counted=_("Of these reviews, those whose decisions were sent within 5 working days of their end."),
            out_of=_("Completed reviews whose limit fell in the period and has passed."),
            note=_(
                "Beside it, each out of its own reviews: the record written within 15 working days, the record sent out"
                " within 20, and the days to the child’s letter. These are limits of English guidance; in Wales there"
                " are none: where the council has set its own, that is the one."
            ),
            since=SINCE,
            version=2,
        ),
        compute=sent_in_time,
    ),
    Measure(
        definition=Definition(
            id="M25",
            name=_("Managers’ answers to decisions"),
            counted=_("Sets of decisions that a manager answered within 5 working days: agreed, or disagreed."),
            out_of=_("Sets of decisions sent in the period that are answered, or whose limit has passed."),
            note=_(
                "A set is disagreed if one of its decisions is. Silence within the limit is agreement and is shown"
                " apart; an answer that came later does not change it. In Wales silence stays silence: a set waits"
                " until it is answered."
            ),
        ),
        compute=answers,
    ),
    Measure(
        definition=Definition(
            id="M26",
            name=_("Decisions carried out"),
            counted=_("Of these decisions, those that were done on or before the day first set."),
            out_of=_("Decisions that were sent, and due in the period by the day first set."),
            note=_(
                "Done late, still open, dropped with a reason and carried over stand beside it, and how many open ones"
                " were carried over more than once. A new date set later does not make a late one timely."
            ),
        ),
        compute=carried_out,
    ),
)
