"""Writes of papers: the checklist of a review, what came when, files with their versions (prep-reports-3wd)."""

from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.files import Checked
from heard.reviews.models import (
    Paper,
    PaperContent,
    PaperKind,
    PapersChoice,
    PaperVersion,
    Review,
    ReviewSettings,
)

MARKS = ("received_on", "shared_with_child_on", "shared_with_family_on", "chased_on")


class UnknownPaper(DomainError):
    """Choose the paper from the list, or enter the name of another paper."""


class ListedAlready(DomainError):
    """This paper is on the list already."""


class NotNeededWithoutReason(DomainError):
    """Say why this paper is not needed for this review."""


class DayInFuture(DomainError):
    """The day must be today or in the past."""


class SharedBeforeReceived(DomainError):
    """A paper can be shared once it has been received. Enter the day on which it came first."""


class NothingMissing(DomainError):
    """No paper is missing, so there is nothing to choose."""


class ChoiceNeedsReason(DomainError):
    """Say why: what is missing, and what it means for the child."""


@transaction.atomic
def list_papers(*, review_id: int, today: date, by: User) -> list[Paper]:
    """Make the checklist of a review from the authority's settings; last time's decisions join from the second review.

    Raises NotPermitted, NotFound, ReviewCancelled.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
    settings = ReviewSettings.objects.filter(authority_id=review.authority_id).first()
    kinds = list((settings or ReviewSettings()).papers)
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

    Raises NotPermitted, NotFound, ReviewCancelled, DayInFuture, SharedBeforeReceived, ChangedMeanwhile.
    """
    paper, review = _held(paper_id, by)
    same_version(paper, version)
    if mark not in MARKS:
        raise NotFound
    if on is not None and on > today:
        raise DayInFuture
    if on is not None and mark.startswith("shared") and (paper.received_on is None or on < paper.received_on):
        raise SharedBeforeReceived
    setattr(paper, mark, on)
    _save(paper)
    tell("review.paper_marked", review, by=by, today=today, kind=paper.kind, mark=mark, on=on)
    return paper


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


def _held(paper_id: int, by: User) -> tuple[Paper, Review]:
    paper = Paper.objects.filter(pk=paper_id).first()
    if paper is None:
        raise NotFound
    review = locked(paper.review_id, by, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
    paper.refresh_from_db()
    return paper, review


def _save(paper: Paper) -> None:
    paper.version += 1
    paper.save()
