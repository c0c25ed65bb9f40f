"""What the pages of the papers are made from, read in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.common import clock
from heard.law import DueDate, Nation
from heard.pages.frame import Link
from heard.reviews.limits import limit, own_limit
from heard.reviews.models import Paper, PaperKind, PapersChoice, Review
from heard.reviews.papers.queries import choice_of, missing, papers_of
from heard.reviews.queries import get_visible
from heard.reviews.report.queries import ReportSeen, report_seen
from heard.reviews.settings import own_limits_of
from heard.web import links
from heard.web.child.trail import trail_of
from heard.web.papers.forms import KINDS
from heard.web.request import SignedInRequest, or_404

RULE = "prep-reports-3wd"
ADJOURN = "review-adjourn-20wd"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPageFacts:
    """A review with its papers. `due` is the limit for papers, which Wales has not."""

    review: Review
    authority: ResponsibleAuthority
    viewer: User
    today: date
    papers: Sequence[Paper]
    choice: PapersChoice | None
    due: DueDate | None
    report: ReportSeen

    @property
    def name(self) -> str:
        return self.review.child.shown_name

    @property
    def day(self) -> date | None:
        return self.review.arranged_for or self.review.held_on

    @property
    def missing(self) -> list[Paper]:
        return missing(self.papers)

    @property
    def changes(self) -> bool:
        """Whether the viewer may change anything of a review that stands."""
        may = self.viewer.may(Permission.REVIEW_ARRANGE) or self.viewer.may(Permission.REVIEW_PREPARE)
        return may and self.review.state != Review.State.CANCELLED

    @property
    def adjourn_by(self) -> DueDate | None:
        """By when a review that begins on its day and is adjourned must be completed."""
        return limit(ADJOURN, Nation(self.authority.nation), counted_from=self.day)

    def of(self, paper_id: int) -> Paper:
        """Give one paper. Raises Http404."""
        found = next((paper for paper in self.papers if paper.pk == paper_id), None)
        if found is None:
            raise Http404
        return found


def read(request: SignedInRequest, review_id: int) -> PaperPageFacts:
    """This will read the papers of a review that the viewer sees."""
    review = or_404(get_visible, review_id, viewer=request.user)
    authority = request.user.authority
    day = review.arranged_for or review.held_on
    due = own_limit(
        RULE,
        Nation(authority.nation),
        own_limits_of(authority),
        counted_from=day,
        clear_days=authority.count_back_clear_days,
    )
    return PaperPageFacts(
        review=review,
        authority=authority,
        viewer=request.user,
        today=clock.today(),
        papers=papers_of(review),
        choice=choice_of(review),
        due=due,
        report=report_seen(review, viewer=request.user),
    )


def name_of(paper: Paper) -> str:
    """Give what a paper is called."""
    return paper.name if paper.kind == PaperKind.OTHER else str(KINDS[PaperKind(paper.kind)])


def crumbs_of(review: Review, *, papers: bool = True) -> tuple[Link, ...]:
    """Give the way to a page of the papers of a review."""
    found = list(trail_of(review.child, reviews=True))
    of_review = links.to("review:show", review.pk)
    if of_review:
        found.append(Link(text=_("The review"), href=of_review))
    if papers:
        found.append(Link(text=_("Papers"), href=reverse("papers:list", args=[review.pk])))
    return tuple(found)
