"""M15 to M17 and M30: the talk alone, reviews run by children, choices offered, permanence by the second review."""

from collections import Counter
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.held import Held, reviews_held
from heard.deadlines.measures import FULL_TIME, Span
from heard.law.ages import AGE_OF_PARTICIPATION_CODES
from heard.law.calendar_dates import age_on
from heard.reporting.shapes import Definition, Line, Measure, share
from heard.reporting.told import SINCE, Told, told_of
from heard.reviews.measures import recorded
from heard.reviews.measures.recorded import Between
from heard.reviews.models import Choices, Permanence, PrivateTalk

SECOND = 2
NOT_RECORDED = _("Nothing of this is recorded for any review of the period, so nothing can be said.")


def private_talk(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M15: reviews before which the IRO talked with the child alone."""
    told = _told(authority, span, _completed(authority, span))
    rows, known = told.rows, recorded.talks(_between(authority, span))
    found = [known.get(row.review_id, ("", "")) for row in rows]
    outcomes, ways = Counter(outcome for outcome, _way in found), Counter(way for _outcome, way in found)
    parts = {outcome: outcomes[outcome] for outcome in (*PrivateTalk.Outcome, "")}
    parts |= {way: ways[way] for way in PrivateTalk.Way}
    line = share(outcomes[PrivateTalk.Outcome.BEFORE], len(rows), parts=_plain(parts))
    return told.lines(_unless_nothing(line, any(outcome for outcome, _way in found)))


def run_by_child(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M16: reviews that the child ran, in whole or in part."""
    least = recorded.settings_of(authority.pk).chairing_from_age
    old_enough = [row for row in _completed(authority, span) if _age(row) is not None and (_age(row) or 0) >= least]
    told = _told(authority, span, old_enough)
    rows, known = told.rows, recorded.chaired(_between(authority, span))
    how = Counter(known.get(row.review_id, "") for row in rows)
    parts = _plain({answer: how[answer] for answer in (*Choices.Chairing, "")})
    ran = how[Choices.Chairing.PART] + how[Choices.Chairing.ALL]
    return told.lines(_unless_nothing(share(ran, len(rows), parts=parts), len(rows) > how[""]))


def choice_offered(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M17: reviews before which the child was asked about the arrangements."""
    four = [row for row in _completed(authority, span) if (_age(row) or 0) >= AGE_OF_PARTICIPATION_CODES]
    told = _told(authority, span, four)
    rows, known = told.rows, recorded.asked(_between(authority, span))
    found = [known.get(row.review_id) for row in rows]
    in_time = [asked for asked, row in zip(found, rows, strict=True) if asked is not None and asked[0] <= row.held_on]
    matters = Counter(matter for _asked_on, about in in_time for matter in about)
    wanted = (Choices.Matter.PLACE, Choices.Matter.TIME, Choices.Matter.PEOPLE)
    parts = _plain({matter: matters[matter] for matter in wanted}) | {"": len(rows) - len(in_time)}
    line = share(len(in_time), len(rows), parts=parts)
    return told.lines(_unless_nothing(line, any(asked is not None for asked in found)))


def permanence(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M30: children with a plan for permanence at or before the second review of the period of care."""
    second = [row for row in _completed(authority, span) if row.number == SECOND and row.stream == FULL_TIME]
    told = _told(authority, span, second)
    rows, known = told.rows, recorded.permanence_until(authority.pk, last=span.census)
    plans = Counter(_plan(row, known) for row in rows)
    good = sum(number for plan, number in plans.items() if plan not in ("", Permanence.Plan.NONE))
    parts = _plain({plan: plans[plan] for plan in (*Permanence.Plan, "")})
    return told.lines(_unless_nothing(share(good, len(rows), parts=parts), len(rows) > plans[""]))


def _plan(row: Held, known: dict[int, list[tuple[date, str]]]) -> str:
    """The last plan told at the second review or before it; empty where none was."""
    told = [plan for day, plan in known.get(row.period_id or 0, []) if day <= row.held_on]
    return told[-1] if told else ""


def _completed(authority: ResponsibleAuthority, span: Span) -> list[Held]:
    return [row for row in reviews_held(authority.pk, span) if row.completed]


def _told(authority: ResponsibleAuthority, span: Span, rows: list[Held]) -> Told[Held]:
    return told_of(authority, span, rows, day=lambda row: row.held_on)


def _between(authority: ResponsibleAuthority, span: Span) -> Between:
    return Between(authority_id=authority.pk, first=span.first, last=span.census)


def _age(row: Held) -> int | None:
    return age_on(row.born_on, row.held_on) if row.born_on and row.born_on <= row.held_on else None


def _plain(parts: dict[str, int]) -> dict[str, int]:
    return {str(key): number for key, number in parts.items()}


def _unless_nothing(line: Line, something: bool) -> Line:
    """A share of reviews about which nothing is recorded would read as if nothing had been done."""
    if something or not line.denominator:
        return line
    return Line(value=None, numerator=Decimal(0), denominator=line.denominator, note=NOT_RECORDED, parts=line.parts)


MEASURES = (
    Measure(
        definition=Definition(
            id="M15",
            name=_("Talk alone"),
            counted=_("Of these reviews, those before which the IRO talked with the child alone."),
            out_of=_("Completed reviews of the period."),
            note=_(
                "Beside it stand talks after the review, those that the child did not want, those that were not"
                " appropriate for age or understanding, reviews without any word of it, and the way of the talk:"
                " observation and play are ways for very young children."
            ),
            since=SINCE,
            version=2,
        ),
        compute=private_talk,
    ),
    Measure(
        definition=Definition(
            id="M16",
            name=_("Run by the child"),
            counted=_("Of these reviews, those that the child ran in whole or in part."),
            out_of=_("Completed reviews of children of the age from which the authority offers it: 8 unless set."),
            note=_(
                "A younger child who ran a review is not counted. Reviews of which it is not recorded stand beside it."
            ),
            since=SINCE,
            version=2,
        ),
        compute=run_by_child,
    ),
    Measure(
        definition=Definition(
            id="M17",
            name=_("Choice offered"),
            counted=_("Of these reviews, those before which the child was asked about the arrangements."),
            out_of=_("Completed reviews of children of four and over."),
            note=_("How often place, time and people were asked about stands beside it."),
            since=SINCE,
            version=2,
        ),
        compute=choice_offered,
    ),
    Measure(
        definition=Definition(
            id="M30",
            name=_("Permanence by the second review"),
            counted=_(
                "Of these children, those with a plan for permanence recorded at the second review of the period of"
                " care or before it."
            ),
            out_of=_("Children in full-time care whose second review was completed in the period."),
            note=_("The plans stand beside it. A reason why there is no plan yet is not a plan."),
            since=SINCE,
            version=2,
        ),
        compute=permanence,
    ),
)
