"""Reads what the law wants recorded of a review beside the words of its record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Q, Subquery

from heard.caseloads.models import NamedIro
from heard.law import Nation
from heard.law.agenda import Circumstance, also_ask, required_items
from heard.planning.models import SignificantChange
from heard.reviews.models import (
    CombinedDuty,
    Invitation,
    MatterConsidered,
    Review,
    RightExplained,
    SeparateTalk,
    Sitting,
)
from heard.reviews.record.background import (
    Adjourned,
    Background,
    ChangeConsidered,
    Consulted,
    DutyServed,
    Matter,
    PlanForPermanence,
    RightTold,
    SittingHeld,
    Views,
)
from heard.reviews.writing import iso

_ANY_NUMBER = 99  # of a review: nothing that is asked from some review on is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The background with who reviewed on the day of the review and who ran it: `chaired` is a code of `Choices`."""

    officer: str
    chaired: str
    background: Background


def beside(review: Review) -> Beside:
    """This will read it in nine queries whatever hangs on the review."""
    core = Review.objects.select_related("adjournment", "permanence", "childs_part", "recorded_by", "authority")
    told = core.get(pk=review.pk)
    part = getattr(told, "childs_part", None)
    return Beside(
        officer=_officer(told),
        chaired=part.chaired if part else "",
        background=Background(
            consulted=_consulted(review),
            views=_views(review),
            sittings=tuple(
                SittingHeld(held_on=iso(row.held_on), way=row.way, about=row.about)
                for row in Sitting.objects.filter(review=review).order_by("held_on")
            ),
            adjourned=_adjourned(told),
            changes=_changes(review),
            matters=_matters(told),
            rights=tuple(
                RightTold(right=row.right, explained=row.explained, reason="" if row.explained else row.note)
                for row in RightExplained.objects.filter(review=review).order_by("pk")
            ),
            permanence=_permanence(told),
            duties=tuple(
                DutyServed(kind=row.kind, outcome=row.outcome, note=row.note)
                for row in CombinedDuty.objects.filter(review=review).order_by("kind")
            ),
        ),
    )


def _officer(review: Review) -> str:
    """The IRO who was named on the day of the review; whoever recorded it where nobody was."""
    if review.held_on is None:
        return ""
    named = NamedIro.objects.filter(child_id=review.child_id, appointed_on__lte=review.held_on)
    named = named.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=review.held_on)).select_related("iro")
    found = named.order_by("-appointed_on", "-pk").first()
    if found is not None:
        return found.iro.name
    return review.recorded_by.name if review.recorded_by else ""


def _consulted(review: Review) -> tuple[Consulted, ...]:
    rows = Invitation.objects.filter(review=review).select_related("party__child", "party__user").order_by("pk")
    return tuple(
        Consulted(
            name=row.party.shown_name,
            kind=row.party.kind,
            invited=row.invited,
            consulted=row.consulted,
            asked_on=iso(None if row.bounced_on else row.sent_on),
            answered_on=iso(row.answered_on),
            answered_by=row.answered_by,
            reason_not=row.reason_not,
        )
        for row in rows
    )


def _views(review: Review) -> tuple[Views, ...]:
    rows = SeparateTalk.objects.filter(review=review).select_related("party__child", "party__user")
    return tuple(
        Views(
            name=row.party.shown_name,
            kind=row.party.kind,
            talked_on=iso(row.talked_on),
            way=row.way,
            views=row.views,
        )
        for row in rows.order_by("talked_on", "pk")
    )


def _adjourned(review: Review) -> tuple[Adjourned, ...]:
    row = getattr(review, "adjournment", None)
    if row is None:
        return ()
    told = Adjourned(adjourned_on=iso(row.adjourned_on), why=row.why, reason=row.reason, held_back=row.held_back)
    return (told,)


def _changes(review: Review) -> tuple[ChangeConsidered, ...]:
    """Those that were told since the review before and decided on."""
    if review.held_on is None:
        return ()
    before = Review.objects.filter(child_id=review.child_id, state=Review.State.HELD, held_on__lt=review.held_on)
    since = Subquery(before.order_by("-held_on").values("held_on")[:1])
    rows = SignificantChange.objects.filter(
        Q(told_on__gt=since) | ~Exists(before),
        child_id=review.child_id,
        told_on__lte=review.completed_on or review.held_on,
        decision__isnull=False,
    )
    return tuple(
        ChangeConsidered(
            words=row.words,
            told_on=iso(row.told_on),
            decision=row.decision.decision,
            reason=row.decision.reason,
        )
        for row in rows.select_related("decision").order_by("told_on", "pk")
    )


def _matters(review: Review) -> tuple[Matter, ...]:
    rows = {row.item: row for row in MatterConsidered.objects.filter(review=review)}
    if not rows or review.held_on is None:
        return ()
    nation = Nation(review.authority.nation)
    agenda = (
        *required_items(nation, on=review.held_on, circumstances=tuple(Circumstance)),
        *also_ask(review_number=_ANY_NUMBER),
    )
    sentences = {item.id: item.sentence for item in agenda}
    return tuple(
        Matter(item=item, sentence=sentences.get(item, item), considered=rows[item].considered, note=rows[item].note)
        for item in _in_order(sentences, rows)
    )


def _in_order(first: Iterable[str], wanted: Iterable[str]) -> list[str]:
    known = set(wanted)
    return [item for item in first if item in known] + sorted(known - set(first))


def _permanence(review: Review) -> tuple[PlanForPermanence, ...]:
    row = getattr(review, "permanence", None)
    if row is None:
        return ()
    return (PlanForPermanence(plan=row.plan, parallel_plan=row.parallel_plan, note=row.note),)
