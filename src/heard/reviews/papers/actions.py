"""Writes of papers: the checklist of a review, what came when, files with their versions (prep-reports-3wd)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, locked_whatever, same_version, tell
from heard.reviews.days import check_belongs
from heard.reviews.models import (
    Paper,
    PaperContent,
    PaperKind,
    PapersChoice,
    PaperVersion,
    ReportVersion,
    Review,
)
from heard.reviews.papers.files import Checked
from heard.reviews.papers.queries import usual_kinds

MARKS = ("received_on", "shared_with_child_on", "shared_with_family_on", "chased_on")


class UnknownPaper(DomainError):
    """Choose the paper from the list, or enter the name of another paper."""


class ListedAlready(DomainError):
    """This paper is on the list already."""


class NotNeededWithoutReason(DomainError):
    """Say why this paper is not needed for this review."""


class DayInFuture(DomainError):
    """The day must be today or in the past."""


class ReceivedOnceUploaded(DomainError):
    """A file of this paper is kept, so it was received. Enter the day on which it came."""


class ReceivedOnceSigned(DomainError):
    """The team manager signed this report here, so it was received. Enter the day on which it came."""


class WithdrawnAlready(DomainError):
    """This file was taken back already."""


class WithdrawnWithoutReason(DomainError):
    """Say why the file is taken back, such as that it belongs to another child, without that child's name."""


class NothingMissing(DomainError):
    """No paper is missing, so there is nothing to choose."""


class ChoiceNeedsReason(DomainError):
    """Say why: what is missing, and what it means for the child."""


@transaction.atomic
def list_papers(*, review_id: int, today: date, by: User) -> list[Paper]:
    """Make the checklist of a review from the authority's settings; last time's decisions join from the second review.

    A paper of other ages is left out: the child's age on the day of the review decides.
    Raises NotPermitted, NotFound, ReviewCancelled.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
    kinds = usual_kinds(review, today=today)
    standing = set(Paper.objects.filter(review=review).values_list("kind", flat=True))
    fresh = [
        Paper(authority_id=review.authority_id, review=review, kind=kind) for kind in kinds if kind not in standing
    ]
    Paper.objects.bulk_create(fresh)
    tell("review.papers_listed", review, by=by, today=today, added=[paper.kind for paper in fresh])
    return list(Paper.objects.filter(review=review).order_by("pk"))


@transaction.atomic
def add_paper(*, review_id: int, kind: str, name: str, today: date, by: User) -> Paper:
    """Put one more paper on the list. Raises NotPermitted, NotFound, ReviewCancelled, UnknownPaper, ListedAlready."""
    review = locked(review_id, by, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
    label = one_line(name)[:120] if kind == PaperKind.OTHER else ""
    if kind not in PaperKind.values or (kind == PaperKind.OTHER and not label):
        raise UnknownPaper
    paper, new = Paper.objects.get_or_create(
        review=review, kind=kind, name=label, defaults={"authority_id": review.authority_id}
    )
    if not new:
        raise ListedAlready
    tell("review.paper_added", review, by=by, today=today, kind=kind)
    return paper


@transaction.atomic
def mark_paper(*, paper_id: int, mark: str, on: date | None, version: int, today: date, by: User) -> Paper:
    """Say when a paper was received, shared with the child or the family, or chased; None takes the mark back.

    Raises NotPermitted, NotFound, ReviewCancelled, DayInFuture, ReceivedOnceUploaded, ReceivedOnceSigned,
    ChangedMeanwhile.
    """
    paper, review = _held(paper_id, by)
    same_version(paper, version)
    if mark not in MARKS:
        raise NotFound
    setattr(paper, mark, on)
    _check_days(paper, today)
    _save(paper)
    tell("review.paper_marked", review, by=by, today=today, kind=paper.kind, mark=mark, on=on)
    return paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What is known of a paper: whether it is needed, when it came, when the child and the family had it."""

    needed: bool
    reason_not_needed: str = ""
    received_on: date | None = None
    shared_with_child_on: date | None = None
    shared_with_family_on: date | None = None
    chased_on: date | None = None


@transaction.atomic
def change_paper(*, paper_id: int, facts: PaperFacts, version: int, today: date, by: User) -> Paper:
    """Change all that is known of a paper in one step.

    Raises NotPermitted, NotFound, ReviewCancelled, NotNeededWithoutReason, DayInFuture, ReceivedOnceUploaded,
    ReceivedOnceSigned, ChangedMeanwhile.
    """
    paper, review = _held(paper_id, by)
    same_version(paper, version)
    if not facts.needed and not one_line(facts.reason_not_needed):
        raise NotNeededWithoutReason
    paper.needed = facts.needed
    paper.reason_not_needed = "" if facts.needed else one_line(facts.reason_not_needed)[:300]
    for mark in MARKS:
        setattr(paper, mark, getattr(facts, mark))
    _check_days(paper, today)
    _save(paper)
    days = {mark: getattr(facts, mark) for mark in MARKS if getattr(facts, mark)}
    tell("review.paper_changed", review, by=by, today=today, kind=paper.kind, needed=facts.needed, **days)
    return paper


@transaction.atomic
def follow_chased(*, review_id: int, on: date) -> int:
    """Keep that a letter asking for the missing papers left on a day; for the outbox itself, which tells it."""
    review = Review.objects.select_for_update(of=("self",)).get(pk=review_id)
    papers = list(Paper.objects.select_for_update().filter(review=review, needed=True, received_on__isnull=True))
    for paper in papers:
        paper.chased_on = on
        _save(paper)
    facts = {"authority_id": review.authority_id, "child_id": review.child_id}
    log.record("review.papers_chased", by=None, review=review.pk, papers=len(papers), on=on, **facts)
    events.publish("review.papers_chased", today=on, **facts)
    return len(papers)


