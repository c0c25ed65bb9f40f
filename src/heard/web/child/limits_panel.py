"""The limits of planning of one child, compactly: care plan, placement plan, visits, health, education."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.law import england_and_wales
from heard.law.school_terms import Season
from heard.pages.presenters import clock, dates
from heard.pages.presenters import why as reasons
from heard.planning.limits import Limit, State, limits
from heard.planning.models import PlanDate
from heard.planning.queries import days_by_kind, facts_of
from heard.reviews.booking.school_terms import with_terms
from heard.web.child.presenters import Facts, force_of

KINDS: dict[str, str | Promise] = {
    PlanDate.Kind.CARE_PLAN: gettext_lazy("Care plan"),
    PlanDate.Kind.PLACEMENT_PLAN: gettext_lazy("Placement plan"),
    PlanDate.Kind.VISIT: gettext_lazy("Visit by the social worker"),
    PlanDate.Kind.HEALTH: gettext_lazy("Health assessment"),
    PlanDate.Kind.EDUCATION: gettext_lazy("Personal education plan"),
    PlanDate.Kind.PATHWAY_PLAN: gettext_lazy("Pathway plan"),
    PlanDate.Kind.DOCTOR: gettext_lazy("Registered with a doctor"),
    PlanDate.Kind.DENTIST: gettext_lazy("Seen by a dentist"),
    PlanDate.Kind.AREA_NOTICE: gettext_lazy("Notice to the authority of the area"),
}

TERMS: dict[str, str | Promise] = {
    Season.AUTUMN: gettext_lazy("autumn term"),
    Season.SPRING: gettext_lazy("spring term"),
    Season.SUMMER: gettext_lazy("summer term"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """One limit, how it stands, and why."""

    name: str
    chip: clock.Clock
    why: reasons.Why | None
    note: str
    force: str
    needs_holidays: bool = False  # the note can be mended by entering the school holidays


def limits_of(facts: Facts, plan_dates: Sequence[PlanDate]) -> tuple[Limit, ...]:
    """Judge the limits of a child who is looked after; of any other there are none."""
    period = facts.period
    if period is None or not facts.looked_after:
        return ()
    held = [one.held_on for one in facts.reviews if one.held_on is not None and one.held_on >= period.started_on]
    earlier = facts.periods[1].ceased_on if len(facts.periods) > 1 else None
    known = facts_of(
        facts.child,
        nation=facts.nation,
        period=period,
        episodes=facts.episodes,
        reviewed_on=min(held, default=None),
        before_ended_on=earlier - timedelta(days=1) if earlier else None,
        done=days_by_kind(plan_dates),
        periods=facts.periods,
    )
    found = limits(known, today=facts.today)
    return with_terms(found, authority_id=facts.child.authority_id, nation=facts.nation, today=facts.today)


def limit_rows(facts: Facts, plan_dates: Sequence[PlanDate]) -> tuple[LimitRow, ...]:
    """Give the lines of the panel. Where nothing at all was entered, nothing is reproached: it is not known here."""
    found = limits_of(facts, plan_dates)
    recorded = any(one.last_on is not None for one in found)
    alone = {row.done_on: row.seen_alone for row in plan_dates if row.kind == PlanDate.Kind.VISIT}
    return tuple(_row(one, facts, recorded=recorded, alone=alone.get(one.last_on) if one.last_on else None)
                 for one in found)  # fmt: skip


def _row(one: Limit, facts: Facts, *, recorded: bool, alone: bool | None) -> LimitRow:
    name = str(KINDS[one.kind])
    why = None
    if one.due is not None:
        about = _("%(plan)s, %(name)s") % {"plan": name, "name": facts.name}
        why = reasons.brief(one.due, reasons.Setting(today=facts.today, about=about))
    return LimitRow(
        name=name,
        chip=_chip(one, facts, recorded=recorded),
        why=why,
        note=_note(one, alone, facts),
        force=force_of(one.due),
        needs_holidays=one.by_terms and one.term is None,
    )


def _chip(one: Limit, facts: Facts, *, recorded: bool) -> clock.Clock:
    if not recorded or one.state is State.UNKNOWN or (one.due is None and one.last_on is None):
        return clock.stopped(_("Nothing recorded yet"))
    if one.state in (State.IN_TIME, State.LATE) and one.last_on is not None:
        day = dates.day_month(one.last_on, today=facts.today)
        if one.state is State.LATE:
            return clock.Clock(state=clock.State.DONE_LATE, words=_("%(day)s, late") % {"day": day})
        return clock.Clock(state=clock.State.DONE, words=day)
    return clock.due(one.by, today=facts.today, calendar=england_and_wales())


def note_of(one: Limit, *, today: date) -> str:
    """Give when a personal education plan is owed again, and what a notice of a placement outside the area must meet;
    empty for the other limits."""
    return _area_note(one) if one.kind is PlanDate.Kind.AREA_NOTICE else _term_note(one, today=today)


def _area_note(one: Limit) -> str:
    if one.last_on is None:
        return _(
            "Owed if the placement is outside the council’s area, which the postcodes suggest and no return says:"
            " before the placement begins, in an emergency by this day."
        )
    if one.state is State.IN_TIME and one.due is not None and one.last_on > one.due.counted_from:
        return _("Given after the placement began: in time in an emergency alone.")
    return ""


def _term_note(one: Limit, *, today: date) -> str:
    if not one.by_terms or one.last_on is None:
        return ""
    if one.term is None:
        return _("Reviewed every school term. The next term is not known: its school holidays are not entered.")
    return _("Last made %(day)s. Reviewed every school term: the %(term)s ends on %(end)s") % {
        "day": dates.day_month(one.last_on, today=today),
        "term": str(TERMS[one.term.season]),
        "end": dates.day_month(one.term.last_day, today=today),
    }


def _note(one: Limit, alone: bool | None, facts: Facts) -> str:
    if one.by_terms or one.kind is PlanDate.Kind.AREA_NOTICE:
        return note_of(one, today=facts.today)
    if one.due is None and one.rule_id == "care-plan-court":
        return _("By the timetable of the court")
    if one.due is None:
        return _("The law sets no number of days")
    if one.kind != PlanDate.Kind.VISIT or one.last_on is None:
        return ""
    day = {"day": dates.day_month(one.last_on, today=facts.today)}
    if alone is None:
        return _("Last visit %(day)s") % day
    return _("Last visit %(day)s, seen alone") % day if alone else _("Last visit %(day)s, not seen alone") % day
