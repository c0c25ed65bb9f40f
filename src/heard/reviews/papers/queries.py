"""Reads of the papers of a review. Every file is checked against the child it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.law.calendar_dates import age_on
from heard.reviews.models import Paper, PaperContent, PaperKind, PapersChoice, PaperVersion, Review, ReviewSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file with its bytes."""

    name: str
    content_type: str
    content: bytes


def papers_of(review: Review) -> list[Paper]:
    """This will list the papers of a review with their files, latest version first, without the bytes; two queries."""
    versions = PaperVersion.objects.order_by("-number").select_related("uploaded_by", "withdrawn_by")
    return list(Paper.objects.filter(review=review).order_by("pk").prefetch_related(Prefetch("versions", versions)))


def missing(papers: Sequence[Paper]) -> list[Paper]:
    """This will list the papers that are needed and have not come."""
    return [paper for paper in papers if paper.needed and paper.received_on is None]


def usual_kinds(review: Review, *, today: date) -> list[str]:
    """This will give the papers that a review needs by the settings of its authority, while nobody made its list."""
    settings = ReviewSettings.objects.filter(authority_id=review.authority_id).first()
    kinds = _of_age(settings or ReviewSettings(), review, today)
    if PaperKind.PREVIOUS_DECISIONS not in kinds and _held_before(review):
        kinds.append(PaperKind.PREVIOUS_DECISIONS)
    return kinds


def choice_of(review: Review) -> PapersChoice | None:
    """This will give what was chosen with papers missing, if anything was."""
    return PapersChoice.objects.filter(review=review).select_related("chosen_by").first()


def get_version(version_id: int, *, review: Review, viewer: User) -> PaperVersion:
    """This will give what is known of a file, without its bytes. Raises NotFound."""
    rows = PaperVersion.objects.filter(paper__review=review, paper__review__child__in=visible_to(viewer))
    version = rows.filter(pk=version_id).select_related("paper").first()
    if version is None:
        raise NotFound
    return version


def may_withdraw(version: PaperVersion, viewer: User) -> bool:
    """Whether the viewer may take a file back that still stands."""
    own = version.uploaded_by_id == viewer.pk and viewer.may(Permission.REVIEW_PREPARE)
    return version.withdrawn_on is None and (own or viewer.may(Permission.REVIEW_ARRANGE))


def open_file(version_id: int, *, review: Review, viewer: User) -> File:
    """This will give a file with its bytes, and write the reading into the log. Raises NotFound."""
    found = PaperContent.objects.filter(
        version_id=version_id, version__paper__review=review, version__paper__review__child__in=visible_to(viewer)
    ).select_related("version")
    row = found.first()
    if row is None:
        raise NotFound
    log.read("review.paper", authority_id=viewer.authority_id, by=viewer.pk, child_id=review.child_id)
    version = row.version
    return File(name=version.file_name, content_type=version.content_type, content=bytes(row.content))


def _of_age(settings: ReviewSettings, review: Review, today: date) -> list[str]:
    born, day = review.child.born_on, review.arranged_for or review.held_on or today
    if born is None:
        return list(settings.papers)
    age = age_on(born, day)
    none: list[int | None] = [None, None]
    spans = {kind: settings.paper_ages.get(kind, none) for kind in settings.papers}
    return [
        kind
        for kind, (first, last) in spans.items()
        if (first is None or age >= first) and (last is None or age <= last)
    ]


def _held_before(review: Review) -> bool:
    return Review.objects.filter(child_id=review.child_id, state=Review.State.HELD).exclude(pk=review.pk).exists()