@transaction.atomic
def need_paper(*, paper_id: int, needed: bool, reason: str, version: int, today: date, by: User) -> Paper:
    """Say whether this review needs a paper; one that it does not need has a reason.

    Raises NotPermitted, NotFound, ReviewCancelled, NotNeededWithoutReason, ChangedMeanwhile.
    """
    paper, review = _held(paper_id, by)
    same_version(paper, version)
    if not needed and not one_line(reason):
        raise NotNeededWithoutReason
    paper.needed, paper.reason_not_needed = needed, "" if needed else one_line(reason)[:300]
    _save(paper)
    tell("review.paper_needed", review, by=by, today=today, kind=paper.kind, needed=needed)
    return paper


@transaction.atomic
def upload(*, paper_id: int, checked: Checked, today: date, by: User) -> PaperVersion:
    """Keep a file as the next version of a paper; a paper with a file has been received.

    `checked` comes from `files.check`, which refuses what is too large, of a wrong type or infected.
    Raises NotPermitted, NotFound, ReviewCancelled.
    """
    paper, review = _held(paper_id, by)
    number = paper.versions.count() + 1
    version = PaperVersion.objects.create(
        authority_id=review.authority_id,
        paper=paper,
        number=number,
        file_name=checked.file_name,
        content_type=checked.content_type,
        size=len(checked.content),
        sha256=checked.sha256,
        scan=checked.scan,
        uploaded_by=by,
    )
    PaperContent.objects.create(authority_id=review.authority_id, version=version, content=checked.content)
    if paper.received_on is None:
        paper.received_on = today
    _save(paper)
    tell("review.paper_uploaded", review, by=by, today=today, kind=paper.kind, version=number)
    return version


@transaction.atomic
def withdraw_version(*, version_id: int, why: str, today: date, by: User) -> PaperVersion:
    """Take back a file that should not be there: its bytes are deleted, and that it stood here is kept.

    Who uploaded it may, and who arranges reviews; also of a review that was cancelled.
    Raises NotPermitted, NotFound, WithdrawnAlready, WithdrawnWithoutReason.
    """
    version = PaperVersion.objects.select_related("paper").filter(pk=version_id).first()
    if version is None:
        raise NotFound
    review = locked_whatever(version.paper.review_id, by, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
    if version.uploaded_by_id != by.pk:
        require(by, Permission.REVIEW_ARRANGE, authority_id=review.authority_id)
    version.refresh_from_db()
    if version.withdrawn_on is not None:
        raise WithdrawnAlready
    reason = one_line(why)[:300]
    if not reason:
        raise WithdrawnWithoutReason
    version.withdrawn_on, version.withdrawn_by, version.withdrawn_why = today, by, reason
    version.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_why"])
    PaperContent.objects.filter(version=version).delete()
    facts = {"kind": version.paper.kind, "version": version.number}
    tell("review.paper_withdrawn", review, by=by, today=today, **facts)
    return version


@transaction.atomic
def choose_without_papers(*, review_id: int, choice: str, reason: str, today: date, by: User) -> PapersChoice:
    """Keep what the IRO chose with key papers missing: go ahead, adjourn, or raise a concern.

    Raises NotPermitted, NotFound, ReviewCancelled, NothingMissing, ChoiceNeedsReason.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    if not Paper.objects.filter(review=review, needed=True, received_on__isnull=True).exists():
        raise NothingMissing
    if choice not in PapersChoice.Choice.values or not lines(reason):
        raise ChoiceNeedsReason
    row, _new = PapersChoice.objects.update_or_create(
        review=review,
        defaults={
            "authority_id": review.authority_id,
            "choice": choice,
            "reason": lines(reason),
            "chosen_on": today,
            "chosen_by": by,
        },
    )
    tell("review.papers_choice", review, by=by, today=today, choice=choice)
    if choice == PapersChoice.Choice.CONCERN:
        tell("concern.wanted", review, by=by, today=today, about="papers")
    return row


def receive(review: Review, kind: str, *, today: date, by: User) -> Paper:
    """Put a paper on the list of a review that is held, and keep that it came; a day that is known stays."""
    paper, _new = Paper.objects.get_or_create(
        review=review, kind=kind, name="", defaults={"authority_id": review.authority_id}
    )
    if paper.received_on is None:
        paper.received_on = today
        _save(paper)
        tell("review.paper_marked", review, by=by, today=today, kind=kind, mark="received_on", on=today)
    return paper


def _held(paper_id: int, by: User) -> tuple[Paper, Review]:
    paper = Paper.objects.filter(pk=paper_id).first()
    if paper is None:
        raise NotFound
    review = locked(paper.review_id, by, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
    paper.refresh_from_db()
    return paper, review


def _is_signed(review_id: int) -> bool:
    """Whether a version of the review's social work report was signed here."""
    return ReportVersion.objects.filter(report__review_id=review_id).exists()


def _check_days(paper: Paper, today: date) -> None:
    """Nothing lies ahead. A paper may be shared before it comes here: social workers share their report first."""
    came, shared = paper.received_on, (paper.shared_with_child_on, paper.shared_with_family_on)
    if any(day is not None and day > today for day in (came, paper.chased_on, *shared)):
        raise DayInFuture
    for day in (came, paper.chased_on, *shared):
        if day is not None:
            check_belongs(day, paper.review)
    if came is None and paper.versions.filter(withdrawn_on__isnull=True).exists():
        raise ReceivedOnceUploaded
    if came is None and paper.kind == PaperKind.SOCIAL_WORK_REPORT and _is_signed(paper.review_id):
        raise ReceivedOnceSigned


def _save(paper: Paper) -> None:
    paper.version += 1
    paper.save()
