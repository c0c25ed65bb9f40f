"""What every page of a report begins with: the review, how far the report is, the way here, the document."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heard.common import clock
from heard.correspondence.queries import letterhead_of
from heard.correspondence.records.document import Document
from heard.correspondence.records.report import AboutReport, report_document
from heard.pages.frame import Link
from heard.reviews.models import Review
from heard.reviews.queries import get_visible
from heard.reviews.report.queries import ReportSeen, content_seen, report_seen
from heard.web.papers.facts import crumbs_of
from heard.web.request import SignedInRequest, or_404


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A review with its report, as the viewer may see it."""

    review: Review
    seen: ReportSeen
    today: date

    @property
    def name(self) -> str:
        return self.review.child.shown_name


def read(request: SignedInRequest, review_id: int) -> Scene:
    """This will read a review that the viewer sees, and how far its report is; "no such page" otherwise."""
    review = or_404(get_visible, review_id, viewer=request.user)
    return Scene(review=review, seen=report_seen(review, viewer=request.user), today=clock.today())


def crumbs(review: Review, *, report: bool = False) -> tuple[Link, ...]:
    """This will give the way to a page of the report."""
    found = crumbs_of(review)
    if report:
        found += (Link(text=_("Social work report"), href=reverse("report:show", args=[review.pk])),)
    return found


def language() -> str:
    """The language of the page, in which the headings of a report stand."""
    return "cy" if (get_language() or "").startswith("cy") else "en"


def made_of(scene: Scene, request: SignedInRequest) -> Document:
    """This will make the document that the viewer may read."""
    seen = scene.seen
    about = AboutReport(
        letterhead=letterhead_of(request.user.authority),
        dated_on=scene.today,
        language=language(),
        signed=None if seen.as_it_stands else seen.signed,
    )
    return report_document(content_seen(scene.review, seen), about)
