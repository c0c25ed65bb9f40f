"""What the measures of decisions count: how soon they were sent, how managers answered, what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Min, Q, When
from django.db.models.functions import Coalesce

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Source
from heard.law import Nation
from heard.reviews.decisions.standing import answer_due
from heard.reviews.limits import own_limit
from heard.reviews.models import (
    Copy,
    DecisionsIssued,
    Invitation,
    ManagerAnswer,
    RecordVersion,
    Review,
    ReviewDecision,
    SentCopy,
)
from heard.reviews.record.receivers import WITH_RECORD
from heard.reviews.settings import own_limits_of

DECISIONS, RECORD, DISTRIBUTED = "post-decisions-5wd", "post-record-15wd", "post-distribute-20wd"
State = ReviewDecision.State


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A completed review whose limit fell in the days counted: by when it was owed, and when it was done."""

    review_id: int
    held_on: date
    due_on: date
    done_on: date | None

    @property
    def in_time(self) -> bool:
        return self.done_on is not None and self.done_on <= self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSet:
    """The decisions of one review that were sent, as they were answered within the limit. `kind` is agreed, disagreed,
    silent, or waiting while the limit runs or before they are known to be received."""

    review_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A decision that was due in the days counted, and what had become of it."""

    decision_id: int
    owner_kind: str
    outcome: str  # in_time, late, open, dropped, carried
    carried_times: int


def followed_up(authority: ResponsibleAuthority, rule_id: str, *, first: date, last: date) -> list[FollowUp]:
    """This will list the completed reviews whose limit of the rule fell from `first` to `last`.

    One known from a return alone was completed on the day it was held. What followed it is in no return: see `telling`.
    Empty where the nation has no such limit and the council none of its own.
    """
    nation, own = Nation(authority.nation), own_limits_of(authority)
    completed = Case(When(source=Source.RETURN, then=Coalesce("completed_on", "held_on")), default="completed_on")
    rows = Review.objects.filter(authority=authority, state=Review.State.HELD)
    rows = rows.annotate(completed=completed).filter(completed__lte=last)
    done = _DONE[rule_id](authority.pk)
    found = []
    for pk, held_on, completed_on in rows.order_by("pk").values_list("pk", "held_on", "completed"):
        due = own_limit(rule_id, nation, own, counted_from=completed_on)
        if held_on is not None and due is not None and first <= due.due_on <= last:
            found.append(FollowUp(review_id=pk, held_on=held_on, due_on=due.due_on, done_on=done.get(pk)))
    return found


def _issued(authority_id: int) -> dict[int, date]:
    return dict(DecisionsIssued.objects.filter(authority_id=authority_id).values_list("review_id", "issued_on"))


def _signed(authority_id: int) -> dict[int, date]:
    rows = RecordVersion.objects.filter(authority_id=authority_id).values("record__review_id")
    return dict(rows.annotate(day=Min("signed_on")).values_list("record__review_id", "day"))


def _distributed(authority_id: int) -> dict[int, date]:
    """The day on which the last of those on the list of a review had a copy; open while one has none.

    The decisions alone are the whole copy of those who have no record. Of a review without a list the last copy of a
    record counts.
    """
    given: dict[int, dict[int | None, date]] = {}
    records: dict[int, date] = {}
    rows = SentCopy.objects.filter(authority_id=authority_id, left_on__isnull=False)
    rows = rows.exclude(copy=Copy.DECISIONS, party__isnull=True)
    rows = rows.exclude(copy=Copy.DECISIONS, party__kind__in=WITH_RECORD)
    first = rows.values("review_id", "party_id", "copy").annotate(day=Min("left_on"))
    for review_id, party_id, copy, day in first.values_list("review_id", "party_id", "copy", "day"):
        days = given.setdefault(review_id, {})
        days[party_id] = min(day, days.get(party_id, day))
        if copy not in (Copy.LETTER, Copy.DECISIONS):
            records[review_id] = max(day, records.get(review_id, day))
    listed: dict[int, set[int]] = {}
    asked = Invitation.objects.filter(Q(invited=True) | Q(consulted=True), authority_id=authority_id)
    for review_id, party_id in asked.values_list("review_id", "party_id"):
        listed.setdefault(review_id, set()).add(party_id)
    whole = {pk: people for pk, people in listed.items() if people <= given.get(pk, {}).keys()}
    without_list = {pk: day for pk, day in records.items() if pk not in listed}
    return without_list | {pk: max(given[pk][party_id] for party_id in people) for pk, people in whole.items()}


_DONE = {DECISIONS: _issued, RECORD: _signed, DISTRIBUTED: _distributed}


def days_to_letter(authority_id: int, *, first: date, last: date) -> list[int]:
    """This will list the calendar days from the end of each review to the first letter to the child, sent in the
    days counted."""
    rows = SentCopy.objects.filter(
        authority_id=authority_id, copy=Copy.LETTER, review__source=Source.SERVICE, review__completed_on__isnull=False
    ).filter(left_on__isnull=False)
    days = rows.values("review_id", "review__completed_on").annotate(day=Min("left_on"))
    return sorted((row["day"] - row["review__completed_on"]).days for row in days if first <= row["day"] <= last)


def answer_sets(authority_id: int, nation: Nation, *, first: date, last: date, today: date) -> list[AnswerSet]:
    """This will tell of each set of decisions sent from `first` to `last` how it was answered within the limit."""
    issued = DecisionsIssued.objects.filter(authority_id=authority_id, issued_on__range=(first, last))
    received = dict(issued.values_list("review_id", "received_on"))
    told: dict[int, list[tuple[str, bool]]] = {pk: [] for pk in received}
    rows = ReviewDecision.objects.filter(review_id__in=received)
    for review_id, answer, in_time in rows.values_list("review_id", "answer__answer", "answer__in_time"):
        told[review_id].append((answer or "", bool(in_time)))
    return [
        AnswerSet(review_id=pk, kind=_kind(told[pk], nation, received_on=received[pk], today=today))
        for pk in sorted(received)
    ]


def _kind(answers: Iterable[tuple[str, bool]], nation: Nation, *, received_on: date | None, today: date) -> str:
    """A set in which one decision was refused in time is disagreed, whatever the others were."""
    due = answer_due(nation, received_on=received_on)
    given = [answer if in_time else "" for answer, in_time in answers]
    if ManagerAnswer.Answer.DISAGREED in given:
        return "disagreed"
    if all(given):
        return "agreed"
    return "silent" if due is not None and today > due.due_on else "waiting"


def due_decisions(authority_id: int, *, first: date, last: date) -> list[Due]:
    """This will tell what became of every decision that was sent and due, by the day first set, from `first` to
    `last`."""
    rows = ReviewDecision.objects.filter(
        authority_id=authority_id, due_on__range=(first, last), review__decisions_issued__isnull=False
    )
    told = rows.values_list("pk", "owner_kind", "state", "done_on", "due_on", "carried_times").order_by("pk")
    return [
        Due(decision_id=pk, owner_kind=kind, outcome=_outcome(state, done_on, due_on), carried_times=times)
        for pk, kind, state, done_on, due_on, times in told
    ]


def _outcome(state: str, done_on: date | None, due_on: date) -> str:
    if state == State.DONE and done_on is not None:
        return "in_time" if done_on <= due_on else "late"
    return {State.DROPPED: "dropped", State.CARRIED: "carried"}.get(State(state), "open")


def carried_more_than_once(authority_id: int) -> int:
    """This will count the open decisions that were carried over more than once: the list behind M26."""
    return ReviewDecision.objects.filter(authority_id=authority_id, state=State.OPEN, carried_times__gt=1).count()
