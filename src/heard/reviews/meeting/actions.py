"""Writes of the meeting: sittings and adjournment, who took part, what was considered, rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.listening.participation import UnknownAnswer, WhatTheChildDid, derived_code, keep_childs_part
from heard.reviews.models import (
    MatterConsidered,
    Permanence,
    Review,
    RightExplained,
    TakingPart,
)


class WayMissing(DomainError):
    """Say how this person took part: in person, by video or by telephone."""


class MatterNeedsReason(DomainError):
    """Say why this matter was not considered. The law asks every review to consider it."""


class RightNeedsReason(DomainError):
    """Say why this right was not explained."""


class PermanenceNeedsReason(DomainError):
    """Say why there is no plan for permanence yet. There should be one by the second review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsPart:
    """How one other person took part."""

    party_id: int
    presence: str
    way: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightTold:
    """Whether a right was explained, whether the child wants to use it, and what help came."""

    explained: bool
    wants: bool = False
    note: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanenceTold:
    """The plan for permanence as it stands."""

    plan: str
    parallel_plan: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaTold:
    """Everything that the page of the agenda asks. What was not answered is left out and stays open."""

    matters: Mapping[str, tuple[bool, str]] = field(default_factory=dict)  # item: considered, note
    rights: Mapping[str, RightTold] = field(default_factory=dict)
    permanence: PermanenceTold | None = None


@transaction.atomic
def record_taking_part(
    *,
    review_id: int,
    child: WhatTheChildDid,
    others: Iterable[PersonsPart],
    today: date,
    by: User,
    version: int | None = None,
) -> Review:
    """Keep who took part and how; the national participation code is derived from what the child did.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, ChangedMeanwhile, PartCannotBe, UnknownAnswer,
    WayMissing.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    same_version(review, version)
    code = derived_code(review, child)
    keep_childs_part(review, child, by)
    _keep_others(review, others)
    review.participation_code = code
    review.version += 1
    review.save(update_fields=["participation_code", "version"])
    tell("review.participation", review, by=by, today=today, code=code)
    return review


def _keep_others(review: Review, others: Iterable[PersonsPart]) -> None:
    known = set(Party.objects.filter(child_id=review.child_id).values_list("pk", flat=True))
    for part in others:
        if part.party_id not in known:
            raise NotFound
        if part.presence not in TakingPart.Presence.values or part.way not in ("", *TakingPart.Way.values):
            raise UnknownAnswer
        there = part.presence in (TakingPart.Presence.WHOLE, TakingPart.Presence.PART)
        if there and not part.way:
            raise WayMissing
        TakingPart.objects.update_or_create(
            review=review,
            party_id=part.party_id,
            defaults={
                "authority_id": review.authority_id,
                "presence": part.presence,
                "way": part.way if there else "",
                "note": one_line(part.note)[:300],
            },
        )


@transaction.atomic
def hold_agenda(
    *, review_id: int, told: AgendaTold, known: Iterable[str], version: int, today: date, by: User
) -> Review:
    """Keep all that one page of the agenda tells, or nothing of it.

    Raises what `consider`, `explain_rights` and `record_permanence` raise, and ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    same_version(review, version)
    if told.matters:
        consider(review_id=review_id, matters=told.matters, known=known, today=today, by=by)
    if told.rights:
        explain_rights(review_id=review_id, rights=told.rights, today=today, by=by)
    if told.permanence is not None:
        plan = told.permanence
        record_permanence(
            review_id=review_id,
            plan=plan.plan,
            parallel_plan=plan.parallel_plan,
            note=plan.note,
            today=today,
            by=by,
        )
    review.version += 1
    review.save(update_fields=["version"])
    return review


@transaction.atomic
def consider(
    *, review_id: int, matters: Mapping[str, tuple[bool, str]], known: Iterable[str], today: date, by: User
) -> list[MatterConsidered]:
    """Keep which matters of the agenda were considered; what was left out has a reason. `known` are the ids that the
    law of the nation sets for this review, and what guidance asks beside.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownAnswer, MatterNeedsReason.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    if not set(matters) <= set(known):
        raise UnknownAnswer("This matter is not on the agenda of this review.")
    for item, (considered, note) in matters.items():
        if not considered and not lines(note):
            raise MatterNeedsReason
        MatterConsidered.objects.update_or_create(
            review=review,
            item=item,
            defaults={"authority_id": review.authority_id, "considered": considered, "note": lines(note)},
        )
    tell("review.considered", review, by=by, today=today, matters=sorted(matters))
    return list(MatterConsidered.objects.filter(review=review))


@transaction.atomic
def explain_rights(*, review_id: int, rights: Mapping[str, RightTold], today: date, by: User) -> list[RightExplained]:
    """Keep for each right whether it was explained and whether the child wants to use it.

    A right that the child wants stays open until somebody writes what help came (CPR 2010 reg 45(1) and (2)). Raises
    NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownAnswer, RightNeedsReason.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    before = {row.right: row for row in RightExplained.objects.filter(review=review)}
    for right, told in rights.items():
        if right not in RightExplained.Right.values:
            raise UnknownAnswer
        if not told.explained and not lines(told.note):
            raise RightNeedsReason
        row = before.get(right) or RightExplained(authority_id=review.authority_id, review=review, right=right)
        newly_wanted = told.wants and not row.wants
        row.explained, row.wants, row.note = told.explained, told.wants, one_line(told.note)[:500]
        row.help = one_line(told.help)[:300] if told.wants else ""
        row.helped_on = (row.helped_on or today) if row.help else None
        row.save()
        if newly_wanted:
            tell("review.help_wanted", review, by=by, today=today, right=right)
    wanted = sorted(right for right, told in rights.items() if told.wants)
    tell("review.rights", review, by=by, today=today, wanted=wanted)
    return list(RightExplained.objects.filter(review=review).order_by("pk"))


@transaction.atomic
def record_permanence(*, review_id: int, plan: str, parallel_plan: str, note: str, today: date, by: User) -> Permanence:
    """Keep the plan for permanence as it stands at this review.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownAnswer, PermanenceNeedsReason.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    if plan not in Permanence.Plan.values or parallel_plan not in ("", *Permanence.Plan.values):
        raise UnknownAnswer
    if plan == Permanence.Plan.NONE and not lines(note):
        raise PermanenceNeedsReason
    row, _new = Permanence.objects.update_or_create(
        review=review,
        defaults={
            "authority_id": review.authority_id,
            "plan": plan,
            "parallel_plan": parallel_plan,
            "note": lines(note),
        },
    )
    tell("review.permanence", review, by=by, today=today, plan=plan)
    return row
