"""M36 (legal advice), M47 and M48 of the annual report: each with what it is made of."""

from datetime import date
from decimal import Decimal

from heard.caseloads.measures import Measure, percent
from heard.quality import advice, risks
from heard.quality.access import officers_of, supervised_of
from heard.quality.models import Attendance, SupervisionSession


def legal_advice(authority_id: int, *, first: date, last: date) -> Measure:
    """M36, legal advice: requests asked in the span that were answered, of those asked; the value is the median of
    working days to the answer."""
    found = advice.answered_in(authority_id, first=first, last=last)
    return Measure(
        id="M36",
        name="Legal advice",
        value=None if found.middle_days is None else Decimal(str(found.middle_days)),
        numerator=Decimal(found.answered),
        denominator=Decimal(found.asked),
        parts={} if found.most_days is None else {"most_days": found.most_days},
    )


def support(authority_id: int, *, first: date, last: date) -> list[Measure]:
    """M47: sessions held of those planned, by kind, and places on training taken up, of those offered, in the span."""
    sessions = SupervisionSession.objects.filter(authority_id=authority_id, planned_for__range=(first, last))
    rows = list(sessions.exclude(state=SupervisionSession.State.CANCELLED).values_list("kind", "state"))
    found = [
        _of(f"M47-{kind}", str(kind.label), sum(s == "held" for k, s in rows if k == kind), [k for k, _ in rows], kind)
        for kind in SupervisionSession.Kind
    ]
    offered = Attendance.objects.filter(authority_id=authority_id, course_date__on__range=(first, last))
    outcomes = list(offered.values_list("outcome", flat=True))
    came = outcomes.count(Attendance.Outcome.ATTENDED)
    found.append(
        Measure(
            id="M47-training",
            name="Training",
            value=percent(came, len(outcomes)),
            numerator=Decimal(came),
            denominator=Decimal(len(outcomes)),
            parts={"officers": len(officers_of(authority_id)), "supervised": len(supervised_of(authority_id))},
        )
    )
    return found


def _of(measure: str, name: str, held: int, kinds: list[str], kind: str) -> Measure:
    planned = kinds.count(kind)
    return Measure(
        id=measure, name=name, value=percent(held, planned), numerator=Decimal(held), denominator=Decimal(planned)
    )


def resource_risks(authority_id: int, *, first: date, last: date) -> Measure:
    """M48: resource risks open at the end of the span; the parts are those raised and closed in it."""
    found = risks.counted(authority_id, first=first, last=last)
    return Measure(
        id="M48",
        name="Resource risks",
        value=Decimal(found.open_at_end),
        numerator=Decimal(found.open_at_end),
        denominator=Decimal(found.open_at_end + found.closed),
        parts={"raised": found.raised, "closed": found.closed},
    )
